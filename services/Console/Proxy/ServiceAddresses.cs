namespace Forum.Console.Proxy;

/// <summary>Where the services are inside the network, from <c>Services__{name}</c>. One that has no address is one that is not to be had.</summary>
public sealed class ServiceAddresses(IConfiguration settings)
{
    /// <summary>The services whose API stands under <c>/api/{service}</c>, in the order in which a forum comes about.</summary>
    public static readonly IReadOnlyList<string> Api = ["governance", "registration", "scheduling", "publishing"];

    /// <summary>The issuer of tokens, under <c>/identity</c>.</summary>
    public const string Identity = "identity";

    /// <summary>The service's root, ending with a slash; null when no address is set.</summary>
    public Uri? Of(string service) => settings[$"Services:{service}"] is { Length: > 0 } address ? new Uri($"{address.TrimEnd('/')}/") : null;
}
