using System.Net.Http.Headers;
using System.Text;

namespace Forum.Operations.Broker;

/// <summary>Where the broker is: <c>Broker:Uri</c> (<c>amqp://user:password@host:port/vhost</c>) and its management interface, <c>Broker:Management</c>.</summary>
public sealed class BrokerAddress
{
    public BrokerAddress(IConfiguration configuration)
    {
        Uri = new Uri(configuration["Broker:Uri"] ?? "amqp://unset:unset@127.0.0.1:5672/forum");
        Management = new Uri(configuration["Broker:Management"] ?? $"http://{Uri.Host}:15672/");
        VirtualHost = System.Uri.UnescapeDataString(Uri.AbsolutePath.TrimStart('/')) is { Length: > 0 } name ? name : "/";
    }

    public Uri Uri { get; }

    public Uri Management { get; }

    public string VirtualHost { get; }

    /// <summary>A client of the management interface, with the rights of our own user.</summary>
    public HttpClient Client()
    {
        var user = Uri.UserInfo.Split(':', 2).Select(System.Uri.UnescapeDataString).ToArray();
        var client = new HttpClient { BaseAddress = Management, Timeout = TimeSpan.FromSeconds(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(':', user))));
        return client;
    }
}
