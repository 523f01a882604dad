using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Marten;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Persons;

/// <summary>Says who of a delegation makes its statement in plenary; as long as nobody is named, it is the head.</summary>
public sealed record NamePlenarySpeaker
{
    /// <summary>Somebody of the delegation; null for its head, whoever that is.</summary>
    public required Guid? PersonId { get; init; }

    /// <exception cref="Refusal">The delegation does not come, or the person is not of it.</exception>
    public IEnumerable<object> Decide(Representation named, KnownDelegation delegation, DateTimeOffset now)
    {
        delegation.MustHave(PersonId);
        if (PersonId != named.PlenarySpeaker)
            yield return new PlenarySpeakerNamed(named.Id, named.EditionId, PersonId, NamingCause.Asked, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/delegations/{id:guid}/representation/plenary-speaker", (
                Guid id, ExpectedVersion expected, NamePlenarySpeaker command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Name(id, expected, caller, time, (named, delegation, _, now) => command.Decide(named, delegation, now), ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(NamePlenarySpeaker))
            .WithTags("Representation");
}

/// <summary>Says who of a delegation takes its seat at a round table. The seat is the delegation's; nobody is named unless it says so.</summary>
public sealed record NameTableRepresentative
{
    /// <summary>Somebody of the delegation; null for nobody in particular.</summary>
    public required Guid? PersonId { get; init; }

    /// <param name="number">Of the round table.</param>
    /// <exception cref="Missing">There is no such round table.</exception>
    /// <exception cref="Refusal">The delegation does not come, the person is not of it, or it has no seat there.</exception>
    public IEnumerable<object> Decide(Representation named, KnownDelegation delegation, int number, IReadOnlyCollection<RoundTable> tables, DateTimeOffset now)
    {
        var table = tables.FirstOrDefault(table => table.Number == number) ?? throw new Missing("round table", number);
        delegation.MustHave(PersonId);
        if (PersonId is not null && table.Seats.All(seat => seat.DelegationId != named.Id))
            throw new Refusal("no-seat-at-table", $"The delegation has no seat at round table {number}. It is named for seats that it has.", "personId");
        Guid? held = named.AtTables.TryGetValue(table.Id, out var person) ? person : null;
        if (PersonId != held)
            yield return new TableRepresentativeNamed(named.Id, named.EditionId, table.Id, number, PersonId, NamingCause.Asked, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/delegations/{id:guid}/representation/round-tables/{number:int}", (
                Guid id, int number, ExpectedVersion expected, NameTableRepresentative command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Name(id, expected, caller, time, (named, delegation, presence, now) => command.Decide(named, delegation, number, presence.Tables, now), ct))
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(NameTableRepresentative))
            .WithTags("Representation");
}

internal static class NamingPeople
{
    /// <summary>The delegation that a request's address names.</summary>
    /// <exception cref="Missing">There is none, or it is another's.</exception>
    public static async Task<KnownDelegation> RequireDelegation(this IQuerySession session, Guid id, Caller caller, CancellationToken ct)
    {
        var delegation = await session.LoadAsync<KnownDelegation>(id, ct) ?? throw new Missing("delegation", id);
        caller.MustActFor(delegation.Delegation.Participant, "delegation", id);
        return delegation;
    }

    /// <summary>Decides who of a delegation takes which place, in the edition's turn, and asks the people concerned to be there.</summary>
    /// <exception cref="StaleVersion">Somebody was named meanwhile.</exception>
    public static async Task<Changed> Name(
        this IDocumentSession session,
        Guid delegationId,
        ExpectedVersion expected,
        Caller caller,
        TimeProvider time,
        Func<Representation, KnownDelegation, Presence, DateTimeOffset, IEnumerable<object>> decide,
        CancellationToken ct)
    {
        var editionId = (await session.RequireDelegation(delegationId, caller, ct)).Delegation.EditionId;
        var edition = await session.OpenEdition(editionId, ct);
        await session.TakeTurn(editionId, ct);
        var delegation = await session.RequireDelegation(delegationId, caller, ct);
        var presence = await Presence.Read(session, editionId, delegation, ct);
        var before = presence.Of(delegationId);
        if (before.Version != expected.Value)
            throw new StaleVersion(expected.Value, before.Version);

        var now = edition.Now(time);
        object[] events = [.. decide(before, delegation, presence, now)];
        if (events.Length == 0)
            return new Changed(before.Version);
        var after = events.Aggregate(before, (named, e) => named.Evolve(e));
        await session.Ask(presence.With(after), [.. Concerned(before, delegation), .. Concerned(after, delegation)], now, ct);
        (await session.Events.FetchForWriting<Representation>(delegationId, ct)).AppendMany(events);
        await session.SaveChangesAsync(ct);
        return new Changed(before.Version + events.Length);
    }

    private static IEnumerable<Guid> Concerned(Representation named, KnownDelegation delegation) =>
        named.Speaker(delegation) is { } speaker ? named.AtTables.Values.Append(speaker) : named.AtTables.Values;
}
