using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Releases;

/// <summary>The programme as it would be released now.</summary>
/// <param name="Version">To release it on.</param>
/// <param name="Published">Number of the release that holds; null before the first one.</param>
/// <param name="Fingerprint">Tells this draft from another.</param>
/// <param name="Meetings">As the next release would have them.</param>
/// <param name="Difference">What the next release would change in the published programme.</param>
/// <param name="Conflicts">Hard ones first.</param>
/// <param name="Days">Which days are frozen, so that their changes will be shown as changes.</param>
public sealed record DraftOfProgramme(
    Guid EditionId,
    long Version,
    int? Published,
    string Fingerprint,
    IReadOnlyList<ReleasedMeeting> Meetings,
    ProgrammeDifference Difference,
    IReadOnlyList<ProgrammeConflict> Conflicts,
    IReadOnlyList<DayOfProgramme> Days)
{
    public static DraftOfProgramme Of(ProgrammeDraft draft, IReadOnlyList<ProgrammeConflict> conflicts, ReleasedProgramme? published, long version, KnownEdition edition, DateTimeOffset now)
    {
        var next = draft.Over(published, edition, now).Meetings;
        var old = published?.Meetings ?? [];
        return new DraftOfProgramme(
            edition.Id,
            version,
            published?.Number,
            draft.Fingerprint(),
            next,
            new ProgrammeDifference(edition.Id, published?.Number, null,
            [
                .. ProgrammeDifference.Between(old, next, draft.Words()).Select(change => change with
                {
                    Late = published is not null && ProgrammeDraft.IsLate(old.Find(meeting => meeting.Id == change.MeetingId), next.Find(meeting => meeting.Id == change.MeetingId)!, edition, now),
                }),
            ]),
            conflicts,
            DayOfProgramme.Of(edition, now));
    }
}

/// <summary>A day of the edition, as the venue counts days.</summary>
/// <param name="FrozenFrom">From when on what is released for the day is shown as a change.</param>
/// <param name="Frozen">True when that time has passed on the edition's clock.</param>
public sealed record DayOfProgramme(DateOnly Day, DateTimeOffset FrozenFrom, bool Frozen)
{
    public static IReadOnlyList<DayOfProgramme> Of(KnownEdition edition, DateTimeOffset now) =>
        [.. edition.Days().Select(day => new DayOfProgramme(day, edition.FrozenFrom(day), edition.IsFrozen(day, now)))];
}

/// <summary>Shows the draft, its conflicts, and what is different from what is published.</summary>
public static class ReadDraft
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/programme-draft", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.RequireEdition(id, ct);
                var programme = await session.LoadAsync<ProgrammeOfWork>(ProgrammeOfWork.IdOf(id), ct);
                var version = programme?.Version ?? 0;
                var published = programme is null ? null : await session.Release(id, programme.LastNumber(), ct);
                var draft = await session.DraftOf(edition, ct);
                // The draft moves with every meeting and every seat; the version is that of what was published.
                return new Versioned<DraftOfProgramme>(DraftOfProgramme.Of(draft, await session.ConflictsOf(id, draft, ct), published, version, edition, edition.Now(time)), version) { Moves = true };
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ReadDraft))
            .WithTags("Releases");
}
