using Forum.Governance.Actions;
using Forum.Governance.Lists;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Chairmanships;

/// <summary>The three places of the Troika.</summary>
public enum TroikaPlace
{
    Outgoing,
    InOffice,
    Incoming,
}

/// <summary>One of the three places. A vacancy is shown, not left out.</summary>
/// <param name="EditionId">Null when vacant.</param>
/// <param name="Chairs">Empty when vacant.</param>
/// <param name="Alternates">False when the Chair follows one of the same development.</param>
/// <param name="JustificationId">Where it is said why; see the chairmanship's justifications.</param>
public sealed record PlaceInTroika(TroikaPlace Place, bool Vacant, Guid? EditionId, IReadOnlyList<Chair> Chairs, bool Alternates, Guid? JustificationId)
{
    internal static PlaceInTroika Of(TroikaPlace place, Term? term) => new(place, term is null, term?.EditionId, term?.Chairs ?? [], term?.Alternates ?? true, term?.JustificationId);
}

/// <summary>A chairmanship as anybody may read it.</summary>
/// <param name="Troika">Always three: outgoing, in office, incoming.</param>
/// <param name="Since">Since when the Chair is in office.</param>
/// <param name="Warnings">What ought to be otherwise; nothing of it holds anything up.</param>
public sealed record ChairmanshipNotice(Guid Id, long Version, string Code, string Title, IReadOnlyList<PlaceInTroika> Troika, DateTimeOffset Since, IReadOnlyList<Warning> Warnings)
{
    internal static ChairmanshipNotice Of(Chairmanship chairmanship) => new(
        chairmanship.Id,
        chairmanship.Version,
        chairmanship.Code,
        chairmanship.Title,
        [PlaceInTroika.Of(TroikaPlace.Outgoing, chairmanship.Outgoing), PlaceInTroika.Of(TroikaPlace.InOffice, chairmanship.InOffice), PlaceInTroika.Of(TroikaPlace.Incoming, chairmanship.Incoming)],
        chairmanship.Since,
        [.. chairmanship.Warnings()]);
}

/// <summary>Who chairs, who did and who will.</summary>
public static class ReadChairmanships
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chairmanships", (IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
                session.Query<Chairmanship>().Stretch(chairmanship => chairmanship.Id, after, limit, ChairmanshipNotice.Of, ct))
            .AllowAnonymous()
            .WithName("ListChairmanships")
            .WithSummary("Lists the chairmanships")
            .WithTags("Chairmanship");

        routes.MapGet("/chairmanships/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var notice = ChairmanshipNotice.Of(await session.Require<Chairmanship>(id, ct));
                return new Versioned<ChairmanshipNotice>(notice, notice.Version);
            })
            .AllowAnonymous()
            .WithName("ReadChairmanship")
            .WithSummary("Shows who chairs: outgoing, in office, incoming, a vacancy included")
            .WithTags("Chairmanship");

        routes.MapGet("/chairmanships/{id:guid}/justifications", async (Guid id, IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
            {
                await session.Require<Chairmanship>(id, ct);
                return await session.Query<WrittenText>().Where(text => text.Subject == id).Stretch(text => text.Id, after, limit, text => text, ct);
            })
            .AllowAnonymous()
            .WithName("ListJustifications")
            .WithSummary("Lists why developing and developed Chairs did not alternate")
            .WithTags("Chairmanship");
    }
}
