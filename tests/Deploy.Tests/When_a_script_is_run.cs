namespace Forum.Deploy.Tests;

public sealed class When_a_script_is_run
{
    [Theory]
    [InlineData("deploy/local/run --no-such-option", "--fresh")]
    [InlineData("deploy/local/run --json", "--json FILE")]
    [InlineData("deploy/local/token", "ROLE")]
    [InlineData("deploy/local/token delegation", "PARTICIPANT")]
    [InlineData("deploy/local/rehearse --no-such-option", "--scenario FILE")]
    [InlineData("deploy/local/rehearse --scenario", "--scenario FILE")]
    [InlineData("deploy/local/rehearse --seed many", "--seed N")]
    [InlineData("deploy/local/infra sideways", "up|down")]
    [InlineData("deploy/local/backup --keep none", "--keep N")]
    [InlineData("deploy/local/restore --into", "--into DIR")]
    [InlineData("deploy/compose/backup --everything", "--place DIR")]
    [InlineData("deploy/compose/restore --from", "--from DIR")]
    public void it_says_how_when_it_is_asked_wrongly(string command, string told)
    {
        var (exitCode, _, errors) = Bash.Run(command);
        exitCode.ShouldBe(2);
        errors.ShouldContain(told);
    }

    [Fact]
    public void a_process_is_known_by_its_id_and_start_and_ends_with_all_it_started()
    {
        var (exitCode, _, errors) = Bash.Run("""
            source deploy/local/lib/forum.sh
            place=$(mktemp -d)
            trap 'rm -rf "$place"' EXIT
            mkdir "$place/run" "$place/log"
            start_process family bash -c 'setsid bash -c "trap \"\" TERM; while :; do sleep 0.1; done" & wait'
            runs family
            # Bash, its child and the child's: on a busy machine they are there a moment later.
            family=()
            for ((turn = 0; turn < 300 && ${#family[@]} < 3; turn++)); do
                mapfile -t family < <(family_of "$(pid_of family)")
                sleep 0.1
            done
            ((${#family[@]} >= 3))
            end_process family TERM 5
            until_gone 0 "${family[@]}"
            ! runs family

            start_process stranger sleep 60
            pid=$(pid_of stranger)
            note_process stranger "$pid"
            echo "$pid 1" >"$place/run/stranger.pid"
            ! runs stranger
            note_process stranger "$pid"
            end_process stranger TERM 5
            """);
        errors.ShouldNotContain("error");
        exitCode.ShouldBe(0, errors);
    }

    [Fact]
    public void a_port_that_is_taken_is_passed_over_and_a_free_one_is_kept()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, _, errors) = Bash.Run($$"""
            source deploy/local/lib/forum.sh
            place=$(mktemp -d)
            trap 'rm -rf "$place"' EXIT
            settle_ports one={{port}} two={{port}}
            ((ports[one] > {{port}}))
            ((ports[two] > ports[one]))
            kept=${ports[two]}
            ports=()
            settle_ports two={{port}}
            ((ports[two] == kept))
            """);
        exitCode.ShouldBe(0, errors);
    }
}
