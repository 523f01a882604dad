using Forum.Contracts.Governance;
using Forum.Kit;

namespace Forum.Registration.Tests;

/// <summary>Acting for a delegation rests on the mandate of a focal point: it begins, runs out and ends when Governance says so, whatever the token says.</summary>
public sealed class G4_Acting_on_a_mandate(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    [Fact]
    public async Task a_token_without_a_mandate_acts_for_nobody()
    {
        using var somebody = fixture.Account("somebody", "FRA");
        var edition = await fixture.Open();
        (await somebody.Post("/delegations", Requests.Body(edition))).ShouldBe((403, "no-mandate"));
        (await somebody.Ask(HttpMethod.Get, "/delegations")).ShouldBe((403, "no-mandate"));
        (await somebody.Ask(HttpMethod.Get, "/participants?asOf=2006-09-14")).Status.ShouldBe(200, "what is public stays so");
    }

    [Fact]
    public async Task a_mandate_for_one_participant_is_none_for_another()
    {
        await Tell(new FocalPointDesignated { FocalPointsId = Guid.CreateVersion7(), Revision = 1, Mandate = Mandate("SWE", "of-sweden") });
        await Acts("of-sweden", "SWE");
        using var forNorway = fixture.Account("of-sweden", "NOR");
        (await forNorway.Ask(HttpMethod.Get, "/delegations")).ShouldBe((403, "no-mandate"));
    }

    [Fact]
    public async Task its_revocation_acts_at_once_and_no_older_message_brings_it_back()
    {
        var points = Guid.CreateVersion7();
        await Tell(new FocalPointDesignated { FocalPointsId = points, Revision = 1, Mandate = Mandate("DNK", "of-denmark") });
        await Acts("of-denmark", "DNK");
        await Tell(new FocalPointRevoked { FocalPointsId = points, Revision = 3, Mandate = Mandate("DNK", "of-denmark") with { RevokedAt = fixture.Time.GetUtcNow() } });
        await ActsNot("of-denmark", "DNK");

        await Tell(new FocalPointRenewed { FocalPointsId = points, Revision = 2, Mandate = Mandate("DNK", "of-denmark") });
        await Tell(new FocalPointDesignated { FocalPointsId = Guid.CreateVersion7(), Revision = 1, Mandate = Mandate("FIN", "of-finland") });
        await Acts("of-finland", "FIN");
        await ActsNot("of-denmark", "DNK");
    }

    [Fact]
    public async Task it_runs_out_without_anybody_saying_so_and_can_be_renewed()
    {
        var (points, noon) = (Guid.CreateVersion7(), fixture.Time.GetUtcNow());
        await Tell(new FocalPointDesignated { FocalPointsId = points, Revision = 1, Mandate = Mandate("ISL", "of-iceland") with { ExpiresAt = noon.AddHours(1) } });
        await Acts("of-iceland", "ISL");
        fixture.Time.Pass(TimeSpan.FromHours(2));
        await ActsNot("of-iceland", "ISL");
        await Tell(new FocalPointRenewed { FocalPointsId = points, Revision = 2, Mandate = Mandate("ISL", "of-iceland") with { ExpiresAt = noon.AddHours(9) } });
        await Acts("of-iceland", "ISL");
    }

    private Task Tell<T>(T message) where T : class => fixture.Listener.Say(message);

    private Task Acts(string subject, string participant) => Comes(subject, participant, (404, "not-found"));

    private Task ActsNot(string subject, string participant) => Comes(subject, participant, (403, "no-mandate"));

    /// <summary>Asks for a delegation that there is not: who may act is told so, who may not is told that first.</summary>
    private Task Comes(string subject, string participant, (int, string) answer) => Eventually.Holds(
        async () =>
        {
            using var account = fixture.Account(subject, participant);
            (await account.Ask(HttpMethod.Get, $"/delegations/{Guid.CreateVersion7()}")).ShouldBe(answer);
        },
        $"{subject} is answered {answer}");

    private static Mandate Mandate(string participant, string subject) => new() { MandateId = Guid.CreateVersion7(), Participant = participant, Subject = subject, Capacity = FocalPointCapacity.Primary };
}
