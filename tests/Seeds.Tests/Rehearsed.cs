using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;
using Forum.Rehearsal.Holding;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Reports;
using Forum.Rehearsal.Scenarios;

namespace Forum.Seeds.Tests;

/// <summary>Courses of rehearsals, made up for the tests: what went by the plan, and what a test changes of it.</summary>
internal static class Rehearsed
{
    public static readonly IReadOnlyList<State> States =
        [.. Enumerable.Range(0, 60).Select(number => new State($"{(char)('A' + (number / 10))}{(char)('A' + (number % 10))}X", (RegionalGroup)(number % 5)))];

    public static readonly MeetingName Plenary1 = new(MeetingKind.Plenary, 1), Plenary2 = new(MeetingKind.Plenary, 2), Table1 = new(MeetingKind.RoundTable, 1), Table2 = new(MeetingKind.RoundTable, 2);

    public static ForumPlan Plan(Scenario? scenario = null, ulong seed = 1) => ForumPlan.Draw(scenario ?? new Scenario { Delegations = 40 }, States, seed);

    /// <summary>Everything went by the plan: every meeting in its time, every speaker at its slot.</summary>
    public static Course Course(ForumPlan? drawn = null)
    {
        var plan = drawn ?? Plan();
        var slots = Slots(plan);
        MeetingSeen[] meetings =
        [
            .. plan.Meetings.Values.Select(meeting => new MeetingSeen(
                IdOf(meeting.Name), 5, meeting.Name.Kind, meeting.Name.Number, meeting.StartsAt, meeting.EndsAt, meeting.Officers, MeetingState.Concluded, meeting.StartsAt, meeting.EndsAt, ChairVacant: false)),
        ];
        SpeakerSeen[] speakers =
        [
            .. slots.Meetings.SelectMany(
                slot => slot.Value.Index(),
                (slot, speaker) => new SpeakerSeen(speaker.Index + 1, Guid.CreateVersion7(), null, speaker.Item, IdOf(slot.Key), plan.Meetings[slot.Key].StartsAt.AddMinutes(9 * (speaker.Index + 1)))),
        ];
        return new Course
        {
            Plan = plan,
            Slots = slots,
            Seed = 1,
            Speed = 2900,
            Edition = "rehearsal-1",
            EditionId = Guid.Parse("0197e0e0-0000-7000-8000-000000000001"),
            Meetings = meetings,
            RoundTables = [.. Enumerable.Range(1, 4).Select(number => new RoundTableSeen(TableId(number), number, IdOf(new MeetingName(MeetingKind.RoundTable, number)), 1, []))],
            Speakers = speakers,
            Figures = [new FigureSeen("speakersInAll", speakers.Length)],
            MostBehind = TimeSpan.FromMinutes(1),
            Took = TimeSpan.FromSeconds(55),
        };
    }

    /// <summary>Fifteen speakers at the first meeting, eighteen at each of the others, the rest without a slot.</summary>
    public static SlotPlan Slots(ForumPlan plan) => SlotPlan.Of(plan, new SpeakersListSeen(1, null, true, null,
    [
        new SpeakerSeen(0, Guid.Empty, "Secretary-General", null, null, null),
        .. plan.Delegations.Select((delegation, index) => new SpeakerSeen(index + 1, Guid.Empty, null, delegation.Code, null, null, SlotOf(index))),
    ]));

    private static SlotSeen? SlotOf(int index) => index switch
    {
        < 15 => new SlotSeen(1, index + 1),
        < 15 + (3 * 18) => new SlotSeen(2 + ((index - 15) / 18), 1 + ((index - 15) % 18)),
        _ => null,
    };

    public static Guid IdOf(MeetingName meeting) => new($"0197e0e0-0000-7000-8000-0000000{(int)meeting.Kind}000{meeting.Number}");

    public static Guid TableId(int number) => new($"0197e0e0-0000-7000-8000-00000002000{number}");

    public static Course With(this Course course, MeetingName meeting, Func<MeetingSeen, MeetingSeen> change) =>
        course with { Meetings = [.. course.Meetings.Select(seen => seen.Id == IdOf(meeting) ? change(seen) : seen)] };

    public static Course With(this Course course, string participant, Func<SpeakerSeen, SpeakerSeen> change) =>
        course with { Speakers = [.. course.Speakers.Select(seen => seen.Participant == participant ? change(seen) : seen)] };

    public static Course Telling(this Course course, params Told[] told) => course with { Told = [.. course.Told, .. told] };

    public static Told Seat(DateTimeOffset at, string participant, bool released = false, string? trace = null, int table = 1)
    {
        var seat = new Seat
        {
            EditionId = Guid.Empty,
            RoundTable = table,
            DelegationId = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(participant)).AsSpan(0, 16)),
            Participant = participant,
            Category = ParticipantCategory.MemberState,
            State = released ? SeatState.Released : SeatState.Confirmed,
        };
        return new Told(at, "scheduling", trace, released
            ? new SeatReleased { RoundTableId = TableId(table), Revision = 1, Seat = seat }
            : new SeatAllocated { RoundTableId = TableId(table), Revision = 1, Seat = seat });
    }

    public static Meeting Meeting(MeetingName name, params Officer[] officers) => new()
    {
        EditionId = Guid.Empty,
        Kind = name.Kind,
        Number = name.Number,
        Title = "A meeting",
        StartsAt = default,
        EndsAt = default,
        Officers = officers,
        State = MeetingState.Planned,
    };

    public static Injected Withdrawal(int number, DateTimeOffset at, string participant, string trace) =>
        new(number, new Disturbance { At = at.DateTime, What = DisturbanceKind.Withdrawal, Participant = participant }, at, participant, trace, null);
}
