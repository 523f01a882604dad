using Forum.Governance.Actions;
using Forum.Governance.Lists;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.EvidenceBase;

/// <summary>A practice of the evidence base.</summary>
/// <param name="Text">Null in the list.</param>
public sealed record PracticeNotice(Guid Id, long Version, string Owner, string Title, PracticeKind Kind, PracticeStage Stage, bool Consent, bool Published, string? Text)
{
    internal static PracticeNotice Of(Practice practice, string? text = null) => new(
        practice.Id, practice.Version, practice.Owner, practice.Title, practice.Kind, practice.Stage, practice.Consent, practice.Published, text);
}

/// <summary>The evidence base: what is published for anybody, the rest for its owner and the secretariat.</summary>
public static class ReadPractices
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/practices", (Caller caller, IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
            {
                IQueryable<Practice> practices = session.Query<Practice>();
                var own = caller.Is(Role.Delegation) ? caller.Delegation ?? "" : "";
                if (!caller.Is(Role.Organizer))
                    practices = practices.Where(practice => practice.Published || practice.Owner == own);
                return practices.Stretch(practice => practice.Id, after, limit, practice => PracticeNotice.Of(practice), ct);
            })
            .AllowAnonymous()
            .WithName("ListPractices")
            .WithSummary("Lists the evidence base: what is published for anybody, the rest for its owner")
            .WithTags("Evidence base");

        routes.MapGet("/practices/{id:guid}", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var practice = await session.Require<Practice>(id, ct);
                if (!practice.Published)
                    caller.MustActFor(practice.Owner, "practice", id);
                return new Versioned<PracticeNotice>(PracticeNotice.Of(practice, (await session.LoadAsync<WrittenText>(practice.TextId, ct))?.Body), practice.Version);
            })
            .AllowAnonymous()
            .WithName("ReadPractice")
            .WithSummary("Shows a practice of the evidence base")
            .WithTags("Evidence base");
    }
}
