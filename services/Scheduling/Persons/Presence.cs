using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Persons;

/// <summary>All that says where the people of an edition are to be; read in the edition's turn.</summary>
public sealed record Presence
{
    public required Guid EditionId { get; init; }
    public IReadOnlyList<Meeting> Meetings { get; init; } = [];
    public IReadOnlyList<RoundTable> Tables { get; init; } = [];

    /// <summary>With the slots that everybody would have now, where they are not confirmed yet.</summary>
    public SpeakersList List { get; init; } = new();

    /// <summary>Those of whom somebody is named, by id.</summary>
    public ImmutableDictionary<Guid, KnownDelegation> Delegations { get; init; } = ImmutableDictionary<Guid, KnownDelegation>.Empty;

    public ImmutableDictionary<Guid, Representation> Representations { get; init; } = ImmutableDictionary<Guid, Representation>.Empty;
    public ImmutableDictionary<Guid, Whereabouts> People { get; init; } = ImmutableDictionary<Guid, Whereabouts>.Empty;

    /// <summary>Reads it. The caller has taken the edition's turn.</summary>
    /// <param name="news">A delegation as it is known now, though not yet committed; null when there is none.</param>
    public static async Task<Presence> Read(IQuerySession session, Guid editionId, KnownDelegation? news, CancellationToken ct)
    {
        var representations = await session.Query<Representation>().Where(named => named.EditionId == editionId).ToListAsync(ct);
        var people = await session.Query<Whereabouts>().Where(person => person.EditionId == editionId).ToListAsync(ct);
        var meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == editionId).ToListAsync(ct);
        Guid[] named = [.. representations.Select(named => named.Id).Concat(people.SelectMany(person => person.Places).Select(place => place.DelegationId).OfType<Guid>()).Distinct()];
        string[] inOffice = [.. meetings.Where(meeting => !meeting.Persons.IsEmpty).SelectMany(meeting => meeting.Entry.Officers).Select(officer => officer.Participant).OfType<string>().Distinct()];
        var delegations = named.Length + inOffice.Length == 0
            ? []
            : await session.Query<KnownDelegation>()
                .Where(known => known.Delegation.EditionId == editionId && (known.Id.IsOneOf(named) || known.Delegation.Participant.IsOneOf(inOffice)))
                .ToListAsync(ct);
        return new Presence
        {
            EditionId = editionId,
            Meetings = meetings,
            Tables = await session.Query<RoundTable>().Where(table => table.EditionId == editionId).ToListAsync(ct),
            List = Arrangement.Seen(await session.LoadAsync<SpeakersList>(editionId, ct) ?? new SpeakersList()),
            Delegations = delegations.Where(known => known.Id != news?.Id).Concat(news is null ? [] : [news]).ToImmutableDictionary(known => known.Id),
            Representations = representations.ToImmutableDictionary(named => named.Id),
            People = people.ToImmutableDictionary(person => person.Id),
        };
    }

    /// <summary>Where who of the delegation is named; nobody, as long as nobody was.</summary>
    public Representation Of(Guid delegationId) => Representations.GetValueOrDefault(delegationId) ?? new Representation { Id = delegationId, EditionId = EditionId };

    public Whereabouts WhereaboutsOf(Guid personId) => People.GetValueOrDefault(personId) ?? new Whereabouts { Id = personId, EditionId = EditionId };

    public Presence With(Representation changed) => this with { Representations = Representations.SetItem(changed.Id, changed) };

    public Presence With(Meeting changed) => this with { Meetings = [.. Meetings.Where(meeting => meeting.Id != changed.Id), changed] };

    /// <summary>Everybody who is somewhere, or is to be.</summary>
    public IEnumerable<Guid> Everybody() =>
        People.Keys.Concat(Representations.Values.SelectMany(named => named.AtTables.Values)).Concat(Meetings.SelectMany(meeting => meeting.Persons.Values)).Distinct().Order();

    /// <summary>The places where the person is to be.</summary>
    public ImmutableList<Place> DueTo(Guid personId)
    {
        var places = ImmutableList.CreateBuilder<Place>();
        foreach (var named in Representations.Values.Where(named => named.AtTables.ContainsValue(personId)).OrderBy(named => named.Id))
        {
            foreach (var table in Tables.Where(table => named.AtTables.GetValueOrDefault(table.Id) == personId).OrderBy(table => table.Number))
            {
                if (Seat(named, table) is { } seat)
                    places.Add(seat);
            }
        }

        foreach (var meeting in Meetings.Where(meeting => meeting.Entry.State is not MeetingState.Cancelled && meeting.Persons.ContainsValue(personId)).OrderBy(meeting => meeting.Id))
        {
            foreach (var officer in meeting.Entry.Officers.Where(officer => meeting.Persons.GetValueOrDefault(officer.Id) == personId))
            {
                places.Add(new Place
                {
                    Kind = PlaceKind.Office,
                    MeetingId = meeting.Id,
                    Subject = officer.Id,
                    DelegationId = Delegations.Values.FirstOrDefault(known => known.Delegation.Participant == officer.Participant)?.Id,
                    Participant = officer.Participant,
                    Role = officer.Role,
                    StartsAt = meeting.Entry.StartsAt,
                    EndsAt = meeting.Entry.EndsAt,
                });
            }
        }

        // Who is nowhere else may speak whenever it comes.
        if (places.Count > 0 && Delegations.Values.FirstOrDefault(known => Of(known.Id).Speaker(known) == personId) is { } speaking && Slots.For(this, speaking) is { } slot)
            places.Add(slot);
        return places.ToImmutable();
    }

    /// <summary>True when the person could take the delegation's seat at this table beside all that is due already.</summary>
    public bool IsFree(Guid personId, Representation named, RoundTable table)
    {
        var due = DueTo(personId);
        return Seat(named, table) is not { } seat || !due.Exists(place => place.Kind is not PlaceKind.PlenarySlot && Exclusion.Between(place, seat) is Severity.Hard);
    }

    private Place? Seat(Representation named, RoundTable table)
    {
        if (table.Seats.Find(seat => seat.DelegationId == named.Id) is not { } seat
            || Meetings.FirstOrDefault(meeting => meeting.Id == table.MeetingId) is not { Entry: { State: not MeetingState.Cancelled } entry })
            return null;
        return new Place
        {
            Kind = PlaceKind.RoundTableSeat,
            MeetingId = table.MeetingId,
            Subject = table.Id,
            DelegationId = named.Id,
            Participant = seat.Participant,
            RoundTable = table.Number,
            StartsAt = entry.StartsAt,
            EndsAt = entry.EndsAt,
        };
    }
}

/// <summary>When a delegation's statement is expected.</summary>
internal static class Slots
{
    /// <summary>The slot that the delegation has, or would have as the list stands; null when it has none, or has spoken.</summary>
    public static Place? For(Presence presence, KnownDelegation delegation)
    {
        var list = presence.List;
        if (list.Plan is not { } plan || list.Entries.Find(entry => entry.Inscription.DelegationId == delegation.Id) is not { Statement: null } standing)
            return null;
        if (standing.Slot is not { } slot || plan.Find(slot.MeetingId) is not { } sitting
            || presence.Meetings.FirstOrDefault(meeting => meeting.Id == slot.MeetingId) is not { Entry: { State: not MeetingState.Cancelled } entry })
            return null;
        // The slots move with their meeting.
        var startsAt = plan.StartOf(slot)!.Value + (entry.StartsAt - sitting.StartsAt);
        return new Place
        {
            Kind = PlaceKind.PlenarySlot,
            MeetingId = slot.MeetingId,
            Subject = standing.Inscription.Id,
            DelegationId = delegation.Id,
            Participant = delegation.Delegation.Participant,
            StartsAt = startsAt,
            EndsAt = startsAt.AddMinutes((double)(plan.LimitOf(standing) + plan.ChangeoverMinutes)),
        };
    }
}
