using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.Floors;
using Forum.Scheduling.SpeakersLists;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RightOfReplyExercised = Forum.Scheduling.Floors.RightOfReplyExercised;
using SpeakerInscribed = Forum.Scheduling.SpeakersLists.SpeakerInscribed;
using StatementDelivered = Forum.Scheduling.SpeakersLists.StatementDelivered;

namespace Forum.Scheduling.Tests;

/// <summary>A delegation replies after the day's last speaker, twice on the item at most, for ten minutes and then for five.</summary>
public sealed class P5_Right_of_reply
{
    private static readonly DateOnly Thursday = new(2006, 9, 14), Friday = new(2006, 9, 15);
    private static readonly Guid Kenya = Guid.CreateVersion7();
    private static readonly Meeting Morning = Sits(1, 14, 10, MeetingState.InSession), Afternoon = Sits(2, 14, 15, MeetingState.Planned);
    private static readonly SpeakerInscribed France = Lists.Inscribed("FRA", Dialogue.Noon);

    [Fact]
    public void it_is_asked_for_during_the_day()
    {
        Ask(new RightsOfReply(), Morning, [Morning, Afternoon]).ShouldBeOfType<RightOfReplyAsked>().Day.ShouldBe(Thursday);
        // Between the two meetings of the day, for the one that comes.
        var risen = Sits(1, 14, 10, MeetingState.Concluded);
        Ask(new RightsOfReply(), Afternoon, [risen, Afternoon]).ShouldBeOfType<RightOfReplyAsked>();
        Refused("day-not-begun", () => Ask(new RightsOfReply(), Afternoon, [Sits(1, 14, 10, MeetingState.Planned), Afternoon]));
        var last = Sits(2, 14, 15, MeetingState.Concluded);
        Refused("day-is-over", () => Ask(new RightsOfReply(), last, [risen, last]));
        Refused("not-a-plenary-meeting", () => Ask(new RightsOfReply(), Morning with { Entry = Morning.Entry with { Kind = MeetingKind.RoundTable } }, [Morning]));
    }

    [Fact]
    public void a_delegation_has_two_at_most()
    {
        var replies = Given(Asked(Thursday), Asked(Thursday));
        Refused("two-replies-at-most", () => Ask(replies, Morning, [Morning]));
        // What was taken back does not count, nor what was not given on its day; what was exercised counts on every day.
        Ask(replies.Evolve(new RightOfReplyTakenBack(replies.Replies[0].Id, Dialogue.Noon)), Morning, [Morning]).ShouldBeOfType<RightOfReplyAsked>();
        var tomorrow = Sits(3, 15, 10, MeetingState.InSession);
        Ask(replies, tomorrow, [tomorrow]).ShouldBeOfType<RightOfReplyAsked>().Day.ShouldBe(Friday);
        var exercised = replies.Replies.SelectMany(IEnumerable<object> (reply) =>
            [new RightOfReplyGiven(reply.Id, Morning.Id, 1, Dialogue.Noon), new RightOfReplyExercised(Dialogue.Id, reply.Id, Kenya, "KEN", Morning.Id, 1, Dialogue.Noon)]).Aggregate(replies, (r, e) => r.Evolve(e));
        Refused("two-replies-at-most", () => Ask(exercised, tomorrow, [tomorrow]));
    }

    [Fact]
    public void the_first_has_ten_minutes_and_the_second_five()
    {
        var asked = Given(Asked(Thursday), Asked(Thursday));
        var list = ListOf(France, Delivered);
        var first = Debating(list, asked, Morning).Reply(Untouched, asked.Replies[0].Id);
        (first.LimitSeconds, first.Speaker.ReplyNumber).ShouldBe((600, 1));
        var once = asked.Evolve(new RightOfReplyGiven(asked.Replies[0].Id, Morning.Id, 1, Dialogue.Noon));
        var second = Debating(list, once, Morning).Reply(Untouched, asked.Replies[1].Id);
        (second.LimitSeconds, second.Speaker.ReplyNumber).ShouldBe((300, 2));
        Refused("reply-not-waiting", () => Debating(list, once, Morning).Reply(Untouched, asked.Replies[0].Id));
    }

    [Fact]
    public void it_is_given_after_the_days_last_speaker_only()
    {
        var asked = Given(Asked(Thursday));
        var reply = asked.Replies[0].Id;
        Refused("before-last-speaker", () => Debating(ListOf(France), asked, Morning).Reply(Untouched, reply));
        // The list is not done with, but the presiding officer notes that nobody more is heard today.
        var noted = Untouched with { LastSpeakerHeardAt = OnTheFloor.At(170) };
        Debating(ListOf(France), asked, Morning).Reply(noted, reply).Speaker.Participant.ShouldBe("KEN");
        Debating(ListOf(France), asked, Morning).UpNext(noted).Select(call => call.Speaker.Kind).ShouldBe([SpeechKind.RightOfReply]);
        Refused("last-speaker-heard", () => Debating(ListOf(France), asked, Morning).Statement(noted, France.Inscription.Id));
        // Another meeting of the day is still to come.
        Refused("before-last-speaker", () => Debating(ListOf(France, Delivered), asked, Morning, Afternoon).Reply(Untouched, reply));
        Debating(ListOf(France, Delivered), asked, Morning, Afternoon).UpNext(Untouched).ShouldBeEmpty();
        Refused("before-last-speaker", () => new NoteLastSpeaker().Decide(Untouched, PlenaryDay.Of(Morning, [Morning, Afternoon]), OnTheFloor.At(170)).ToArray());
        // The last one has been heard but has not ended yet.
        var speaking = Untouched with { Speech = new Speech(Guid.CreateVersion7(), new Speaker { Kind = SpeechKind.Statement, InscriptionId = France.Inscription.Id, Participant = "FRA" }, null, OnTheFloor.At(0)) };
        Refused("before-last-speaker", () => Debating(ListOf(France), asked, Morning).Reply(speaking, reply));
        Refused("floor-taken", () => new NoteLastSpeaker().Decide(speaking, PlenaryDay.Of(Morning, [Morning]), OnTheFloor.At(170)).ToArray());
    }

    [Fact]
    public void it_lapses_with_its_day_and_when_the_delegation_is_not_there_or_has_withdrawn()
    {
        var asked = Given(Asked(Thursday));
        var friday = Sits(3, 15, 10, MeetingState.InSession);
        Refused("reply-of-another-day", () => Debating(ListOf(France, Delivered), asked, friday).Reply(Untouched, asked.Replies[0].Id));
        var away = Debating(ListOf(France, Delivered), asked, Morning) with { Away = new HashSet<Guid> { Kenya } };
        Refused("participant-withdrew", () => away.Reply(Untouched, asked.Replies[0].Id));
        away.UpNext(Untouched).ShouldBeEmpty();
        var lapsed = asked.Evolve(new RightOfReplyGiven(asked.Replies[0].Id, Morning.Id, 1, Dialogue.Noon)).Evolve(new RightOfReplyLapsed(asked.Replies[0].Id, Dialogue.Noon));
        lapsed.NextNumberOf(Kenya).ShouldBe(1);
        Ask(lapsed, Morning, [Morning]).ShouldBeOfType<RightOfReplyAsked>();
    }

    [Fact]
    public void it_is_taken_back_before_it_is_given()
    {
        var asked = Given(Asked(Thursday));
        var reply = asked.Replies[0].Id;
        asked.TakeBack(reply, Dialogue.Noon).ShouldHaveSingleItem().ShouldBe(new RightOfReplyTakenBack(reply, Dialogue.Noon));
        asked.Evolve(new RightOfReplyTakenBack(reply, Dialogue.Noon)).TakeBack(reply, Dialogue.Noon).ShouldBeEmpty();
        Refused("reply-given", () => asked.Evolve(new RightOfReplyGiven(reply, Morning.Id, 1, Dialogue.Noon)).TakeBack(reply, Dialogue.Noon).ToArray());
        Should.Throw<Missing>(() => asked.TakeBack(Guid.CreateVersion7(), Dialogue.Noon).ToArray());
    }

    /// <summary>P7: what is closed is the list, and a reply is no statement.</summary>
    [Fact]
    public void that_the_speakers_list_is_closed_does_not_matter()
    {
        var closed = ListOf(France, Delivered, new ListClosed(Dialogue.Noon, Dialogue.Noon));
        var asked = new RightsOfReply().Evolve(Ask(new RightsOfReply(), Morning, [Morning]));
        Debating(closed, asked, Morning).Reply(Untouched, asked.Replies[0].Id).LimitSeconds.ShouldBe(600);
    }

    private static Floor Untouched { get; } = OnTheFloor.Given().State;

    private static StatementDelivered Delivered => new(France.Inscription, Morning.Id, OnTheFloor.At(10));

    private static RightOfReplyAsked Asked(DateOnly day) => new(Guid.CreateVersion7(), Kenya, "KEN", "Kenya", ParticipantCategory.MemberState, day, Dialogue.Noon);

    private static RightsOfReply Given(params object[] events) => Decider.Given<RightsOfReply>((replies, e) => replies.Evolve(e), events).State;

    private static object Ask(RightsOfReply replies, Meeting meeting, IReadOnlyCollection<Meeting> plenary) =>
        new AskForReply().Decide(replies, Guid.CreateVersion7(), Dialogue.Delegation("KEN").As(Kenya), meeting, plenary, Dialogue.Noon).ShouldHaveSingleItem();

    private static void Refused(string code, Func<object> act) => Should.Throw<Refusal>(() => _ = act()).Code.ShouldBe(code);

    private static SpeakersList ListOf(params object[] events) => Lists.Given([new SpeakersListOpened(Dialogue.Id), .. events]).State;

    private static OrderOfCalling Debating(SpeakersList list, RightsOfReply replies, Meeting meeting, params Meeting[] others) =>
        new(list, replies, PlenaryDay.Of(meeting, [meeting, .. others]), Dialogue.Known, new HashSet<Guid>(), new HashSet<Guid>());

    private static Meeting Sits(int number, int day, int hour, MeetingState state) => new()
    {
        Id = Guid.CreateVersion7(),
        Entry = Dialogue.Entry(Dialogue.FirstPlenary with { Number = number, StartsAt = Dialogue.Summer(day, hour), EndsAt = Dialogue.Summer(day, hour + 3) }) with
        {
            State = state,
            ConvenedAt = state is MeetingState.Planned ? null : Dialogue.Summer(day, hour),
        },
    };
}
