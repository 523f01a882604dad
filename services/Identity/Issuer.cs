namespace Forum.Identity;

/// <summary>Who issues the tokens: the public address that stands in them, and the keys that sign them.</summary>
/// <param name="Address">Ends with a slash; the console's origin and the path base, e.g. https://forum.example/identity/.</param>
/// <param name="Keys">What it signs with.</param>
public sealed record Issuer(Uri Address, Keys Keys)
{
    /// <summary>The path under which the service stands behind the console's origin.</summary>
    public const string PathBase = "/identity";

    /// <summary>The audience of every access token: the services of the forum.</summary>
    public const string Audience = "forum";

    public Issuer(IConfiguration settings) : this(
        new Uri(Needed(settings, "Identity:Issuer").TrimEnd('/') + '/'),
        Keys.In(Needed(settings, "Identity:KeysDirectory"), TimeProvider.System.GetUtcNow()))
    {
    }

    public bool IsSecure => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>What a setting says, or a refusal to start that names it as it is written in the environment.</summary>
    public static string Needed(IConfiguration settings, string key) => settings[key] is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"Set {key.Replace(":", "__", StringComparison.Ordinal)}: the identity service cannot start without it.");
}
