using Forum.Kit;

namespace Forum.Tests;

/// <summary>What a delegation does in the stories, with a token of its own.</summary>
public sealed class DelegationOf(FourServices forum, string participant)
{
    /// <summary>The name of its head: no service but Registration may ever see it, and no trace or log at all.</summary>
    public const string HeadsName = "Astrid Unverwechselbar";

    private readonly HttpClient registration = forum.Client("registration", "delegation", participant);
    private Made delegation = null!;

    public Guid Id => delegation.Id;

    /// <summary>Puts all that the delegation does from now on under one trace.</summary>
    public DelegationOf Under(string traceparent)
    {
        registration.DefaultRequestHeaders.Remove("traceparent");
        registration.DefaultRequestHeaders.Add("traceparent", traceparent);
        return this;
    }

    /// <summary>Registers as soon as Registration has heard that it may.</summary>
    public async Task<DelegationOf> Registers(Guid edition)
    {
        await forum.Secretariat.Designates(participant);
        await Eventually.True(
            async () =>
            {
                var (made, refusal) = await registration.Create("/delegations", new
                {
                    editionId = edition,
                    participant,
                    category = "MemberState",
                    head = new { name = HeadsName, title = "Minister of Labour", rank = "Minister" },
                    members = new[] { new { name = HeadsName, title = "Counsellor", role = "Adviser", rank = "Other" } },
                    credentials = "Provisional",
                });
                if (refusal is not ("" or "edition-unknown" or "registration-not-open"))
                    throw new InvalidOperationException($"{participant} may not register: {refusal}");
                delegation = made!;
                return made is not null;
            },
            $"{participant} may register");
        return this;
    }

    public Task AsksForTheFloor() => Changes(HttpMethod.Post, "speaking-request", new { });

    public Task Chooses(params int[] tables) => Changes(HttpMethod.Put, "round-table-choices", new { choices = tables, seats = tables.Length });

    public Task Returns() => Changes(HttpMethod.Post, "return", new { });

    /// <summary>Withdraws on the version that holds now: others may have recorded something of it.</summary>
    public async Task RefreshesAndWithdraws()
    {
        delegation = delegation with { Version = (await registration.Read($"/delegations/{delegation.Id}")).GetProperty("version").GetInt64() };
        await Withdraws();
    }

    public Task Withdraws() => Changes(HttpMethod.Post, "withdrawal", new { reason = "A reason" });

    private async Task Changes(HttpMethod method, string what, object body) =>
        delegation = delegation with { Version = await registration.Change(method, $"/delegations/{delegation.Id}/{what}", delegation.Version, body) };
}
