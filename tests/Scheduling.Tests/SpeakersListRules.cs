using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.SpeakersLists;
using Inscription = Forum.Scheduling.SpeakersLists.Inscription;
using InscriptionWithdrawn = Forum.Scheduling.SpeakersLists.InscriptionWithdrawn;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using SpeakerInscribed = Forum.Scheduling.SpeakersLists.SpeakerInscribed;
using StatementDelivered = Forum.Scheduling.SpeakersLists.StatementDelivered;

namespace Forum.Scheduling.Tests;

public sealed class When_a_delegation_asks_for_the_floor
{
    private static readonly Guid France = Guid.CreateVersion7();
    private static readonly Guid Next = Guid.CreateVersion7();
    private static readonly DateTimeOffset First = Dialogue.Noon;
    private static readonly DateTimeOffset Later = Dialogue.Noon.AddDays(1);

    [Fact]
    public void it_is_inscribed_with_its_receipt_time_and_rank()
    {
        var inscription = Given(Opened).When(Follow(Asked(First))).Then<SpeakerInscribed>().Inscription;
        inscription.ShouldSatisfyAllConditions(
            () => inscription.Id.ShouldBe(Next),
            () => inscription.ReceivedAt.ShouldBe(First),
            () => inscription.Rank.ShouldBe(RankLevel.Minister),
            () => inscription.Participant.ShouldBe("FRA"));
    }

    [Fact]
    public void it_stands_on_the_list_once() => Given(Opened, Inscribed).When(Follow(Asked(First))).ThenNothing();

    [Fact]
    public void it_is_taken_off_when_it_does_not_come() => Given(Opened, Inscribed).When(Follow(null)).Then(new InscriptionWithdrawn(Inscribed.Inscription));

    [Fact]
    public void it_goes_to_the_end_of_the_queue_when_it_comes_again()
    {
        var events = Given(Opened, Inscribed).State.Follow(France, Asked(Later), Next).ToArray();
        events[0].ShouldBe(new InscriptionWithdrawn(Inscribed.Inscription));
        events[1].ShouldBeOfType<SpeakerInscribed>().Inscription.ReceivedAt.ShouldBe(Later);
    }

    [Fact]
    public void another_rank_changes_the_entry_and_not_its_place() =>
        Given(Opened, Inscribed).When(Follow(Asked(First) with { Rank = RankLevel.VicePresident })).Then(new LevelChanged(Inscribed.Inscription.Id, RankLevel.VicePresident));

    [Fact]
    public void a_statement_that_was_made_stays_whatever_comes()
    {
        Given(Opened, Inscribed, Delivered).When(Follow(null)).ThenNothing();
        Given(Opened, Inscribed, Delivered).When(Follow(Asked(Later))).ThenNothing();
        Given(Opened, Inscribed, Delivered).When(Follow(Asked(First) with { Rank = RankLevel.Other })).ThenNothing();
    }

    private static readonly object Opened = new SpeakersListOpened(Dialogue.Id);
    private static readonly SpeakerInscribed Inscribed = new SpeakersList().Follow(France, Asked(First), Guid.CreateVersion7()).OfType<SpeakerInscribed>().Single();
    private static readonly StatementDelivered Delivered = new(Inscribed.Inscription, Guid.CreateVersion7(), Later);

    private static FloorRequest Asked(DateTimeOffset at) => Dialogue.Delegation("FRA").Asks(at).As(France).Floor()!;
    private static Decider<SpeakersList> Given(params object[] events) => Lists.Given(events);
    private static Func<SpeakersList, IEnumerable<object>> Follow(FloorRequest? floor) => list => list.Follow(France, floor, Next);
}

public sealed class When_the_list_is_called
{
    [Fact]
    public void openers_come_first_then_the_debate_by_receipt_then_by_code()
    {
        var list = Lists.Given(
            new SpeakersListOpened(Dialogue.Id),
            Lists.Inscribed("NOR", Dialogue.Noon.AddHours(2)),
            Lists.Inscribed("KEN", Dialogue.Noon.AddHours(1)),
            Lists.Inscribed("CHL", Dialogue.Noon.AddHours(2)),
            Lists.Opener("President of the General Assembly"),
            Lists.Opener("Secretary-General")).State;
        list.InOrder().Select(entry => entry.Inscription.Office ?? entry.Inscription.Participant)
            .ShouldBe(["President of the General Assembly", "Secretary-General", "KEN", "CHL", "NOR"]);
    }

    [Fact]
    public void an_office_opens_once()
    {
        var command = new InscribeOpener { Office = "Secretary-General" };
        var given = Lists.Given(new SpeakersListOpened(Dialogue.Id));
        var inscribed = given.When(list => command.Decide(list, Guid.CreateVersion7(), Dialogue.Noon)).Then<SpeakerInscribed>();
        inscribed.Inscription.Kind.ShouldBe(StatementKind.Opening);
        Lists.Given(new SpeakersListOpened(Dialogue.Id), inscribed)
            .When(list => (command with { Office = "SECRETARY-GENERAL" }).Decide(list, Guid.CreateVersion7(), Dialogue.Noon))
            .ThenRefused("opener-already-inscribed");
    }
}

public sealed class When_a_statement_is_delivered
{
    private static readonly SpeakerInscribed France = Lists.Inscribed("FRA", Dialogue.Noon);
    private static readonly LevelChanged NowVicePresident = new(France.Inscription.Id, RankLevel.VicePresident);
    private static readonly Meeting Planned = new() { Id = Guid.CreateVersion7(), Entry = Dialogue.Entry(Dialogue.FirstPlenary) };
    private static readonly Meeting InSession = Planned with { Entry = Planned.Entry with { State = MeetingState.InSession, ConvenedAt = Dialogue.Summer(14, 10) } };

    [Fact]
    public void it_carries_the_rank_of_the_speaker_who_spoke()
    {
        var delivered = Given(France, NowVicePresident).When(Deliver(InSession, Dialogue.Summer(14, 11))).Then<StatementDelivered>();
        delivered.Inscription.Rank.ShouldBe(RankLevel.VicePresident);
        delivered.At.ShouldBe(Dialogue.Summer(14, 11));
        delivered.MeetingId.ShouldBe(InSession.Id);
    }

    [Fact]
    public void it_counts_once()
    {
        var delivered = Given(France).When(Deliver(InSession)).Then<StatementDelivered>();
        Given(France, delivered).When(Deliver(InSession)).ThenRefused("already-delivered");
    }

    [Fact]
    public void the_speaker_stands_on_the_list() =>
        Should.Throw<Missing>(() => Given().State.Apply(Deliver(InSession)));

    [Fact]
    public void the_meeting_is_a_plenary_meeting_of_the_edition()
    {
        Given(France).When(Deliver(null)).ThenRefused("not-a-plenary-meeting");
        Given(France).When(Deliver(InSession with { Entry = InSession.Entry with { Kind = MeetingKind.RoundTable } })).ThenRefused("not-a-plenary-meeting");
        Given(France).When(Deliver(InSession with { Entry = InSession.Entry with { EditionId = Guid.CreateVersion7() } })).ThenRefused("not-a-plenary-meeting");
    }

    [Fact]
    public void the_meeting_is_in_session()
    {
        Given(France).When(Deliver(Planned)).ThenRefused("meeting-not-in-session");
        Given(France).When(Deliver(InSession with { Entry = InSession.Entry with { State = MeetingState.Concluded } })).ThenRefused("meeting-not-in-session");
    }

    [Fact]
    public void it_is_not_made_before_the_meeting_was_convened()
    {
        Given(France).When(Deliver(InSession, Dialogue.Summer(14, 9))).ThenRefused("before-convening");
        Given(France).When(Deliver(InSession)).Then<StatementDelivered>().At.ShouldBe(Dialogue.Summer(14, 10));
    }

    private static Decider<SpeakersList> Given(params object[] events) => Lists.Given([new SpeakersListOpened(Dialogue.Id), .. events]);

    private static Func<SpeakersList, IEnumerable<object>> Deliver(Meeting? meeting, DateTimeOffset? at = null) => list =>
        new DeliverStatement { MeetingId = meeting?.Id ?? Guid.CreateVersion7(), DeliveredAt = at }.Decide(list, France.Inscription.Id, meeting, Dialogue.Known, Dialogue.Noon);
}

internal static class Lists
{
    public static Decider<SpeakersList> Given(params object[] events) => Decider.Given<SpeakersList>((list, e) => list.Evolve(e), events);

    public static object[] Apply(this SpeakersList list, Func<SpeakersList, IEnumerable<object>> decide) => [.. decide(list)];

    public static SpeakerInscribed Inscribed(string participant, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7();
        return new SpeakersList().Follow(id, Dialogue.Delegation(participant).Asks(at).As(id).Floor(), Guid.CreateVersion7()).OfType<SpeakerInscribed>().Single();
    }

    public static SpeakerInscribed Opener(string office) =>
        new(new Inscription { Id = Guid.CreateVersion7(), Kind = StatementKind.Opening, ReceivedAt = Dialogue.Noon, Office = office });
}
