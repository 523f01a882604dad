using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Says how the time of the plenary meetings is given to speakers, and answers whether all fit and what would help if not; whoever does not fit waits on the list.
/// Until slots are confirmed, everybody is shown in the slot that it would have now.
/// </summary>
public sealed record PlanSpeakersList
{
    /// <summary>Minutes of a statement; null for what the edition's modalities say, which may be nothing.</summary>
    [Range(typeof(decimal), "0.5", "180", ParseLimitsInInvariantCulture = true)]
    public decimal? LimitMinutes { get; init; }

    /// <summary>Minutes between two statements.</summary>
    [Range(typeof(decimal), "0", "30", ParseLimitsInInvariantCulture = true)]
    public decimal ChangeoverMinutes { get; init; } = Capacity.UsualChangeover;

    /// <summary>Minutes of a statement on behalf of a group; null when groups get no longer time.</summary>
    [Range(typeof(decimal), "0.5", "180", ParseLimitsInInvariantCulture = true)]
    public decimal? GroupLimitMinutes { get; init; }

    /// <summary>The plenary meetings in which the debate is held; null or empty for all that are planned, none of which loses time.</summary>
    [MaxLength(100)]
    public IReadOnlyList<MeetingOfDebate>? Meetings { get; init; }

    /// <param name="plenaries">The plenary meetings of the edition.</param>
    /// <exception cref="Refusal">No limit is known, or a meeting is not one in which the debate can be held.</exception>
    public IEnumerable<object> Decide(SpeakersList list, IEnumerable<Meeting> plenaries, KnownEdition edition, DateTimeOffset now) =>
        list.Settle([new SpeakersListPlanned(Plan(plenaries, edition), now)], now);

    internal ListPlan Plan(IEnumerable<Meeting> plenaries, KnownEdition edition)
    {
        var limit = LimitMinutes ?? edition.Edition.ModalityProfile.SpeakingLimitMinutes
            ?? throw new Refusal("limit-unknown", "The edition's modalities do not say how long a statement is. Give limitMinutes.", "limitMinutes");
        if (GroupLimitMinutes < limit)
            throw new Refusal("group-limit-below-limit", $"A group has at least the {limit} minutes that everybody has.", "groupLimitMinutes");
        return new ListPlan
        {
            LimitMinutes = limit,
            ChangeoverMinutes = ChangeoverMinutes,
            GroupLimitMinutes = GroupLimitMinutes,
            Sittings = Debate.Sittings(plenaries, Meetings, "meetings"),
        };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/speakers-list/plan", async (
                Guid id, ExpectedVersion expected, PlanSpeakersList command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var plenaries = await session.PlenariesOf(id, ct);
                CapacityVerdict? verdict = null;
                var changed = await session.Decide<SpeakersList>(id, expected, list =>
                {
                    object[] events = [.. command.Decide(list, plenaries, edition, edition.Now(time))];
                    verdict = events.OfType<SpeakersListPlanned>().Single().Plan.VerdictFor(list);
                    return events;
                }, ct);
                return new ChangedTo<CapacityVerdict>(verdict!, changed.Version);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(PlanSpeakersList))
            .WithTags("Speakers' list");
}

/// <summary>A plenary meeting in which the debate is held.</summary>
public sealed record MeetingOfDebate
{
    /// <summary>Among the plenary meetings, from 1.</summary>
    [Range(1, 999)]
    public required int Number { get; init; }

    /// <summary>Minutes before the first statement of the debate: the opening, or something else.</summary>
    [Range(typeof(decimal), "0", "1440", ParseLimitsInInvariantCulture = true)]
    public decimal LostMinutes { get; init; }

    /// <summary>True when the last statement may end after the meeting should. Null for the usual: a meeting may that is the last of its day or loses time; another one has to make room.</summary>
    public bool? MayRunOver { get; init; }
}

/// <summary>The meetings in which the debate is held.</summary>
internal static class Debate
{
    public static async Task<IReadOnlyList<Meeting>> PlenariesOf(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        await session.Query<Meeting>()
            .Where(meeting => meeting.Entry.EditionId == editionId && meeting.Entry.Kind == MeetingKind.Plenary && meeting.Entry.State != MeetingState.Cancelled)
            .ToListAsync(ct);

    /// <summary>The meetings that are named, or all.</summary>
    /// <exception cref="Refusal">A meeting is named twice or is not planned, or there is none.</exception>
    public static ImmutableList<PlannedSitting> Sittings(IEnumerable<Meeting> plenaries, IReadOnlyList<MeetingOfDebate>? named, string field)
    {
        var byNumber = plenaries.ToDictionary(meeting => meeting.Entry.Number);
        var asked = named is [_, ..] ? named : [.. byNumber.Keys.Order().Select(number => new MeetingOfDebate { Number = number })];
        if (asked.Count == 0)
            throw new Refusal("no-plenary-meeting", "The edition has no plenary meeting yet. Plan one first.", field);
        if (asked.GroupBy(meeting => meeting.Number).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new Refusal("meeting-repeated", $"Plenary meeting {twice.Key} is named twice.", field);
        if (asked.FirstOrDefault(meeting => !byNumber.ContainsKey(meeting.Number)) is { } unknown)
            throw new Refusal("not-a-plenary-meeting", $"There is no plenary meeting {unknown.Number} in this edition.", field);

        var entries = asked.Select(meeting => (Asked: meeting, byNumber[meeting.Number].Id, byNumber[meeting.Number].Entry)).ToArray();
        return
        [
            .. entries.Select(meeting => new PlannedSitting(
                    meeting.Id,
                    meeting.Asked.Number,
                    meeting.Entry.StartsAt,
                    meeting.Entry.EndsAt,
                    meeting.Asked.LostMinutes,
                    meeting.Asked.MayRunOver ?? (meeting.Asked.LostMinutes > 0
                        || !entries.Any(other => other.Entry.StartsAt >= meeting.Entry.EndsAt && other.Entry.StartsAt.Date == meeting.Entry.StartsAt.Date))))
                .OrderBy(sitting => sitting.StartsAt)
                .ThenBy(sitting => sitting.Number),
        ];
    }

    /// <summary>Whether all who stand on the list fit into the plan.</summary>
    public static CapacityVerdict VerdictFor(this ListPlan plan, SpeakersList list) => CapacityVerdict.Of(
        list.Entries.Where(entry => entry.Inscription.Kind is StatementKind.Debate && !list.AwaitsLeave(entry)).Sum(plan.SlotsFor),
        plan.LimitMinutes,
        plan.ChangeoverMinutes,
        [.. plan.Sittings.Select(sitting => sitting.Time())]);
}
