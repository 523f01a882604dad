using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>
/// Of all replicas of a service one does a thing: the one that holds an advisory lock of the service's database on a connection of its own.
/// A killed leader's lock falls with its connection; a paused one's session is ended by the server after <see cref="Silence"/>.
/// </summary>
/// <param name="key">The lock, one for each thing that one replica does.</param>
internal sealed class Leadership(NpgsqlDataSource source, long key, ILogger log)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>Does the work whenever this replica leads, until it is cancelled.</summary>
    /// <param name="what">What is led, for the log.</param>
    /// <param name="work">Has to ask for a sign of life every few seconds; the sign throws when the leadership is lost.</param>
    public async Task Stand(string what, Func<SignOfLife, CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Lead(what, work, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("{What}: the leadership was lost ({Reason}); standing for it again", what, e.GetBaseException().Message);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(string what, Func<SignOfLife, CancellationToken, Task> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var follows = false;
        try
        {
            follows = !await Ask(connection, $"select case when pg_try_advisory_lock({key}) then set_config('idle_session_timeout', '{Silence.TotalSeconds:0}s', false) <> '' else false end", ct);
            if (follows)
                return;

            log.LogInformation("{What}: this replica leads", what);
            await work(token => Ask(connection, "select true", token), ct);
        }
        finally
        {
            // The pool keeps connections open and does not reset them: one that may have the lock, which nobody else could take then, is closed instead of going back.
            if (!follows)
                source.Clear();
        }
    }

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
        return await command.ExecuteScalarAsync(ct) is true;
    }
}

/// <summary>Asks the server whether the leader still leads; throws when it does not.</summary>
internal delegate Task SignOfLife(CancellationToken ct);
