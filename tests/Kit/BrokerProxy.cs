using System.Net;
using System.Net.Sockets;

namespace Forum.Kit;

/// <summary>Stands between services and the broker and can be cut, as a broker that stops is: connections end and no new one is taken.</summary>
public sealed class BrokerProxy : IAsyncDisposable
{
    private readonly IPEndPoint target;
    private readonly int port;
    private readonly List<TcpClient> open = [];
    private CancellationTokenSource stopping = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    private BrokerProxy(Uri broker)
    {
        target = new IPEndPoint(IPAddress.Loopback, broker.Port);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>Answers with a proxy that lets everything through.</summary>
    public static BrokerProxy Open()
    {
        var proxy = new BrokerProxy(Settings.RabbitMq);
        proxy.Mend();
        return proxy;
    }

    /// <summary>The address of a virtual host, by way of the proxy.</summary>
    public string Via(string brokerUri)
    {
        var uri = new UriBuilder(brokerUri) { Host = "127.0.0.1", Port = port };
        return uri.Uri.ToString();
    }

    public void Mend()
    {
        stopping = new CancellationTokenSource();
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = Accept(listener, stopping.Token);
    }

    public async Task Cut()
    {
        await stopping.CancelAsync();
        listener?.Stop();
        await accepting;
        lock (open)
        {
            open.ForEach(client => client.Dispose());
            open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cut();
        stopping.Dispose();
        listener?.Dispose();
    }

    private async Task Accept(TcpListener from, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var client = await from.AcceptTcpClientAsync(ct);
                var server = new TcpClient();
                lock (open)
                    open.AddRange([client, server]);
                await server.ConnectAsync(target, ct);
                _ = Pump(client, server);
                _ = Pump(server, client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private static async Task Pump(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; so is the other.
        }

        from.Dispose();
        to.Dispose();
    }
}
