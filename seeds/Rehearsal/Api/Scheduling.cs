using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Plans;

namespace Forum.Rehearsal.Api;

/// <summary>A meeting, as Scheduling shows it.</summary>
public sealed record MeetingSeen(
    Guid Id,
    long Version,
    MeetingKind Kind,
    int Number,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    IReadOnlyList<Officer> Officers,
    MeetingState State,
    DateTimeOffset? ConvenedAt,
    DateTimeOffset? ConcludedAt,
    bool ChairVacant)
{
    /// <summary>Whether this person holds this office.</summary>
    public bool HasOfficer(Officer officer) => Officers.Any(held => held.Role == officer.Role && held.Name == officer.Name);
}

/// <summary>A round table, as Scheduling shows it.</summary>
public sealed record RoundTableSeen(Guid Id, int Number, Guid MeetingId, int Capacity, IReadOnlyList<SeatSeen> Seats);

/// <summary>Who has a seat.</summary>
public sealed record SeatSeen(string Participant);

/// <summary>The speakers' list, as Scheduling shows it.</summary>
/// <param name="Seed">By which lots are drawn.</param>
/// <param name="SlotsConfirmed">True when who has a slot keeps it.</param>
/// <param name="Plan">Null while nobody has said how time is given to speakers.</param>
public sealed record SpeakersListSeen(long Version, string? Seed, bool SlotsConfirmed, ListPlanSeen? Plan, IReadOnlyList<SpeakerSeen> Items);

/// <summary>How time is given to speakers, and whether all fit.</summary>
public sealed record ListPlanSeen(CapacitySeen Capacity);

/// <summary>Whether all who stand on the list fit.</summary>
public sealed record CapacitySeen(bool Fits, int NotFitting);

/// <summary>A line of the speakers' list.</summary>
/// <param name="Office">Null for a participant.</param>
/// <param name="Participant">Null for an opener.</param>
/// <param name="MeetingId">Where the statement was made; null before.</param>
/// <param name="DeliveredAt">Null before the statement.</param>
/// <param name="Slot">Null while it waits for one.</param>
public sealed record SpeakerSeen(int Position, Guid InscriptionId, string? Office, string? Participant, Guid? MeetingId, DateTimeOffset? DeliveredAt, SlotSeen? Slot = null)
{
    public string Name => Office ?? Participant!;
}

/// <summary>A slot of the list.</summary>
/// <param name="Meeting">Number of the plenary meeting; null when it is not of the plan any more.</param>
public sealed record SlotSeen(int? Meeting, int Number);

/// <summary>The floor of a meeting.</summary>
/// <param name="Speaker">Who has it; null when nobody has.</param>
/// <param name="Next">Who is to be called, in order.</param>
public sealed record FloorSeen(long Version, SpeakingSeen? Speaker, IReadOnlyList<CallSeen> Next);

/// <summary>Who has the floor.</summary>
/// <param name="StartedAt">Null before the first word.</param>
public sealed record SpeakingSeen(Guid? InscriptionId, DateTimeOffset? StartedAt);

/// <summary>Who is to be called.</summary>
/// <param name="InscriptionId">Null for a right of reply.</param>
/// <param name="Office">Null for a participant.</param>
/// <param name="Participant">Null for an opener.</param>
public sealed record CallSeen(Guid? InscriptionId, string? Office, string? Participant)
{
    public string Name => Office ?? Participant!;
}

/// <summary>An office that is vacant.</summary>
/// <param name="Participant">Null when it was of nobody's delegation.</param>
public sealed record VacancySeen(Guid MeetingId, long MeetingVersion, MeetingKind Kind, int Number, OfficerRole Role, bool ChairVacant, string? Participant, DateTimeOffset Since);

/// <summary>The programme as it would be released now.</summary>
public sealed record DraftSeen(long Version, IReadOnlyList<ConflictSeen> Conflicts);

/// <summary>What does not fit together in a draft.</summary>
/// <param name="Weight">Hard, Soft or Open.</param>
public sealed record ConflictSeen(string Key, string Weight, string Words);

/// <summary>A release of the programme.</summary>
/// <param name="ByWithdrawal">True when a withdrawal brought it about.</param>
public sealed record ReleaseSeen(int Number, DateTimeOffset At, bool ByWithdrawal, IReadOnlyList<string> Changes);

/// <summary>The part of Scheduling's API that the rehearsal uses, as the secretariat.</summary>
public sealed class Scheduling(Origin origin, TimeProvider time)
{
    private const string Root = "api/scheduling";

    public async Task<Guid> RegisterRoom(Guid edition, RoomPlan room, int number, CancellationToken ct) =>
        (await origin.Create(Who.Organizer, $"{Root}/rooms", new { EditionId = edition, room.Name, room.Capacity }, $"rehearsal/{edition:N}/room/{number}", ct)).Id;

    public async Task<Guid> PlanMeeting(Guid edition, MeetingPlan meeting, Guid room, CancellationToken ct) => (await origin.Create(
        Who.Organizer,
        $"{Root}/meetings",
        new { EditionId = edition, meeting.Name.Kind, meeting.Name.Number, meeting.Title, meeting.StartsAt, meeting.EndsAt, RoomId = room },
        $"rehearsal/{edition:N}/{meeting.Name.Kind}/{meeting.Name.Number}",
        ct)).Id;

    public Task<Made> PlanRoundTable(Guid edition, int number, Guid meeting, int capacity, CancellationToken ct) => origin.Create(
        Who.Organizer,
        $"{Root}/round-tables",
        new { EditionId = edition, Number = number, Topic = $"Topic {number} (synthetic)", MeetingId = meeting, Capacity = capacity },
        $"rehearsal/{edition:N}/round-table/{number}",
        ct);

    /// <summary>Names the officer, unless the same person holds the office already, or the meeting has risen.</summary>
    public Task<MeetingSeen> Designate(Guid meeting, Officer officer, CancellationToken ct) =>
        Bring(meeting, seen => seen.State is MeetingState.Concluded || seen.HasOfficer(officer), "officers", officer, ct);

    /// <summary>Convenes the meeting, unless it was convened already.</summary>
    public Task<MeetingSeen> Convene(Guid meeting, DateTimeOffset at, CancellationToken ct) =>
        Bring(meeting, seen => seen.State is not MeetingState.Planned, "convening", new { At = at }, ct);

    /// <summary>Concludes the meeting, unless it has risen already.</summary>
    public Task<MeetingSeen> Conclude(Guid meeting, DateTimeOffset at, CancellationToken ct) =>
        Bring(meeting, seen => seen.State is MeetingState.Concluded, "conclusion", new { At = at }, ct);

    public Task<SpeakersListSeen> InscribeOpener(Guid edition, string office, CancellationToken ct) => origin.Bring(
        () => SpeakersList(edition, ct),
        seen => seen.Items.Any(speaker => speaker.Office == office),
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/editions/{edition}/speakers-list/openers", new { Office = office }, seen.Version, patience, ct));

    /// <summary>Publishes the seed of the lots, before anybody is inscribed: so that the same seed gives the same list.</summary>
    public Task<SpeakersListSeen> PublishSeed(Guid edition, string seed, CancellationToken ct) =>
        ChangeList(edition, "seed", HttpMethod.Put, new { Seed = seed }, list => list.Seed == seed, ct);

    /// <summary>Says how the time of the plenary meetings is given to speakers.</summary>
    public Task<SpeakersListSeen> PlanList(Guid edition, ForumPlan plan, CancellationToken ct) => ChangeList(
        edition,
        "plan",
        HttpMethod.Put,
        new
        {
            LimitMinutes = plan.Scenario.SpeakingLimitMinutes,
            plan.Scenario.ChangeoverMinutes,
            Meetings = plan.Plenaries.Select(meeting => new { meeting.Name.Number, LostMinutes = SlotPlan.TimeOfOpeners(plan, meeting.Name).TotalMinutes }).ToArray(),
        },
        list => list.Plan is not null,
        ct);

    /// <summary>Assigns the slots: who has one keeps it.</summary>
    public Task<SpeakersListSeen> ConfirmSlots(Guid edition, CancellationToken ct) => ChangeList(edition, "slots", HttpMethod.Post, new { }, list => list.SlotsConfirmed, ct);

    /// <summary>Releases the programme as it stands, when it differs from what is published; soft conflicts are meant.</summary>
    /// <returns>Why it is not released; null when it is, or nothing has changed.</returns>
    public async Task<string?> Release(Guid edition, string note, CancellationToken ct)
    {
        var patience = new Patience(time);
        while (true)
        {
            var draft = await origin.Read<DraftSeen>(Who.Organizer, $"{Root}/editions/{edition}/programme-draft", ct) ?? throw new Refused("not-found", $"The edition {edition} is not there any more.");
            if (draft.Conflicts.Where(conflict => conflict.Weight is "Hard").Select(conflict => conflict.Words).ToArray() is { Length: > 0 } hard)
                return string.Join(' ', hard);
            var release = new { Note = note, Acknowledged = draft.Conflicts.Where(conflict => conflict.Weight is "Soft").Select(conflict => conflict.Key).ToArray() };
            try
            {
                await origin.Create(Who.Organizer, $"{Root}/editions/{edition}/releases", release, $"{edition:N}/release/{Guid.CreateVersion7():N}", ct, draft.Version);
                return null;
            }
            catch (Refused refused) when (refused.Code is "nothing-to-release")
            {
                return null;
            }
            catch (Refused refused) when (refused.Code is "stale-version" or "conflicts-not-acknowledged" or "hard-conflicts")
            {
                // Something was released, or changed, since the draft was read.
                await patience.Wait($"The programme cannot be released: {refused.Message}", null, ct);
            }
        }
    }

    public Task<IReadOnlyList<ReleaseSeen>> Releases(Guid edition, CancellationToken ct) => origin.List<ReleaseSeen>(Who.Anybody, $"{Root}/editions/{edition}/releases", ct);

    public async Task<FloorSeen> Floor(Guid meeting, CancellationToken ct) =>
        await origin.Read<FloorSeen>(Who.Organizer, $"{Root}/meetings/{meeting}/floor", ct) ?? throw new Refused("not-found", $"The meeting {meeting} is not there any more.");

    /// <summary>Gives the floor to somebody on the speakers' list; false when who is called does not stand there any more.</summary>
    public async Task<bool> GiveTheFloor(Guid meeting, Guid inscription, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            await ChangeFloor(meeting, "speakers", new { InscriptionId = inscription, At = at }, floor => floor.Speaker?.InscriptionId == inscription, ct);
            return true;
        }
        catch (Refused refused) when (refused.Code is "inscription-unknown" or "not-found")
        {
            return false;
        }
    }

    public Task<FloorSeen> StartSpeech(Guid meeting, DateTimeOffset at, CancellationToken ct) => ChangeFloor(meeting, "start", new { At = at }, floor => floor.Speaker?.StartedAt is not null, ct);

    public Task<FloorSeen> EndSpeech(Guid meeting, DateTimeOffset at, CancellationToken ct) => ChangeFloor(meeting, "end", new { At = at }, floor => floor.Speaker is null, ct);

    public Task<FloorSeen> CallAbsent(Guid meeting, DateTimeOffset at, CancellationToken ct) => ChangeFloor(meeting, "absence", new { At = at }, floor => floor.Speaker is null, ct);

    public async Task<SpeakersListSeen> SpeakersList(Guid edition, CancellationToken ct) =>
        await origin.Read<SpeakersListSeen>(Who.Anybody, $"{Root}/editions/{edition}/speakers-list", ct) ?? new SpeakersListSeen(0, null, false, null, []);

    public Task<IReadOnlyList<MeetingSeen>> Meetings(Guid edition, CancellationToken ct) => origin.List<MeetingSeen>(Who.Anybody, $"{Root}/meetings?edition={edition}", ct);

    public Task<IReadOnlyList<RoundTableSeen>> RoundTables(Guid edition, CancellationToken ct) => origin.List<RoundTableSeen>(Who.Anybody, $"{Root}/round-tables?edition={edition}", ct);

    public async Task<IReadOnlyList<VacancySeen>> Vacancies(Guid edition, CancellationToken ct) =>
        (await origin.Read<VacanciesSeen>(Who.Anybody, $"{Root}/editions/{edition}/vacancies", ct))?.Items ?? [];

    public async Task<MeetingSeen> Meeting(Guid meeting, CancellationToken ct) =>
        await origin.Read<MeetingSeen>(Who.Anybody, $"{Root}/meetings/{meeting}", ct) ?? throw new Refused("not-found", $"The meeting {meeting} is not there any more.");

    private Task<SpeakersListSeen> ChangeList(Guid edition, string what, HttpMethod method, object body, Func<SpeakersListSeen, bool> isSo, CancellationToken ct) => origin.Bring(
        () => SpeakersList(edition, ct),
        isSo,
        (list, patience) => origin.Change(Who.Organizer, method, $"{Root}/editions/{edition}/speakers-list/{what}", body, list.Version, patience, ct));

    private Task<FloorSeen> ChangeFloor(Guid meeting, string what, object body, Func<FloorSeen, bool> isSo, CancellationToken ct) => origin.Bring(
        () => Floor(meeting, ct),
        isSo,
        (floor, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/meetings/{meeting}/floor/{what}", body, floor.Version, patience, ct));

    private Task<MeetingSeen> Bring(Guid meeting, Func<MeetingSeen, bool> isSo, string what, object body, CancellationToken ct) => origin.Bring(
        () => Meeting(meeting, ct),
        isSo,
        (seen, patience) => origin.Change(Who.Organizer, HttpMethod.Post, $"{Root}/meetings/{meeting}/{what}", body, seen.Version, patience, ct));

    private sealed record VacanciesSeen(IReadOnlyList<VacancySeen> Items);
}
