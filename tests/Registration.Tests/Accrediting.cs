using System.Net.Http.Json;
using System.Text.Json;

namespace Forum.Registration.Tests;

/// <summary>What an API client sends on an organization's way to being admitted.</summary>
internal static class Accrediting
{
    public static object Proposal(Guid edition, string code, string category = "Ngo", string? name = null, string? reason = "It asked to take part.") =>
        new { editionId = edition, code, name = name ?? $"Organization {code}", category, profile = $"What {code} does.", reason };

    /// <summary>Proposes it; answers with its address.</summary>
    public static async Task<string> Propose(this HttpClient client, Guid edition, string code, string category = "Ngo", string? reason = "It asked to take part.")
    {
        using var created = await client.PostAsJsonAsync("/organizations", Proposal(edition, code, category, reason: reason));
        created.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        return created.Headers.Location!.OriginalString;
    }

    /// <summary>Proposes it and clears it, where the modalities do not ask for no-objection.</summary>
    public static async Task<string> Accredit(this HttpClient organizer, Guid edition, string code, string category = "Ngo")
    {
        var organization = await organizer.Propose(edition, code, category);
        (await organizer.Post($"{organization}/clearance", new { reason = "It works on the subject." }, "\"1\"")).ShouldBe((204, ""));
        return organization;
    }

    public static Task<JsonElement> See(this HttpClient client, string address) => client.GetFromJsonAsync<JsonElement>(address);

    public static async Task<string> Standing(this HttpClient client, string organization) => (await client.See(organization)).GetProperty("standing").GetString()!;
}
