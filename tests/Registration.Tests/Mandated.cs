using Forum.Hosting.Mandates;
using Forum.Kit;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests;

/// <summary>Who may act for whom in these tests, as Governance would have told of it.</summary>
internal static class Mandated
{
    /// <summary>Organizations that register in these tests; whoever stands on the list of participants is known from there.</summary>
    private static readonly string[] Organizations = ["IOM", "ILO", "UNHCR", "NGO-1", "NGO-2", "NGO-3"];

    /// <summary>Lets the accounts that <c>TestService.As("delegation", …)</c> gives tokens to act for their participants.</summary>
    public static async Task Everybody(IServiceProvider services)
    {
        var listed = (await File.ReadAllLinesAsync(Repository.Path("services", "Registration", "Participants", "participants.csv"))).Skip(1).Select(line => line.Split(',')[1]);
        await using var session = services.GetRequiredService<IDocumentStore>().LightweightSession();
        foreach (var code in listed.Concat(Organizations).Distinct())
            session.Store(new KnownMandate { Id = KnownMandate.Of(code, $"delegation-{code}") });
        await session.SaveChangesAsync();
    }
}
