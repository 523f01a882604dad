using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Releases;

/// <summary>
/// Releases the draft as the next revision of the programme of work. What was released never changes.
/// The version it is decided on is that of the draft's ETag; 0 before the first release.
/// </summary>
public sealed record ReleaseProgramme
{
    /// <summary>What is to be said of the release; it is public.</summary>
    [StringLength(2_000, MinimumLength = 1)]
    public string? Note { get; init; }

    /// <summary>Fingerprint of the draft that was looked at. When the draft has moved on since, nothing is released. Null to release whatever the draft is now.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Draft { get; init; }

    /// <summary>Keys of the soft conflicts that are meant.</summary>
    public ImmutableList<string> Acknowledged { get; init; } = [];

    /// <param name="published">The release that holds; null before the first one.</param>
    /// <param name="now">On the edition's clock, with the venue's offset.</param>
    /// <exception cref="Refusal">The draft has conflicts, is not the one that was looked at, or is what is published already.</exception>
    public ReleasedProgramme Decide(ReleasedProgramme? published, ProgrammeDraft draft, IReadOnlyCollection<ProgrammeConflict> conflicts, KnownEdition edition, DateTimeOffset now)
    {
        if (Draft is { } seen && seen != draft.Fingerprint())
            throw new Refusal("draft-moved-on", "The draft has changed since it was looked at. Read it again, then release it.", "draft");
        if (conflicts.Where(conflict => conflict.Weight is ConflictWeight.Hard).ToArray() is [_, ..] hard)
            throw new Refusal("hard-conflicts", $"The draft holds what cannot be. Resolve it first: {Said(hard)}");
        if (conflicts.Where(conflict => conflict.Weight is ConflictWeight.Soft && !Acknowledged.Contains(conflict.Key)).ToArray() is [_, ..] soft)
            throw new Refusal("conflicts-not-acknowledged", $"Resolve these conflicts, or acknowledge them by their keys in the draft: {Said(soft)}", "acknowledged");

        var next = draft.Over(published, edition, now) with { Note = Note };
        return next.Meetings.Exists(meeting => meeting.ChangedIn == next.Number)
            ? next
            : throw new Refusal("nothing-to-release", published is null ? "There is no meeting to be released yet." : $"Nothing has changed since release {published.Number}. It stands as it was released.");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/releases", async (
                Guid id, ExpectedVersion expected, ReleaseProgramme command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                await session.TakeTurn(id, ct);
                var stream = await session.Events.FetchForWriting<ProgrammeOfWork>(ProgrammeOfWork.IdOf(id), ct);
                var version = stream.CurrentVersion ?? 0;
                if (version != expected.Value)
                    throw new StaleVersion(expected.Value, version);

                var programme = stream.Aggregate ?? new ProgrammeOfWork();
                var draft = await session.DraftOf(edition, ct);
                var release = command.Decide(await session.Release(id, programme.LastNumber(), ct), draft, await session.ConflictsOf(id, draft, ct), edition, edition.Now(time));
                object[] events = [.. programme.Publish(release, edition)];
                stream.AppendMany(events);
                session.Publish(release);
                return await session.Made(
                    http,
                    new Started(
                        events.OfType<ProgrammeReleased>().Single().ReleaseId,
                        version + events.Length,
                        string.Create(CultureInfo.InvariantCulture, $"/editions/{id}/releases/{release.Number}")),
                    ct);
            })
            .AcceptsIdempotencyKey<ReleaseProgramme>()
            .Allow(Role.Organizer)
            .WithName(nameof(ReleaseProgramme))
            .WithTags("Releases");

    private static string Said(IEnumerable<ProgrammeConflict> conflicts) => string.Join(' ', conflicts.Select(conflict => $"{conflict.Words} [{conflict.Key}]"));
}
