using Forum.Contracts.Governance;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>An edition as anybody may read it: calendar and modalities are public.</summary>
/// <param name="SpeakersListOpensAt">From when on delegations may ask for the floor in plenary; null when no instant was announced, and they may as soon as they are registered.</param>
public sealed record EditionNotice(
    Guid Id,
    long Version,
    string Code,
    string Title,
    DateOnly StartsOn,
    DateOnly EndsOn,
    string Venue,
    string TimeZone,
    DateOnly ParticipantsAsOf,
    ModalityProfile ModalityProfile,
    OutcomeType OutcomeType,
    EditionClock Clock,
    EditionState State,
    DateTimeOffset? SpeakersListOpensAt)
{
    internal static EditionNotice Of(Edition edition) => new(
        edition.Id,
        edition.Version,
        edition.Plan.Code,
        edition.Plan.Title,
        edition.Plan.StartsOn,
        edition.Plan.EndsOn,
        edition.Plan.Venue,
        edition.Plan.TimeZone,
        edition.Plan.ParticipantsAsOf,
        edition.Plan.ModalityProfile,
        edition.Plan.OutcomeType,
        edition.Plan.Clock,
        edition.State,
        edition.Plan.SpeakersListOpensAt);
}

/// <summary>The editions there are, oldest announcement first, and each of them.</summary>
public static class ReadEditions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/editions", async (IQuerySession session, Guid? after, int? limit, string? code, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var editions = session.Query<Edition>().AsQueryable();
                if (code is not null)
                    editions = editions.Where(edition => edition.Plan.Code == code);
                if (after is { } last)
                    editions = editions.Where(edition => edition.Id.CompareTo(last) > 0);
                var found = await editions.OrderBy(edition => edition.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(EditionNotice.Of)], most, notice => notice.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListEditions")
            .WithSummary("Lists the editions, or finds one by its code")
            .WithTags("Editions");

        routes.MapGet("/editions/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var notice = EditionNotice.Of(await session.Require<Edition>(id, ct));
                return new Versioned<EditionNotice>(notice, notice.Version);
            })
            .AllowAnonymous()
            .WithName("ReadEdition")
            .WithSummary("Shows an edition")
            .WithTags("Editions");
    }
}
