namespace Forum.Console.Proxy;

/// <summary>Where the services are inside the network, from <c>Services__{name}</c>. One that has no address is one that is not to be had.</summary>
public sealed class ServiceAddresses(IConfiguration settings)
{
    /// <summary>The services that keep events, in the order in which a forum comes about.</summary>
    public static IReadOnlyList<string> Forum => ["governance", "registration", "scheduling", "publishing"];

    /// <summary>Who watches over them.</summary>
    public const string Operations = "operations";

    /// <summary>The services whose API stands under <c>/api/{service}</c>.</summary>
    public static readonly IReadOnlyList<string> Api = [.. Forum, Operations];

    /// <summary>The issuer of tokens, under <c>/identity</c>.</summary>
    public const string Identity = "identity";

    /// <summary>The service's root, ending with a slash; null when no address is set.</summary>
    public Uri? Of(string service) => settings[$"Services:{service}"] is { Length: > 0 } address ? new Uri($"{address.TrimEnd('/')}/") : null;
}
