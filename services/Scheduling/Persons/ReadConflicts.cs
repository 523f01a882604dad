using System.Text.Json.Serialization;
using Forum.Hosting.Access;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Persons;

/// <summary>The conflicts that are not resolved, the oldest first.</summary>
public sealed record OpenConflicts(IReadOnlyList<OpenConflict> Items);

/// <summary>Somebody is to be at two places that exclude each other, or nearly so.</summary>
/// <param name="Version">To acknowledge it on.</param>
/// <param name="Participant">Code of the participant; null for an officer of none.</param>
/// <param name="One">The slot in plenary, where there is one.</param>
/// <param name="WaysOut">What can be done about it.</param>
public sealed record OpenConflict(Guid Id, long Version, Guid PersonId, string? Participant, Severity Severity, Place One, Place Other, DateTimeOffset DetectedAt, IReadOnlyList<WayOut> WaysOut);

/// <summary>Something that resolves a conflict, as a request to this service.</summary>
/// <param name="By">Who may send it.</param>
public sealed record WayOut(WayOutKind Kind, string By, string Method, string Href);

/// <summary>How a conflict can be resolved.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WayOutKind>))]
public enum WayOutKind
{
    /// <summary>The secretariat places the statement in another slot.</summary>
    MoveSlot,

    /// <summary>The delegation exchanges its slot with another one's.</summary>
    ExchangeSlot,

    /// <summary>Somebody else of the delegation takes its seat at the round table.</summary>
    SubstituteAtTable,

    /// <summary>Somebody else of the delegation makes its statement.</summary>
    NameAnotherSpeaker,

    /// <summary>The secretariat releases the officer and names somebody else.</summary>
    ReleaseOfficer,

    /// <summary>It stays as it is, with a reason.</summary>
    Acknowledge,
}

/// <summary>Shows the conflicts of people: to the secretariat those of an edition, to a delegation its own.</summary>
public static class ReadConflicts
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions/{id:guid}/conflicts", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                return TypedResults.Ok(await session.Conflicts(id, participant: null, ct));
            })
            .Allow(Role.Organizer)
            .WithName("ListConflicts")
            .WithSummary("Lists who is to be at two places at once, or nearly so, and the ways out")
            .WithTags("Conflicts");

        routes.MapGet("/delegations/{id:guid}/conflicts", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var delegation = await session.RequireDelegation(id, caller, ct);
                return TypedResults.Ok(await session.Conflicts(delegation.Delegation.EditionId, delegation.Delegation.Participant, ct));
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListConflictsOfDelegation")
            .WithSummary("Lists who of a delegation is to be at two places at once, or nearly so, and the ways out")
            .WithTags("Conflicts");
    }

    /// <summary>Whose conflict it is; null for an officer of no participant.</summary>
    internal static string? Participant(this PersonConflict conflict) => conflict.One.Participant ?? conflict.Other.Participant;

    private static async Task<OpenConflicts> Conflicts(this IQuerySession session, Guid editionId, string? participant, CancellationToken ct)
    {
        var people = await session.Query<Whereabouts>().Where(person => person.EditionId == editionId && person.Conflicts.Count > 0).ToListAsync(ct);
        return new OpenConflicts(
        [
            .. people.SelectMany(person => person.Conflicts, Shown)
                .Where(conflict => participant is null || conflict.Participant == participant)
                .OrderBy(conflict => conflict.DetectedAt).ThenBy(conflict => conflict.Id),
        ]);
    }

    private static OpenConflict Shown(Whereabouts person, PersonConflict conflict)
    {
        // As they are now: a place may have moved since, and the conflict stood.
        var (one, other) = (person.Places.Find(conflict.One.Is) ?? conflict.One, person.Places.Find(conflict.Other.Is) ?? conflict.Other);
        return new OpenConflict(
            conflict.Id, person.Version, person.Id, conflict.Participant(), conflict.Severity, one, other, conflict.DetectedAt,
            [.. Ways(person.EditionId, one), .. Ways(person.EditionId, other), .. Staying(conflict)]);
    }

    private static IEnumerable<WayOut> Ways(Guid editionId, Place place)
    {
        switch (place.Kind)
        {
            case PlaceKind.PlenarySlot:
                yield return new WayOut(WayOutKind.MoveSlot, Role.Organizer, HttpMethods.Put, $"/editions/{editionId}/speakers-list/{place.Subject}/place");
                yield return new WayOut(WayOutKind.ExchangeSlot, Role.Delegation, HttpMethods.Post, $"/editions/{editionId}/speakers-list/exchanges");
                yield return new WayOut(WayOutKind.NameAnotherSpeaker, Role.Delegation, HttpMethods.Put, $"/delegations/{place.DelegationId}/representation/plenary-speaker");
                break;
            case PlaceKind.RoundTableSeat:
                yield return new WayOut(WayOutKind.SubstituteAtTable, Role.Delegation, HttpMethods.Put, $"/delegations/{place.DelegationId}/representation/round-tables/{place.RoundTable}");
                break;
            case PlaceKind.Office:
                yield return new WayOut(WayOutKind.ReleaseOfficer, Role.Organizer, HttpMethods.Post, $"/meetings/{place.MeetingId}/officers/{place.Subject}/release");
                break;
        }
    }

    private static IEnumerable<WayOut> Staying(PersonConflict conflict) =>
        conflict.Severity is Severity.Soft ? [new WayOut(WayOutKind.Acknowledge, Role.Delegation, HttpMethods.Post, $"/conflicts/{conflict.Id}/acknowledgement")] : [];
}
