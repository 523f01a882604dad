using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Hosting.Deadlines;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>The time for credentials has passed and the delegation has no full ones. It is reminded, once, and nothing is kept from it.</summary>
/// <param name="DueAt">When they were due.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record CredentialsReminderRaised(Listing Listing, DateTimeOffset DueAt, DateTimeOffset At);

/// <summary>
/// Credentials are due a week before the opening (rules of procedure of the General Assembly, rule 27). From then until the edition is over, a State's delegation
/// without full ones is reminded. Nobody else is: an organization has no office that could issue full ones.
/// </summary>
public static class CredentialsReminder
{
    private const int DaysBeforeOpening = 7;

    /// <summary>The first instant of the seventh day before the opening, as the venue counts days.</summary>
    public static DateTimeOffset CredentialsDueAt(this KnownEdition edition) => edition.StartOf(edition.Edition.StartsOn.AddDays(-DaysBeforeOpening));

    public static bool Reminds(this KnownEdition edition, DateTimeOffset now) =>
        edition.Edition.State is not EditionState.Closed && now >= edition.CredentialsDueAt() && now < edition.EndsAt();

    /// <summary>What is decided, with the reminder if it has become due: who registers late, comes back late or loses its credentials late is reminded at once.</summary>
    public static object[] AndRemind(this IEnumerable<object> decided, Delegation delegation, KnownEdition edition, DateTimeOffset now)
    {
        object[] events = [.. decided];
        return events.Length == 0 ? [] : [.. events, .. Decide(events.Aggregate(delegation, (state, e) => state.Evolve(e)), edition, now)];
    }

    public static IEnumerable<object> Decide(Delegation delegation, KnownEdition edition, DateTimeOffset now) =>
        delegation is
        {
            CredentialsRemindedAt: null,
            Listing: { Standing: DelegationStanding.Announced, Category: ParticipantCategory.MemberState or ParticipantCategory.ObserverState, Credentials: not CredentialsState.Full },
        } && edition.Reminds(now)
            ? [new CredentialsReminderRaised(delegation.Listing, edition.CredentialsDueAt(), now)]
            : [];
}

/// <summary>Reminds all delegations of an edition whose credentials are due, and looks again each day until the edition is over: somebody may have been registering at that very instant.</summary>
public sealed class RemindOfCredentials(IDocumentSession session, TimeProvider time) : IWhenDue
{
    internal const string Kind = "credentials-reminder";

    private const int AtATime = 50;

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<KnownEdition>(deadline.Subject, ct) is not { } edition)
            return;
        var now = edition.Edition.Clock.Now(time);
        if (now < edition.CredentialsDueAt())
            session.SetDeadline(Kind, edition.Id, edition.Edition.Clock.RealAt(edition.CredentialsDueAt()));
        if (!edition.Reminds(now))
            return;

        var late = await session.Query<Delegation>()
            .Where(d => d.Listing.EditionId == edition.Id && d.Listing.Standing == DelegationStanding.Announced && d.Listing.Credentials != CredentialsState.Full && d.CredentialsRemindedAt == null)
            .Where(d => d.Listing.Category == ParticipantCategory.MemberState || d.Listing.Category == ParticipantCategory.ObserverState)
            .OrderBy(d => d.Id)
            .Take(AtATime)
            .Select(d => d.Id)
            .ToListAsync(ct);
        foreach (var id in late)
        {
            var stream = await session.Events.FetchForWriting<Delegation>(id, ct);
            stream.AppendMany([.. CredentialsReminder.Decide(stream.Aggregate!, edition, now)]);
        }

        session.SetDeadline(Kind, edition.Id, late.Count < AtATime ? edition.Edition.Clock.RealAt(now.AddDays(1)) : time.GetUtcNow());
    }
}
