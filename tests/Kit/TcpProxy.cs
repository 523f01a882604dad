using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Forum.Kit;

/// <summary>Stands between services and a server and can be cut, as a server that stops is: connections end and no new one is taken.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly IPEndPoint target;
    private readonly List<TcpClient> open = [];
    private CancellationTokenSource stopping = new();
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;

    private TcpProxy(int target)
    {
        this.target = new IPEndPoint(IPAddress.Loopback, target);
        Port = FreePort.Next();
    }

    /// <summary>Where the services connect to, on loopback.</summary>
    public int Port { get; }

    /// <summary>Answers with a proxy in front of the broker that lets everything through.</summary>
    public static TcpProxy ToBroker() => Open(CutFromBroker());

    /// <summary>Answers with a proxy in front of PostgreSQL that lets everything through.</summary>
    public static TcpProxy ToPostgres() => Open(CutFromPostgres());

    /// <summary>Answers with a proxy of a broker that is still to come.</summary>
    public static TcpProxy CutFromBroker() => new(Settings.RabbitMq.Port);

    /// <summary>Answers with a proxy of a PostgreSQL that is still to come.</summary>
    public static TcpProxy CutFromPostgres() => new(new NpgsqlConnectionStringBuilder(Settings.Postgres).Port);

    /// <summary>Answers with a proxy in front of whoever listens on this port of this machine.</summary>
    public static TcpProxy To(int port) => Open(new TcpProxy(port));

    private static TcpProxy Open(TcpProxy proxy)
    {
        proxy.Mend();
        return proxy;
    }

    /// <summary>The address of a virtual host, or the connection string of a database, by way of the proxy.</summary>
    public string Via(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        ? new UriBuilder(uri) { Host = "127.0.0.1", Port = Port }.Uri.ToString()
        : new NpgsqlConnectionStringBuilder(address) { Host = "127.0.0.1", Port = Port }.ConnectionString;

    public void Mend()
    {
        stopping = new CancellationTokenSource();
        listener = new TcpListener(IPAddress.Loopback, Port);
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

    /// <summary>An outage of a given length.</summary>
    public async Task CutFor(TimeSpan outage)
    {
        await Cut();
        await Task.Delay(outage);
        Mend();
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
                _ = Carry(client, server, ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Cut: while it waited for the next to connect, or (an invalid operation on a listener that is stopped) before it did.
        }
    }

    private async Task Carry(TcpClient client, TcpClient server, CancellationToken ct)
    {
        try
        {
            await server.ConnectAsync(target, ct);
            await Task.WhenAll(Pump(client, server), Pump(server, client));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Cut, or there is no server: whoever connected is told so, and the next one is taken.
        }

        client.Dispose();
        server.Dispose();
    }

    private static async Task Pump(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // One side is gone; so is the other.
        }

        from.Dispose();
        to.Dispose();
    }
}
