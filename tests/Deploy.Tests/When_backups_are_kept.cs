using System.Text.RegularExpressions;

namespace Forum.Deploy.Tests;

/// <summary>What backups are chosen by, thrown away by and put together from; that a store comes back from one is told in Forum.Tests. No container runs in these tests.</summary>
public sealed partial class When_backups_are_kept
{
    /// <summary>Three backups in two chains; the second chain begins after a restore.</summary>
    private const string Backups = """
        source deploy/local/lib/forum.sh
        source deploy/local/lib/restoring.sh
        umask 077
        kept=$(mktemp -d)
        trap 'rm -rf "$kept"' EXIT
        backup_of() {
            mkdir -p "$kept/$1/base" "$kept/wal/$3"
            printf 'ended_at=%s\nchain=%s\n' "$2" "$3" >"$kept/$1/manifest"
            printf 'START WAL LOCATION: 0/%s000028 (file 00000001000000000000000%s)\n' "$4" "$4" >"$kept/$1/base/backup_label"
            echo '{"WAL-Ranges": [{ "Timeline": 1, "Start-LSN": "0/2000028", "End-LSN": "0/2000100" }]}' >"$kept/$1/base/backup_manifest"
        }
        backup_of 20260301T120000Z 2026-03-01T12:00:10.000000Z one 2
        backup_of 20260302T120000Z 2026-03-02T12:00:10.000000Z one 5
        backup_of 20260303T120000Z 2026-03-03T12:00:10.000000Z two 3
        tool() { "$(postgres_bin)/$1" "${@:2}"; }

        """;

    [Theory]
    [InlineData("2026-03-01T12:00:10Z", "20260301T120000Z")]
    [InlineData("2026-03-02 14:00:09+02:00", "20260301T120000Z")]
    [InlineData("2026-03-02T23:00:00Z", "20260302T120000Z")]
    [InlineData("2027-01-01", "20260303T120000Z")]
    [InlineData("2026-03-01T12:00:09Z", "")]
    public void an_instant_is_reached_from_the_last_one_that_was_finished_by_then(string instant, string backup) =>
        Told($"backup_for \"$kept\" \"$(instant '{instant}')\" || true").Trim().ShouldBe(backup);

    [Fact]
    public void the_newest_stay_with_the_log_that_they_need() =>
        Told("""
            for segment in 2 4 5 6; do : >"$kept/wal/one/00000001000000000000000$segment.gz"; done
            : >"$kept/wal/two/000000010000000000000003.gz.partial"
            drop_old_backups "$kept" 2 two 2>/dev/null
            (cd "$kept" && ls -d 2* && ls wal/*)
            drop_old_backups "$kept" 1 two 2>/dev/null
            (cd "$kept" && ls wal)
            """).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe([
                "20260302T120000Z", "20260303T120000Z", "wal/one:", "000000010000000000000005.gz", "000000010000000000000006.gz", "wal/two:", "000000010000000000000003.gz.partial", "two"]);

    [Fact]
    public void the_log_is_unpacked_from_where_the_copy_begins_and_what_was_cut_off_is_filled_up() =>
        Told("""
            segment() { head -c 16777216 /dev/zero | tr '\0' "$1" | gzip -1; }
            for name in 4 5; do segment "$name" >"$kept/wal/one/00000001000000000000000$name.gz"; done
            segment 6 >"$kept/whole"
            head -c 9000 "$kept/whole" >"$kept/wal/one/000000010000000000000006.gz.partial"
            # Of what was received whole after a restart, the piece may still be there.
            cp "$kept/wal/one/000000010000000000000006.gz.partial" "$kept/wal/one/000000010000000000000005.gz.partial"
            mkdir "$kept/unpacked"
            unpack_wal "$kept/wal/one" 000000010000000000000005 "$kept/unpacked"
            (cd "$kept/unpacked" && stat -c '%n %s' * && head -c 1 000000010000000000000006 && tail -c 1 000000010000000000000006 | od -An -tx1 && tail -c 1 000000010000000000000005)
            """).ShouldBe("000000010000000000000005 16777216\n000000010000000000000006 16777216\n6 00\n5");

    [Fact]
    public void one_that_is_damaged_is_not_taken() =>
        Told("""
            : >"$kept/20260301T120000Z/broker.json"
            write_checksums "$kept/20260301T120000Z"
            checksums_hold "$kept/20260301T120000Z" && echo whole
            echo '{}' >"$kept/20260301T120000Z/broker.json"
            checksums_hold "$kept/20260301T120000Z" 2>/dev/null || echo damaged
            """).ShouldBe("whole\ndamaged\n");

    [Fact]
    public void the_register_of_who_was_erased_only_grows() =>
        Told("""
            printf 'b|AskedFor|2026\n' | keep_erasures "$kept/erasures"
            printf 'a|Ordered|2026\nb|AskedFor|2026\n' | keep_erasures "$kept/erasures"
            keep_erasures "$kept/erasures" </dev/null
            cat "$kept/erasures"
            stat -c %a "$kept/erasures"
            """).ShouldBe("a|Ordered|2026\nb|AskedFor|2026\n600\n");

    [Fact]
    public void whoever_receives_in_a_container_has_no_right_that_it_does_not_need()
    {
        var receiver = ComposeFile.Read("deploy/compose/backup.yml")["services"]!["wal-receiver"]!.AsObject();
        receiver["image"]!.ToString().ShouldBe(ComposeFile.Service("postgres")["image"]!.ToString(), "what receives is of the server's version");
        receiver["read_only"]!.GetValue<bool>().ShouldBeTrue();
        ComposeFile.Strings(receiver["cap_drop"]).ShouldBe(["ALL"]);
        ComposeFile.Strings(receiver["security_opt"]).ShouldContain("no-new-privileges:true");
        receiver.ShouldContainKey("mem_limit");
        receiver.ShouldContainKey("cpus");
        receiver.ShouldNotContainKey("ports");
        receiver["network_mode"]!.ToString().ShouldBe("service:postgres");
        receiver["user"]!.ToString().ShouldStartWith("${FORUM_BACKUP_USER:?");
        ComposeFile.Strings(receiver["entrypoint"]).ShouldContain(SlotName().Match(Repository.Text("deploy/local/lib/backups.sh")).Groups["name"].Value);
    }

    [Fact]
    public void what_watches_looks_at_the_slot_that_is_used() =>
        Repository.Text("services/Operations/Backups/BackupWatch.cs").ShouldContain($"'{SlotName().Match(Repository.Text("deploy/local/lib/backups.sh")).Groups["name"].Value}'");

    private static string Told(string script)
    {
        var (exitCode, output, errors) = Bash.Run(Backups + script);
        exitCode.ShouldBe(0, errors);
        return output;
    }

    [GeneratedRegex("^backup_slot=(?<name>[a-z_]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SlotName();
}
