using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Forum.Identity;

/// <summary>Someone who signs in with a name and a password.</summary>
public sealed record Person(string Name, string Password, Rights Rights)
{
    public const int PasswordLength = 12;

    public static Person Read(IConfigurationSection person) => new(person.Key, Accounts.Secret(person, "PasswordFile", PasswordLength), Rights.Read(person));

    /// <summary>Makes the known users those of the list, no more and no fewer. A user whose password or rights changed is asked to sign in again.</summary>
    public static async Task Apply(IReadOnlyList<Person> people, IServiceProvider services, CancellationToken ct)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        foreach (var person in people)
        {
            ct.ThrowIfCancellationRequested();
            var user = await users.FindByNameAsync(person.Name);
            if (user is null)
            {
                user = new User { Id = Guid.CreateVersion7(), UserName = person.Name, LockoutEnabled = true };
                Agreed(await users.CreateAsync(user, person.Password));
            }
            else if (!await users.CheckPasswordAsync(user, person.Password))
            {
                Agreed(await users.RemovePasswordAsync(user));
                Agreed(await users.AddPasswordAsync(user, person.Password));
            }

            var held = await users.GetClaimsAsync(user);
            var due = person.Claims();
            if (held.Select(claim => (claim.Type, claim.Value)).ToHashSet().SetEquals(due.Select(claim => (claim.Type, claim.Value)))) continue;
            Agreed(await users.RemoveClaimsAsync(user, held));
            Agreed(await users.AddClaimsAsync(user, due));
            Agreed(await users.UpdateSecurityStampAsync(user));
        }

        var names = people.Select(person => users.NormalizeName(person.Name)!).ToHashSet();
        foreach (var user in users.Users.Where(user => !names.Contains(user.NormalizedUserName!)).ToList()) Agreed(await users.DeleteAsync(user));
    }

    private List<Claim> Claims()
    {
        var claims = Rights.Roles.Select(role => new Claim(OpenIddictConstants.Claims.Role, role)).ToList();
        if (Rights.Delegation is not null) claims.Add(new Claim("delegation", Rights.Delegation));
        return claims;
    }

    private static void Agreed(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }
}
