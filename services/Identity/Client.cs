using System.Text.Json;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Forum.Identity;

/// <summary>A system that gets tokens: for itself when it has roles (client credentials), for the people who sign in when it has redirect addresses (authorization code with PKCE).</summary>
public sealed record Client
{
    // Secrets are made by machines; from this length on, guessing is hopeless however fast it is.
    private const int SecretLength = 24;

    public required string Id { get; init; }
    public required string Secret { get; init; }
    public Rights Rights { get; init; } = new([], null);

    /// <summary>Of <see cref="ForumScopes.Known"/>: its tokens are limited to them. None for a client that its roles limit only.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<Uri> RedirectUris { get; init; } = [];
    public IReadOnlyList<Uri> PostLogoutRedirectUris { get; init; } = [];

    public static Client Read(IConfigurationSection client) => new()
    {
        Id = client.Key,
        Secret = Accounts.Secret(client, "SecretFile", SecretLength),
        Rights = Rights.Read(client),
        Scopes = client.GetSection("Scopes").Get<string[]>() ?? [],
        RedirectUris = client.GetSection("RedirectUris").Get<Uri[]>() ?? [],
        PostLogoutRedirectUris = client.GetSection("PostLogoutRedirectUris").Get<Uri[]>() ?? [],
    };

    /// <summary>Makes the registered applications those of the list, no more and no fewer.</summary>
    public static async Task Apply(IReadOnlyList<Client> clients, IServiceProvider services, CancellationToken ct)
    {
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var client in clients)
        {
            if (await applications.FindByClientIdAsync(client.Id, ct) is { } known) await applications.UpdateAsync(known, client.Describe(), ct);
            else await applications.CreateAsync(client.Describe(), ct);
        }

        var gone = new List<object>();
        await foreach (var application in applications.ListAsync(cancellationToken: ct))
        {
            var id = await applications.GetClientIdAsync(application, ct);
            if (!clients.Any(client => client.Id == id)) gone.Add(application);
        }
        foreach (var application in gone) await applications.DeleteAsync(application, ct);
    }

    private OpenIddictApplicationDescriptor Describe()
    {
        var application = new OpenIddictApplicationDescriptor
        {
            ClientId = Id,
            ClientSecret = Secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            Permissions = { Permissions.Endpoints.Token },
            Properties = { ["roles"] = JsonSerializer.SerializeToElement(Rights.Roles), ["scopes"] = JsonSerializer.SerializeToElement(Scopes) },
        };
        if (Rights.Delegation is not null) application.Properties["delegation"] = JsonSerializer.SerializeToElement(Rights.Delegation);
        if (Rights.Roles.Count > 0)
        {
            application.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
            application.Permissions.UnionWith(ForumScopes.Within(Scopes).Select(scope => Permissions.Prefixes.Scope + scope));
        }
        if (RedirectUris.Count > 0)
        {
            application.Permissions.UnionWith(
            [
                Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
            ]);
            application.RedirectUris.UnionWith(RedirectUris);
            application.PostLogoutRedirectUris.UnionWith(PostLogoutRedirectUris);
        }
        return application;
    }
}
