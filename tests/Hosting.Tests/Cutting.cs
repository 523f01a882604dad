using System.Net;
using System.Net.Sockets;
using Forum.Kit;

namespace Forum.Hosting.Tests;

/// <summary>What stands in for an outage in these tests is cut in whatever it is doing, and comes back.</summary>
public sealed class When_a_server_is_cut_off
{
    [Fact]
    public async Task it_is_cut_off_from_who_connects_at_that_moment_too_and_answers_again_when_mended()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var proxy = TcpProxy.To(((IPEndPoint)server.LocalEndpoint).Port);
        using var enough = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ConnectAgainAndAgain(proxy.Port, enough.Token))).ToArray();

        for (var outage = 0; outage < 200; outage++)
        {
            using (await server.AcceptTcpClientAsync()) { }
            await proxy.Cut();
            proxy.Mend();
        }

        await enough.CancelAsync();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task one_that_was_not_there_is_reached_as_soon_as_it_is()
    {
        var port = FreePort.Next();
        await using var proxy = TcpProxy.To(port);
        using (var early = new TcpClient())
        {
            await early.ConnectAsync(IPAddress.Loopback, proxy.Port);
            (await ReadToEnd(early)).ShouldBe(0);
        }

        using var server = new TcpListener(IPAddress.Loopback, port);
        server.Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        using var reached = await server.AcceptTcpClientAsync();
    }

    private static async Task ConnectAgainAndAgain(int port, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, CancellationToken.None);
            }
            catch (SocketException)
            {
                // Cut off.
            }
        }
    }

    private static async Task<int> ReadToEnd(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
