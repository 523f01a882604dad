using System.Diagnostics;
using Forum.Kit;
using Npgsql;

namespace Forum.Tests;

/// <summary>The four services on a PostgreSQL cluster and a broker of their own, which are backed up, destroyed and restored by the commands of deploy/local.</summary>
public sealed class RestorableForum : FourServices
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("forum-restored-");

    /// <summary>Ids of the people whom the last restore has found to be there again although they were erased.</summary>
    public IReadOnlyList<Guid> ToBeErasedAgain => [.. File.ReadLines(Path.Combine(Place, "erase-again")).Select(Guid.Parse)];

    private string Place => Path.Combine(folder.FullName, "place");

    private string Backups => Path.Combine(folder.FullName, "backups");

    /// <summary>What time the store has.</summary>
    public async Task<string> Now() => (await Infrastructure.DatabaseOf("registration").Query<DateTime>("select clock_timestamp()"))[0].ToString("O");

    /// <summary>Returns when the announcer has sent all that the service has committed.</summary>
    public Task UntilAnnounced(string service) => Eventually.True(
        async () => (await Infrastructure.DatabaseOf(service).Query<bool>(
            "select coalesce((select max(seq_id) from mt_events), 0) <= coalesce((select min(last_seq_id) from mt_event_progression where name ilike 'announcer:%'), 0)"))[0],
        $"{service} has announced everything");

    public Task BackUp() => Run($"deploy/local/backup --place '{Backups}'");

    /// <summary>Both nodes are killed, and what they kept is gone. What was committed before has left the machine by then.</summary>
    public async Task DestroyNodes()
    {
        await Eventually.True(
            async () => (await Ask("sql postgres -At -c 'select count(*) from pg_stat_replication where flush_lsn >= pg_current_wal_flush_lsn()'")).Trim() is "1",
            "all that was committed is received where the backups are");
        await Ask("end_process postgres KILL 5; end_process rabbitmq KILL 5; infrastructure_down; rm -rf \"$node_data\"/*");
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Brings store and broker back as they were at the instant.</summary>
    public Task Restore(string instant) => Run($"deploy/local/restore --from '{Backups}' --to {instant} --no-services");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Run("deploy/local/infra down");
        folder.Delete(recursive: true);
    }

    protected override async Task<Infrastructure> Stand()
    {
        await Run("deploy/local/infra up");
        var addresses = (await Ask("""for name in governance registration scheduling publishing; do echo "$name $(broker_of $name forum) $(store_of $name)"; done"""))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3))
            .ToArray();
        return Infrastructure.Of(addresses.ToDictionary(parts => parts[0], parts => parts[2]), addresses.ToDictionary(parts => parts[0], parts => parts[1]));
    }

    private Task<string> Ask(string script) => Run($"source deploy/local/lib/forum.sh; know_place; {script}");

    private async Task<string> Run(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FORUM_PLACE"] = Place;
        using var bash = Process.Start(start)!;
        bash.StandardInput.Close();
        var errors = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        bash.ExitCode.ShouldBe(0, $"{script}\n{await errors}");
        return output;
    }
}
