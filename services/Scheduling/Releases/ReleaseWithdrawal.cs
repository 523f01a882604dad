using System.Collections.Immutable;
using Forum.Contracts.Governance;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.SpeakersLists;
using Marten;
using MassTransit;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;
using Wire = Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Releases;

/// <summary>
/// Takes what a withdrawal took out of the published programme, and nothing else: the organizer's other work on the draft stays a draft.
/// What is published then is compared with what is so, and not with the message: whatever of one withdrawal is heard of first releases all of it,
/// and what is heard of later, twice or in another order finds nothing left to do.
/// </summary>
public sealed class ReleaseWithdrawal(IDocumentSession session, TimeProvider time) :
    IConsumer<Wire.OfficeVacated>, IConsumer<Wire.InscriptionWithdrawn>, IConsumer<Wire.SeatReleased>
{
    public Task Consume(ConsumeContext<Wire.OfficeVacated> context) =>
        Follow(context.Message.Meeting.EditionId, context.Message.Participant, context.CancellationToken, (context.Message.MeetingId, context.Message.Role));

    public Task Consume(ConsumeContext<Wire.InscriptionWithdrawn> context) => context.Message.Inscription.Participant is { } participant
        ? Follow(context.Message.EditionId, participant, context.CancellationToken)
        : Task.CompletedTask;

    public Task Consume(ConsumeContext<Wire.SeatReleased> context) =>
        Follow(context.Message.Seat.EditionId, context.Message.Seat.Participant, context.CancellationToken);

    private async Task Follow(Guid editionId, string participant, CancellationToken ct, (Guid MeetingId, OfficerRole Role)? office = null)
    {
        // Most withdrawals come before anything is published: those need not wait for anybody.
        if (!await session.CheckExistsAsync<ProgrammeOfWork>(ProgrammeOfWork.IdOf(editionId), ct))
            return;
        await session.TakeTurn(editionId, ct);
        if (await session.LoadAsync<KnownEdition>(editionId, ct) is not { Edition.State: not EditionState.Closed } edition)
            return;
        var stream = await session.Events.FetchForWriting<ProgrammeOfWork>(ProgrammeOfWork.IdOf(editionId), ct);
        if (stream.Aggregate is not { } programme || await session.Release(editionId, programme.LastNumber(), ct) is not { } published)
            return;

        var known = await session.Query<KnownDelegation>()
            .FirstOrDefaultAsync(known => known.Delegation.EditionId == editionId && known.Delegation.Participant == participant, ct);
        var meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == editionId).ToListAsync(ct);
        var tables = await session.Query<RoundTable>().Where(table => table.EditionId == editionId).ToListAsync(ct);
        var list = await session.LoadAsync<SpeakersList>(editionId, ct) ?? new SpeakersList();
        var release = new Withdrawn(participant, known, meetings.ToDictionary(meeting => meeting.Id), tables, list, office).TakenFrom(published, edition, edition.Now(time));
        if (release is null)
            return;
        stream.AppendMany([.. programme.Publish(release, edition)]);
        session.Publish(release);
    }
}

/// <summary>A participant that withdrew, and what is so in the programme since.</summary>
/// <param name="Known">Its delegation.</param>
/// <param name="Office">An office of which it is known that the withdrawal vacated it; null when of none.</param>
public sealed record Withdrawn(
    string Participant,
    KnownDelegation? Known,
    IReadOnlyDictionary<Guid, Meeting> Meetings,
    IReadOnlyCollection<RoundTable> Tables,
    SpeakersList List,
    (Guid MeetingId, OfficerRole Role)? Office = null)
{
    /// <summary>The next release: the published one without what the withdrawal took.</summary>
    /// <param name="now">On the edition's clock, with the venue's offset.</param>
    /// <returns>Null when nothing of it is published.</returns>
    public ReleasedProgramme? TakenFrom(ReleasedProgramme published, KnownEdition edition, DateTimeOffset now)
    {
        var names = published.Participants.ToDictionary(participant => participant.Code, participant => participant.Name, StringComparer.Ordinal);
        var name = Known?.Delegation.Name ?? names.GetValueOrDefault(Participant, Participant);
        names[Participant] = name;
        List<string> words = [];
        var left = published.Meetings.ConvertAll(meeting => Left(meeting, name, words));
        return words.Count == 0
            ? null
            : new ProgrammeDraft(left, names).Over(published, edition, now) with { Changes = [.. words], ByWithdrawal = true };
    }

    /// <summary>What is left of a published meeting, with what is said of it.</summary>
    private ReleasedMeeting Left(ReleasedMeeting published, string name, List<string> words)
    {
        // What was held stays as it was held, and what is called off has nothing to lose.
        if (published.Cancelled || !Meetings.TryGetValue(published.Id, out var meeting) || !meeting.Entry.IsToBeHeld())
            return published;

        ImmutableList<DesignatedOfficer> officers = [.. published.Officers.Where(officer => officer.Participant == Participant && !Holds(meeting, officer) && (WithdrewSince(published) || Office == (published.Id, officer.Role)))];
        var speakers = WithdrewSince(published)
            ? published.Speakers.FindAll(speaker => speaker.Participant == Participant && !List.Entries.Exists(entry => entry.Inscription.Id == speaker.InscriptionId))
            : [];
        var seated = published.Seats.Contains(Participant) && WithdrewSince(published)
            && !Tables.Any(table => table.MeetingId == published.Id && table.Seats.Exists(seat => seat.Participant == Participant));

        words.AddRange(officers.Select(officer => $"The {WordsOfChange.Office(officer.Role)} of {published.Called()} is vacant: {name} has withdrawn."));
        words.AddRange(speakers.Select(_ => $"{name} does not speak at {published.Called()}: it has withdrawn."));
        if (seated)
            words.Add($"{name} has no seat at {published.Called()} any more: it has withdrawn.");
        return published with
        {
            Officers = published.Officers.RemoveRange(officers),
            Speakers = published.Speakers.RemoveRange(speakers),
            Seats = seated ? published.Seats.Remove(Participant) : published.Seats,
        };
    }

    private static bool Holds(Meeting meeting, DesignatedOfficer officer) =>
        meeting.Entry.Officers.Exists(held => held.Role == officer.Role && held.Participant == officer.Participant && held.Name == officer.Name);

    /// <summary>It is away; or it came back, to the end of all queues, before its withdrawal was heard of here.</summary>
    private bool WithdrewSince(ReleasedMeeting published) => Known is not null && (Known.IsAway() || Known.Delegation.LastWithdrawnAt >= published.ChangedAt);
}
