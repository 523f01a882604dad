using System.Net;
using System.Net.Sockets;
using Forum.Hosting.Store;
using Microsoft.Extensions.Configuration;

namespace Forum.Hosting.Webhooks;

/// <summary>
/// Whom the forum calls from inside its own network because somebody outside said so: public addresses only, over TLS. The address is checked when the
/// connection is made, on what the name leads to then; a name that led elsewhere when it was checked has nothing to gain.
/// </summary>
/// <param name="resolve">Looks up a name.</param>
/// <param name="allowLocal">One's own machine, too, and there plain HTTP.</param>
internal sealed class Targets(Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool allowLocal)
{
    public const int LongestUrl = 2_000;

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>What IANA keeps for other ends than public hosts (RFC 6890 and its registries), and what carries an IPv4 address inside.</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    public Targets(IConfiguration configuration) : this(Dns.GetHostAddressesAsync, configuration.GetValue("Webhooks:AllowLocalTargets", defaultValue: false))
    {
    }

    public static bool IsPublic(IPAddress address) =>
        (address.AddressFamily is AddressFamily.InterNetwork || GlobalUnicast.Contains(address)) && !NotPublic.Any(network => network.Contains(address));

    private bool IsAllowed(IPAddress address) => IsPublic(address) || (allowLocal && IPAddress.IsLoopback(address));

    /// <summary>What can be said of an address as it is written.</summary>
    /// <exception cref="Refusal">No webhook may lead there.</exception>
    public Uri Check(string url)
    {
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var target) || target.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic)
            throw Refused($"Give an absolute https address of {LongestUrl} characters at most.");
        if (target.UserInfo.Length > 0 || target.Fragment.Length > 0)
            throw Refused("Give an address without user, password and fragment: the target knows the forum by its signature.");
        if (allowLocal && target.IsLoopback && target.Scheme == Uri.UriSchemeHttp)
            return target;
        if (target.Scheme != Uri.UriSchemeHttps)
            throw Refused("Webhooks go over https only.");
        if (IPAddress.TryParse(target.IdnHost, out var address) ? !IsAllowed(address) : target.IsLoopback && !allowLocal)
            throw Refused("Webhooks go to public addresses only.");
        return target;

        static Refusal Refused(string message) => new("target-not-allowed", message, "url");
    }

    /// <summary>A client that connects to allowed addresses only, follows no redirect and lets no environment variable send it through a proxy.</summary>
    public HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        ActivityHeadersPropagator = null,
        ConnectCallback = Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxConnectionsPerServer = 8,
        // Kilobytes. The status says all that is wanted of an answer.
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 4 * 1024,
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(200),
    });

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var end = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(end.Host, out var literal) ? [literal] : await resolve(end.Host, ct);
        IPAddress[] allowed = [.. addresses.Where(IsAllowed)];
        if (addresses.Length > 0 && allowed.Length == 0)
            throw new AddressNotAllowed();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, end.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A name leads to addresses that no webhook may lead to.</summary>
internal sealed class AddressNotAllowed() : Exception("The target's name leads to no public address.");
