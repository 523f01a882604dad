using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Releases;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Scheduling.Tests.Releases.Programmes;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>Release after release of whatever an organizer may do to the draft.</summary>
public sealed class S9_Programme_change_at_random
{
    private static readonly Guid[] Inscriptions = [.. Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7())];
    private static readonly string[] Codes = [.. Names.Keys];

    [Fact]
    public void ids_stay_sequence_numbers_rise_with_each_change_and_only_then_and_the_difference_leads_from_one_release_to_the_next() =>
        Prop.ForAll(
            Gen.Zip(Edit, Gen.Choose(0, 3)).ArrayOf().ToArbitrary(),
            steps =>
            {
                var draft = Draft(Plenary(1), RoundTable(1, 14, 15), RoundTable(2));
                var (published, at) = (draft.Release(), June);
                foreach (var (edit, release) in steps)
                {
                    draft = edit(draft);
                    at = at.AddHours(7);
                    if (release > 0)
                        continue;
                    var next = draft.Release(published, at);
                    Check(published, next, draft);
                    published = next;
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));

    private static void Check(ReleasedProgramme before, ReleasedProgramme after, ProgrammeDraft draft)
    {
        after.Number.ShouldBe(before.Number + 1);
        after.Meetings.Select(meeting => meeting.Id).ShouldBeUnique();
        before.Meetings.Select(meeting => meeting.Id).ShouldBeSubsetOf(after.Meetings.Select(meeting => meeting.Id), "what was published once stays");
        draft.Meetings.Where(meeting => !meeting.Cancelled).Select(meeting => meeting.Id).ShouldBe(after.Meetings.Where(meeting => !meeting.Cancelled).Select(meeting => meeting.Id), ignoreOrder: true);

        var changes = ProgrammeDifference.Between(before.Meetings, after.Meetings, Words);
        foreach (var meeting in after.Meetings)
        {
            var old = before.Meetings.Find(one => one.Id == meeting.Id);
            var change = changes.Find(one => one.MeetingId == meeting.Id);
            meeting.Sequence.ShouldBe(old is null ? 0 : change is null ? old.Sequence : old.Sequence + 1);
            (meeting.ChangedIn == after.Number).ShouldBe(change is not null);
            if (change is not null)
                change.Words.ShouldNotBeEmpty();
            if (old is { Cancelled: true } && meeting.Cancelled)
                meeting.ShouldBe(old);
        }

        after.Changes.ShouldBe(changes.SelectMany(change => change.Words));
        var applied = ProgrammeDifference.Apply(before.Meetings, changes);
        applied.Select(meeting => meeting.Id).ShouldBe(after.Meetings.Select(meeting => meeting.Id));
        ProgrammeDifference.Between(after.Meetings, applied, Words).ShouldBeEmpty();
        ProgrammeDifference.Between(applied, after.Meetings, Words).ShouldBeEmpty();
    }

    /// <summary>One thing that an organizer, or what is heard of delegations, does to the draft.</summary>
    private static Gen<Func<ProgrammeDraft, ProgrammeDraft>> Edit =>
        from what in Gen.Choose(0, 10)
        from which in Gen.Choose(0, 20)
        from value in Gen.Choose(0, 9)
        select (Func<ProgrammeDraft, ProgrammeDraft>)(draft => what == 0
            ? draft with { Meetings = draft.Meetings.Add((value % 2 == 0 ? Plenary(draft.Meetings.Count + 1, 14 + (value % 2), 8 + value) : RoundTable(draft.Meetings.Count + 1, 15, 8 + value)) with { Id = Guid.CreateVersion7() }) }
            : draft.Meetings.IsEmpty ? draft : draft.With(draft.Meetings[which % draft.Meetings.Count].Id, meeting => Edited(meeting, what, value)));

    private static ReleasedMeeting Edited(ReleasedMeeting meeting, int what, int value) => what switch
    {
        1 => meeting with { StartsAt = Dialogue.Summer(14 + (value % 2), 8 + value), EndsAt = Dialogue.Summer(14 + (value % 2), 11 + value) },
        2 => value % 3 == 0 ? meeting with { RoomId = null, Room = null } : meeting with { RoomId = value % 3 == 1 ? Room2 : Room4, Room = $"Conference Room {value % 3}" },
        3 => meeting with { Title = $"Title {value % 3}" },
        4 => meeting with { Topic = value % 3 == 0 ? null : $"Topic {value % 3}", RoundTable = value % 4 == 0 ? null : meeting.RoundTable },
        5 => meeting with { Officers = [.. Officers(value)] },
        6 => meeting with { Speakers = [.. Speakers(value)] },
        7 => meeting with { Seats = [.. Codes.Where((_, index) => (value >> index & 1) == 1).Order(StringComparer.Ordinal)] },
        8 => meeting with { Cancelled = true },
        9 => meeting with { Languages = [.. Enum.GetValues<Language>().Where(language => (value >> ((int)language % 4) & 1) == 1)] },
        _ => meeting with { Cancelled = false },
    };

    private static ImmutableList<Meetings.DesignatedOfficer> Officers(int value) =>
    [
        .. new[] { OfficerRole.Chair, OfficerRole.CoChair, OfficerRole.Rapporteur }.Where((_, index) => (value >> index & 1) == 1)
            .Select((role, index) => Officer(role, Codes[(value + index) % Codes.Length], $"Person {value % 2}")),
    ];

    private static IEnumerable<ReleasedSpeaker> Speakers(int value)
    {
        var speaking = Enumerable.Range(0, 4).Where(index => (value >> index & 1) == 1).Select(index => Speaker(Codes[index], value % 3 == 0 ? null : Dialogue.Summer(14, 10 + value + index), Inscriptions[index]));
        return value % 2 == 0 ? speaking : speaking.Reverse();
    }
}
