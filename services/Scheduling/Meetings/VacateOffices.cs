using Forum.Contracts.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>The participant that an officer comes from withdrew, or the officer is of its delegation no more, so that the office is vacant.</summary>
/// <param name="Officer">Who held it.</param>
public sealed record OfficeVacated(DesignatedOfficer Officer, ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>An office that somebody held whose participant withdrew or who was released, and that nobody was named to since.</summary>
/// <param name="Role"></param>
/// <param name="Participant">Code of the participant the officer came from; null when from none, or not known.</param>
/// <param name="Since">On the edition's clock.</param>
public sealed record Vacancy(OfficerRole Role, string? Participant, DateTimeOffset Since);

/// <summary>
/// Vacates the offices of who withdraws. Its offices do not come back with it: somebody may have been named meanwhile, and the secretariat names anew.
/// What was concluded keeps its officers.
/// </summary>
public static class VacateOffices
{
    /// <param name="upTo">Offices that were given later stay: the delegation was back by then. Null while it is away.</param>
    public static IEnumerable<object> Decide(Meeting meeting, string participant, DateTimeOffset? upTo, DateTimeOffset now)
    {
        var entry = meeting.Entry;
        if (!entry.IsToBeHeld())
            yield break;
        foreach (var officer in entry.Officers.Where(officer => officer.Participant == participant && (upTo is null || officer.DesignatedAt is null || officer.DesignatedAt <= upTo)))
        {
            entry = entry with { Officers = entry.Officers.Remove(officer), Vacancies = entry.Vacancies.Add(new Vacancy(officer.Role, participant, now)) };
            yield return new OfficeVacated(officer, entry, now);
        }
    }

    /// <summary>The offices of people who are of the delegation no more: an office is a person's, and does not pass to who stands in.</summary>
    /// <param name="people">Who is of the delegation; empty when it is not known who.</param>
    public static IEnumerable<object> Leave(Meeting meeting, string participant, IReadOnlyCollection<Guid> people, DateTimeOffset now)
    {
        var entry = meeting.Entry;
        if (!entry.IsToBeHeld() || people.Count == 0)
            yield break;
        foreach (var officer in entry.Officers.Where(officer => officer.Participant == participant && meeting.Persons.TryGetValue(officer.Id, out var person) && !people.Contains(person)))
        {
            entry = entry with { Officers = entry.Officers.Remove(officer), Vacancies = entry.Vacancies.Add(new Vacancy(officer.Role, participant, now)) };
            yield return new OfficeVacated(officer, entry, now);
        }
    }

    /// <summary>Vacates what the news of a delegation says is vacant. The caller has taken the edition's turn.</summary>
    /// <param name="withdrew">False when only its people are others.</param>
    public static async Task BringIntoLine(IDocumentSession session, KnownDelegation news, bool withdrew, TimeProvider time, CancellationToken ct)
    {
        if (await session.LoadAsync<KnownEdition>(news.Delegation.EditionId, ct) is not { } edition)
            return;

        var meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == edition.Id).OrderBy(meeting => meeting.Id).ToListAsync(ct);
        foreach (var meeting in meetings.Where(meeting => Vacated(meeting).Any()))
        {
            var stream = await session.Events.FetchForWriting<Meeting>(meeting.Id, ct);
            stream.AppendMany([.. Vacated(stream.Aggregate!)]);
        }

        IEnumerable<object> Vacated(Meeting meeting)
        {
            var (participant, now) = (news.Delegation.Participant, edition.Now(time));
            object[] byWithdrawal = withdrew ? [.. Decide(meeting, participant, news.IsAway() ? null : news.Delegation.LastWithdrawnAt, now)] : [];
            return [.. byWithdrawal, .. Leave(byWithdrawal.Aggregate(meeting, (state, e) => state.Evolve(e)), participant, news.Delegation.People, now)];
        }
    }
}
