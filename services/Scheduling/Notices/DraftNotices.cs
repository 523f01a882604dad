using System.Collections.Immutable;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Releases;
using Marten;
using MassTransit;
using Wire = Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Notices;

/// <summary>
/// Drafts notices of a release to those whom it concerns: whose slot, whose table or whose officer's meeting it changed. Each says what is different from what that delegation
/// was told last, however many releases lie between. They go into the outbox; nobody is told anything before the organizer has approved it.
/// </summary>
public sealed class DraftNotices(IDocumentSession session, TimeProvider time) : IConsumer<Wire.ProgrammeReleased>
{
    public async Task Consume(ConsumeContext<Wire.ProgrammeReleased> context)
    {
        var (editionId, number, ct) = (context.Message.EditionId, context.Message.Number, context.CancellationToken);
        await session.TakeTurn(editionId, ct);
        var drafted = (await session.LoadAsync<DraftedNotices>(editionId, ct))?.Release ?? 0;
        // What comes late is told already, by the notices of the later release.
        if (number <= drafted || await session.LoadAsync<KnownEdition>(editionId, ct) is not { } edition)
            return;

        var release = await session.RequireRelease(editionId, number, ct);
        var before = await session.Release(editionId, drafted, ct);
        session.Store(new DraftedNotices(editionId, number));

        var known = (await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == editionId).ToListAsync(ct))
            .DistinctBy(known => known.Delegation.Participant).ToDictionary(known => known.Delegation.Participant, StringComparer.Ordinal);
        var told = (await session.Query<ToldOfRelease>().Where(told => told.EditionId == editionId).ToListAsync(ct)).ToDictionary(told => told.Participant, told => told.Release, StringComparer.Ordinal);
        var pending = (await session.Query<Notice>().Where(notice => notice.Matter.EditionId == editionId && notice.State == NoticeState.Drafted).ToListAsync(ct))
            .ToDictionary(notice => notice.Matter.Participant, StringComparer.Ordinal);
        var earlier = new Dictionary<int, ReleasedProgramme?>();
        foreach (var of in told.Values.Distinct())
            earlier[of] = await session.Release(editionId, of, ct);

        var now = edition.Now(time);
        foreach (var participant in Concern.Participants(before).Union(Concern.Participants(release)).Order(StringComparer.Ordinal))
        {
            if (!Concern.News(before, release, participant).Any())
                continue;
            if (pending.TryGetValue(participant, out var outdated))
            {
                var stream = await session.Events.FetchForWriting<Notice>(outdated.Id, ct);
                stream.AppendMany([.. stream.Aggregate!.Supersede(number, now)]);
            }

            // Who has withdrawn knows it.
            var delegation = known.GetValueOrDefault(participant);
            if (delegation?.IsAway() is true)
                continue;
            var since = told.TryGetValue(participant, out var of) ? of : (int?)null;
            Draft(release, since is { } last ? earlier[last] : null, participant, delegation, now);
        }
    }

    private void Draft(ReleasedProgramme release, ReleasedProgramme? told, string participant, KnownDelegation? delegation, DateTimeOffset now)
    {
        // What was changed and changed back is no news to who was told of neither.
        (Guid MeetingId, string Words)[] news = [.. Concern.News(told, release, participant)];
        if (news.Length == 0)
            return;
        var id = Guid.CreateVersion7();
        var matter = new NoticeMatter(
            release.EditionId, delegation?.Id, participant, release.Number, told?.Number, [.. news.Select(said => said.Words)], [.. news.Select(said => said.MeetingId).Distinct()]);
        session.Events.StartStream<Notice>(id, new NoticeDrafted(id, matter, now));
        session.Insert(new NoticeText(id, release.EditionId, delegation?.Id, Write(matter, delegation?.Delegation.Name ?? participant)));
    }

    private static string Write(NoticeMatter matter, string name) => string.Join('\n',
    [
        $"To the delegation of {name}",
        "",
        matter.ToldOf is { } told
            ? $"Release {matter.Release} of the programme of work changes what you were told with release {told}:"
            : $"Release {matter.Release} of the programme of work has the following for you:",
        .. matter.Changes.Select(change => $"- {change}"),
    ]);
}
