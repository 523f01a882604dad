using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Marten;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Gives the floor to whoever is next, or to whom the presiding officer names. In plenary that is somebody on the speakers' list or with a right of reply;
/// at a round table a participant with a seat, or an organization.
/// </summary>
public sealed record GiveTheFloor
{
    /// <summary>Somebody on the speakers' list, out of turn; null for whoever is next.</summary>
    public Guid? InscriptionId { get; init; }

    /// <summary>A right of reply, out of turn; null for whoever is next.</summary>
    public Guid? ReplyId { get; init; }

    /// <summary>Code of the participant who intervenes at a round table; null in plenary.</summary>
    [RegularExpression("^[A-Z0-9]+(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public string? Participant { get; init; }

    /// <summary>Of an organization that has no delegation, at a round table; null when the participant has one.</summary>
    public ParticipantCategory? Category { get; init; }

    /// <summary>Another limit than that of the list, e.g. for a group's statement; null for the usual one.</summary>
    [Range(10, 7_200)]
    public int? LimitSeconds { get; init; }

    /// <summary>True when the speaker begins at once.</summary>
    public bool Start { get; init; }

    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <param name="call">Who is called.</param>
    /// <exception cref="Refusal">Somebody has the floor, or a point of order comes first.</exception>
    public IEnumerable<object> Decide(Floor floor, Call call, Guid speechId, DateTimeOffset now)
    {
        if (floor.Speech is { } held)
            throw new Refusal("floor-taken", $"{held.Speaker.Participant ?? held.Speaker.Office} has the floor. End that speech first, or call the speaker absent.");
        floor.MustBeInOrder();
        var at = floor.When(At, now);
        yield return new FloorGiven(speechId, call.Speaker, LimitSeconds ?? call.LimitSeconds, at);
        if (Start)
            yield return new SpeechStarted(speechId, at);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/speakers", (
                Guid id, ExpectedVersion expected, GiveTheFloor? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => (command ?? new GiveTheFloor()).Give(session, at, ct), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(GiveTheFloor))
            .WithTags("Floor");

    private async Task<IEnumerable<object>> Give(IDocumentSession session, FloorAtWork at, CancellationToken ct)
    {
        at.MustSit();
        if (new object?[] { InscriptionId, ReplyId, Participant }.Count(named => named is not null) > 1)
            throw new Refusal("one-speaker-at-a-time", "Name an inscription, a right of reply or a participant, and one of them only.");
        var speechId = Guid.CreateVersion7();
        if (at.Meeting.Entry.Kind is not MeetingKind.Plenary)
            return Decide(at.Floor, await Intervention(session, at, ct), speechId, at.Now);
        if (Participant is not null)
            throw new Refusal("called-from-the-list", "In plenary the floor is given from the speakers' list. Name the inscription or the right of reply, or nobody for whoever is next.", "participant");

        var stream = await session.Events.FetchForWriting<RightsOfReply>(RightsOfReply.IdFor(at.Edition.Id), ct);
        var list = await session.LoadAsync<SpeakersLists.SpeakersList>(at.Edition.Id, ct) ?? new SpeakersLists.SpeakersList();
        var debate = await OrderOfCalling.Of(session, at.Meeting, at.Edition, list, stream.Aggregate ?? new RightsOfReply(), ct);
        var call = InscriptionId is { } inscription ? debate.Statement(at.Floor, inscription)
            : ReplyId is { } reply ? debate.Reply(at.Floor, reply)
            : Next(debate, at.Floor);
        object[] events = [.. Decide(at.Floor, call, speechId, at.Now)];
        if (call.Speaker.ReplyId is { } given)
            stream.AppendOne(new RightOfReplyGiven(given, at.Meeting.Id, call.Speaker.ReplyNumber!.Value, ((FloorGiven)events[0]).At));
        if (call.Speaker.InscriptionId is { } called)
            await session.MustSpeakHereOnly(called, ct);
        return events;
    }

    private static Call Next(OrderOfCalling debate, Floor floor)
    {
        var next = debate.UpNext(floor).FirstOrDefault()
            ?? throw new Refusal("nobody-next", "Nobody is left on the list, and nobody waits to reply.");
        // Whoever is next of those who wait may still have to wait: an earlier check than the list's own order says why.
        return next.Speaker.ReplyId is { } reply ? debate.Reply(floor, reply) : next;
    }

    /// <exception cref="Refusal">There is no such participant, or it has no seat at this table.</exception>
    private async Task<Call> Intervention(IQuerySession session, FloorAtWork at, CancellationToken ct)
    {
        if (InscriptionId is not null || ReplyId is not null)
            throw new Refusal("no-list-at-a-round-table", "A round table has no speakers' list. Name the participant who intervenes.");
        var code = Participant ?? throw new Refusal("participant-not-named", "A round table has no speakers' list. Name the participant who intervenes.", "participant");
        var known = await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == at.Edition.Id && known.Delegation.Participant == code).FirstOrDefaultAsync(ct);
        var table = await session.Query<RoundTable>().Where(table => table.MeetingId == at.Meeting.Id).FirstOrDefaultAsync(ct);
        return new Call(Intervenes(known, table), at.Floor.InterventionLimitSeconds);
    }

    /// <summary>Who intervenes: a State with its seat; any other participant as its delegation or, when it has none, as the organization that the presiding officer says it is.</summary>
    /// <exception cref="Refusal">There is no such participant, or it has no seat at this table.</exception>
    public Speaker Intervenes(KnownDelegation? known, RoundTable? table)
    {
        if (known is null && Category is null or ParticipantCategory.MemberState or ParticipantCategory.ObserverState)
            throw new Refusal("participant-unknown", $"No delegation of {Participant} is known in this edition. For an organization without one, say its category.", "participant");
        if (known is null)
            return new Speaker { Kind = SpeechKind.Intervention, Participant = Participant, Category = Category };
        if (known.IsAway())
            throw new Refusal("participant-withdrew", $"{Participant} has withdrawn from this edition.", "participant");
        if (Category is { } said && said != known.Delegation.Category)
            throw new Refusal("category-differs", $"{Participant} is registered as {known.Delegation.Category}. Leave the category out.", "category");
        if (Shares.IsState(known.Delegation.Category) && table?.Seats.Exists(seat => seat.DelegationId == known.Id) is not true)
            throw new Refusal("no-seat", $"{Participant} has no seat at this round table. Those intervene who sit there.", "participant");
        return new Speaker
        {
            Kind = SpeechKind.Intervention,
            DelegationId = known.Id,
            Participant = Participant,
            Name = known.Delegation.Name,
            Category = known.Delegation.Category,
        };
    }
}

/// <summary>Of meetings that sit at the same time, one hears a statement: whoever is called is reserved for it until the speech ends.</summary>
internal static class SpeakingHere
{
    /// <exception cref="Refusal">The speaker has the floor at another meeting.</exception>
    public static async Task MustSpeakHereOnly(this IDocumentSession session, Guid inscriptionId, CancellationToken ct)
    {
        await session.TakeTurn(Key(inscriptionId), ct);
        if (await session.CheckExistsAsync<Reservation>(Key(inscriptionId), ct))
            throw new Refusal("has-the-floor-elsewhere", "This speaker has the floor at another meeting that sits at the same time.") { TakenByAnother = true };
        session.Insert(new Reservation(Key(inscriptionId)));
    }

    public static void NoLongerSpeaks(this IDocumentSession session, Guid inscriptionId) => session.Delete<Reservation>(Key(inscriptionId));

    private static string Key(Guid inscriptionId) => $"floor/{inscriptionId:N}";
}
