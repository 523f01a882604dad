using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Releases;

/// <summary>The programme as it stands now, beside the one that is published.</summary>
/// <param name="Meetings">As they would be released.</param>
/// <param name="Names">Official short names of the edition's delegations by code of the participant.</param>
public sealed record ProgrammeDraft(ImmutableList<ReleasedMeeting> Meetings, IReadOnlyDictionary<string, string> Names)
{
    public WordsOfChange Words() => new(Names);

    /// <summary>Tells one draft from another: SHA-256 over what it holds, so that whoever releases can say which draft was looked at.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Meetings)).AsSpan(0, 16));

    /// <summary>The next release over the published one: unchanged meetings stay as they are, changed ones get the next sequence number, what is not planned any more is cancelled.</summary>
    /// <param name="now">On the edition's clock, with the venue's offset.</param>
    public ReleasedProgramme Over(ReleasedProgramme? published, KnownEdition edition, DateTimeOffset now)
    {
        var number = (published?.Number ?? 0) + 1;
        var old = published?.Meetings ?? [];
        var planned = Meetings.ToDictionary(meeting => meeting.Id);
        var next = old.Select(meeting => Next(meeting, planned.GetValueOrDefault(meeting.Id)))
            .Concat(Meetings.Where(meeting => !meeting.Cancelled && !old.Exists(known => known.Id == meeting.Id)).Select(meeting => Released(null, meeting)))
            .InOrder()
            .ToImmutableList();
        return new ReleasedProgramme
        {
            EditionId = edition.Id,
            Number = number,
            ReleasedAt = now,
            Changes = published is null ? [] : [.. ProgrammeDifference.Between(old, next, Words()).SelectMany(change => change.Words)],
            Meetings = next,
            Participants = [.. next.SelectMany(Codes).Distinct().Where(Names.ContainsKey).Order(StringComparer.Ordinal).Select(code => new ReleasedParticipant(code, Names[code]))],
        };

        ReleasedMeeting Next(ReleasedMeeting before, ReleasedMeeting? after)
        {
            // What was called off stays in the programme as it was, so that calendars that have it can take it out.
            if (after is null || after.Cancelled)
                return before.Cancelled ? before : Released(before, before with { Cancelled = true });
            return Released(before, after);
        }

        ReleasedMeeting Released(ReleasedMeeting? before, ReleasedMeeting after)
        {
            if (MeetingChange.Between(before, after, Words()) is not { } change)
                return before!;
            return after with
            {
                Sequence = before is null ? 0 : before.Sequence + 1,
                ChangedAt = now,
                ChangedIn = number,
                LateChanges = published is not null && IsLate(before, after, edition, now) ? Marked(before?.LateChanges ?? [], change) : before?.LateChanges ?? [],
            };
        }

        ImmutableList<LateChange> Marked(ImmutableList<LateChange> earlier, MeetingChange change)
        {
            var words = string.Join(' ', change.Words);
            foreach (var (what, before, after) in WordsOfChange.Marks(change, Words()))
            {
                // A list changes piece by piece; of anything else what counts is what was frozen and what holds now.
                var same = what is ChangeKind.OtherOfficers or ChangeKind.OtherSpeakers or ChangeKind.OtherSeats or ChangeKind.OtherLanguages ? null : earlier.Find(late => late.What == what);
                var late = new LateChange(what, same is null ? before : same.Before, after, words, number, now);
                earlier = same is null ? earlier.Add(late) : earlier.Remove(same);
                if (same is not null && late.Before != late.After)
                    earlier = earlier.Add(late);
            }

            return earlier;
        }
    }

    /// <summary>True when the day on which the meeting was, or that on which it is, is frozen.</summary>
    public static bool IsLate(ReleasedMeeting? before, ReleasedMeeting after, KnownEdition edition, DateTimeOffset now) =>
        edition.IsFrozen(edition.DayOf(after.StartsAt), now) || (before is not null && edition.IsFrozen(edition.DayOf(before.StartsAt), now));

    /// <summary>The current state of an edition's meetings, round tables and speakers' list as a programme.</summary>
    public static ProgrammeDraft Of(
        KnownEdition edition, IEnumerable<Meeting> meetings, IReadOnlyCollection<RoundTable> tables, SpeakersList list, IEnumerable<KnownDelegation> delegations)
    {
        return new ProgrammeDraft(
            [.. meetings.Select(meeting => Draft(edition, meeting, [.. tables.Where(table => table.MeetingId == meeting.Id).OrderBy(table => table.Number)], list)).InOrder()],
            delegations.DistinctBy(known => known.Delegation.Participant).ToDictionary(known => known.Delegation.Participant, known => known.Delegation.Name, StringComparer.Ordinal));
    }

    private static ReleasedMeeting Draft(KnownEdition edition, Meeting meeting, ImmutableList<RoundTable> tables, SpeakersList list) => new()
    {
        Id = meeting.Id,
        Kind = meeting.Entry.Kind,
        Number = meeting.Entry.Number,
        Title = meeting.Entry.Title,
        RoundTable = tables is [var only] ? only.Number : null,
        Topic = tables.Exists(table => table.Topic is not null) ? string.Join("; ", tables.Select(table => table.Topic).OfType<string>()) : null,
        StartsAt = edition.AtVenue(meeting.Entry.StartsAt),
        EndsAt = edition.AtVenue(meeting.Entry.EndsAt),
        RoomId = meeting.Entry.RoomId,
        Room = meeting.Entry.Room,
        // When they were named is not published.
        Officers = [.. meeting.Entry.Officers.Select(officer => officer with { DesignatedAt = null }).Distinct().InOrder()],
        Speakers = ReleasedSpeakers.Of(list, meeting.Id, edition.AtVenue(meeting.Entry.StartsAt)),
        Languages = [.. meeting.Entry.Languages.Order()],
        Seats = [.. tables.SelectMany(table => table.Seats).Select(seat => seat.Participant).Distinct().Order(StringComparer.Ordinal)],
        Cancelled = meeting.Entry.State is MeetingState.Cancelled,
        ChangedAt = default,
    };

    private static IEnumerable<string> Codes(ReleasedMeeting meeting) =>
        meeting.Seats.Concat(meeting.Officers.Select(officer => officer.Participant).OfType<string>()).Concat(meeting.Speakers.Select(speaker => speaker.Participant).OfType<string>());
}

/// <summary>Reads what a draft is made of.</summary>
internal static class DraftingProgramme
{
    /// <summary>The caller has taken the edition's turn when the draft is to be released: then nothing is half heard of.</summary>
    public static async Task<ProgrammeDraft> DraftOf(this IQuerySession session, KnownEdition edition, CancellationToken ct)
    {
        var meetings = await session.Query<Meeting>().Where(meeting => meeting.Entry.EditionId == edition.Id).ToListAsync(ct);
        var tables = await session.Query<RoundTable>().Where(table => table.EditionId == edition.Id).ToListAsync(ct);
        var list = await session.LoadAsync<SpeakersList>(edition.Id, ct) ?? new SpeakersList();
        return ProgrammeDraft.Of(edition, meetings, tables, list, await session.Query<KnownDelegation>().Where(known => known.Delegation.EditionId == edition.Id).ToListAsync(ct));
    }
}
