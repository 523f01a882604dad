using System.Text.RegularExpressions;

namespace Forum.Identity;

/// <summary>
/// Who may get tokens. What configuration lists is the whole truth: at every start the listed clients and people are created or brought up to date, and those no longer listed are removed.
/// Clients: <c>Clients__ID__SecretFile</c>, <c>…__Roles__0</c>, <c>…__Delegation</c>, <c>…__Scopes__0</c>, <c>…__RedirectUris__0</c>, <c>…__PostLogoutRedirectUris__0</c>; people: <c>People__NAME__PasswordFile</c>, <c>…__Roles__0</c>, <c>…__Delegation</c>.
/// </summary>
public sealed partial record Accounts(IReadOnlyList<Client> Clients, IReadOnlyList<Person> People)
{
    public static Accounts Read(IConfiguration settings, IHostEnvironment environment)
    {
        var listed = new Accounts(
            [.. settings.GetSection("Clients").GetChildren().Select(Client.Read)],
            [.. settings.GetSection("People").GetChildren().Select(Person.Read)]);
        foreach (var client in listed.Clients)
        {
            client.Rights.Check($"Clients__{client.Id}");
            ForumScopes.Check($"Clients__{client.Id}", client.Scopes);
        }
        foreach (var person in listed.People) person.Rights.Check($"People__{person.Name}");
        if (!environment.IsEnvironment("Local")) return listed;

        var demo = DemoAccounts.Read(settings);
        return new([.. demo.Clients, .. listed.Clients], [.. demo.People, .. listed.People]);
    }

    public async Task Apply(IServiceProvider services, CancellationToken ct)
    {
        await Client.Apply(Clients, services, ct);
        await Person.Apply(People, services, ct);
    }

    /// <summary>A secret from its file, as Docker and Kubernetes mount them; a line end is not part of it.</summary>
    internal static string Secret(IConfigurationSection account, string setting, int atLeast)
    {
        var where = $"{account.Path.Replace(":", "__", StringComparison.Ordinal)}__{setting}";
        var file = account[setting] ?? throw new InvalidOperationException($"{where} is missing: name the file that holds it.");
        var secret = File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : throw new InvalidOperationException($"{where}: there is no file {file}.");
        return secret.Length >= atLeast ? secret : throw new InvalidOperationException($"{where}: what {file} holds is shorter than {atLeast} characters.");
    }
}

/// <summary>What an account may do in the forum.</summary>
/// <param name="Roles">Of <see cref="Known"/>.</param>
/// <param name="Delegation">The participant that the role <c>delegation</c> acts for, e.g. FRA; null for other roles.</param>
public sealed partial record Rights(IReadOnlyList<string> Roles, string? Delegation)
{
    /// <summary>For the local profile only: the client says in each token request which delegation it acts for.</summary>
    public const string AnyDelegation = "*";

    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(["organizer", "delegation", "notetaker", "operator", "service"], StringComparer.Ordinal);

    [GeneratedRegex("^[A-Z0-9-]{2,32}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    public static partial Regex DelegationCode { get; }

    public static Rights Read(IConfigurationSection account) => new(account.GetSection("Roles").Get<string[]>() ?? [], account["Delegation"]);

    public void Check(string where)
    {
        if (Roles.FirstOrDefault(role => !Known.Contains(role)) is { } unknown)
            throw new InvalidOperationException($"{where}__Roles: there is no role '{unknown}'; the roles are {string.Join(", ", Known)}.");
        if (Roles.Contains("delegation", StringComparer.Ordinal) != Delegation is not null)
            throw new InvalidOperationException($"{where}: the role 'delegation' and the setting Delegation go together.");
        if (Delegation is not null && !DelegationCode.IsMatch(Delegation))
            throw new InvalidOperationException($"{where}__Delegation: '{Delegation}' is not the code of a participant (2 to 32 of A-Z, 0-9 and -).");
    }
}
