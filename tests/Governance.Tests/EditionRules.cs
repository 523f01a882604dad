using Forum.Contracts.Governance;
using Forum.Governance.Editions;
using Forum.Hosting.Store;
using Forum.Kit;
using Edition = Forum.Governance.Editions.Edition;
using EditionAnnounced = Forum.Governance.Editions.EditionAnnounced;
using EditionClosed = Forum.Governance.Editions.EditionClosed;
using RegistrationClosed = Forum.Governance.Editions.RegistrationClosed;
using RegistrationOpened = Forum.Governance.Editions.RegistrationOpened;

namespace Forum.Governance.Tests;

public sealed class When_an_edition_is_announced
{
    [Fact]
    public void it_is_what_was_asked_for()
    {
        var announced = Announce(Editions.HighLevelDialogue()).ShouldHaveSingleItem().ShouldBeOfType<EditionAnnounced>();
        announced.Plan.Code.ShouldBe("hld-2006");
        announced.Plan.ModalityProfile.RoundTableCapacity.ShouldBeNull();
    }

    [Fact]
    public void its_rehearsal_starts_where_it_was_set_and_runs_at_its_own_speed()
    {
        var clock = Announce(Editions.HighLevelDialogue()).OfType<EditionAnnounced>().Single().Plan.Clock;
        clock.At(Editions.Noon).ShouldBe(Editions.HighLevelDialogue().Clock.StartsAt!.Value);
        clock.At(Editions.Noon.AddSeconds(2)).ShouldBe(Editions.HighLevelDialogue().Clock.StartsAt!.Value.AddDays(2));
    }

    [Fact]
    public void it_cannot_end_before_it_starts() =>
        Refused(Editions.HighLevelDialogue() with { EndsOn = new DateOnly(2006, 9, 13) }, "ends-before-start");

    [Theory]
    [InlineData("1899-12-31", "1900-01-01", "day-out-of-range")]
    [InlineData("9000-01-01", "9000-01-01", "day-out-of-range")]
    [InlineData("9999-12-31", "9999-12-31", "day-out-of-range")]
    [InlineData("2006-09-14", "2007-09-14", "edition-too-long")]
    [InlineData("2006-09-14", "9999-12-31", "edition-too-long")]
    public void its_days_can_be_counted(string first, string last, string code) =>
        Refused(Editions.HighLevelDialogue() with { StartsOn = DateOnly.Parse(first), EndsOn = DateOnly.Parse(last) }, code);

    [Fact]
    public void it_may_last_a_year() =>
        Announce(Editions.HighLevelDialogue() with { EndsOn = new DateOnly(2007, 9, 13) }).OfType<EditionAnnounced>().Single().Plan.EndsOn.ShouldBe(new DateOnly(2007, 9, 13));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("Eastern Standard Time")]
    public void its_zone_is_an_IANA_zone(string zone) => Refused(Editions.HighLevelDialogue() with { TimeZone = zone }, "time-zone-unknown");

    [Fact]
    public void a_rehearsal_needs_a_start_and_a_speed() =>
        Refused(Editions.HighLevelDialogue() with { Clock = new AskedClock { Kind = ClockKind.Rehearsal } }, "clock-incomplete");

    [Theory]
    [InlineData(2006, 0)]
    [InlineData(2006, 0.0009)]
    [InlineData(2006, 1_000_001)]
    [InlineData(1899, 60)]
    [InlineData(9_000, 60)]
    public void a_rehearsal_starts_and_runs_where_its_clock_can(int year, double speed) =>
        Refused(Editions.HighLevelDialogue() with { Clock = new AskedClock { Kind = ClockKind.Rehearsal, StartsAt = new DateTimeOffset(year, 1, 1, 12, 0, 0, TimeSpan.Zero), Speed = speed } }, "clock-incomplete");

    [Fact]
    public void a_real_clock_cannot_be_set() =>
        Refused(Editions.HighLevelDialogue() with { Clock = new AskedClock { Kind = ClockKind.Real, Speed = 2 } }, "clock-not-settable");

    [Fact]
    public void a_limit_is_positive_or_unknown() =>
        Refused(Editions.HighLevelDialogue() with { ModalityProfile = new ModalityProfile { Code = "x", RoundTableCapacity = 0 } }, "limit-not-positive");

    [Fact]
    public void what_is_kept_for_civil_society_is_not_more_than_it_may_have() =>
        Refused(Editions.HighLevelDialogue() with { ModalityProfile = new ModalityProfile { Code = "x", CivilSocietyFloor = 6, CivilSocietyCeiling = 5 } }, "ceiling-below-floor");

    private static object[] Announce(AnnounceEdition command) => [.. command.Decide(Guid.CreateVersion7(), Editions.Noon)];

    private static void Refused(AnnounceEdition command, string code) => Should.Throw<Refusal>(() => Announce(command)).Code.ShouldBe(code);
}

public sealed class When_registration_is_opened_and_closed
{
    [Fact]
    public void it_opens_after_the_announcement() => Given(Announced).When(Open).Then(new RegistrationOpened(Editions.Plan, Editions.Noon));

    [Fact]
    public void opening_twice_opens_once() => Given(Announced, Opened).When(Open).ThenNothing();

    [Fact]
    public void it_can_be_opened_again() => Given(Announced, Opened, Closed).When(Open).Then(new RegistrationOpened(Editions.Plan, Editions.Noon));

    [Fact]
    public void it_does_not_open_after_the_end() => Given(Announced, Over).When(Open).ThenRefused("edition-closed");

    [Fact]
    public void it_closes_when_open() => Given(Announced, Opened).When(Close).Then(new RegistrationClosed(Editions.Plan, Editions.Noon));

    [Fact]
    public void closing_twice_closes_once() => Given(Announced, Opened, Closed).When(Close).ThenNothing();

    [Fact]
    public void it_does_not_close_before_it_was_open() => Given(Announced).When(Close).ThenRefused("registration-not-open");

    [Fact]
    public void the_edition_does_not_end_while_delegations_can_register() => Given(Announced, Opened).When(End).ThenRefused("registration-open");

    [Fact]
    public void the_edition_ends_once() => Given(Announced, Opened, Closed, Over).When(End).ThenNothing();

    private static readonly object Announced = new EditionAnnounced(Guid.CreateVersion7(), Editions.Plan, Editions.Noon);
    private static readonly object Opened = new RegistrationOpened(Editions.Plan, Editions.Noon);
    private static readonly object Closed = new RegistrationClosed(Editions.Plan, Editions.Noon);
    private static readonly object Over = new EditionClosed(Editions.Plan, Editions.Noon);

    private static Decider<Edition> Given(params object[] events) => Decider.Given<Edition>((edition, e) => edition.Evolve(e), events);
    private static IEnumerable<object> Open(Edition edition) => OpenRegistration.Decide(edition, Editions.Noon);
    private static IEnumerable<object> Close(Edition edition) => CloseRegistration.Decide(edition, Editions.Noon);
    private static IEnumerable<object> End(Edition edition) => CloseEdition.Decide(edition, Editions.Noon);
}

internal static class Editions
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static AnnounceEdition HighLevelDialogue(string code = "hld-2006") => new()
    {
        Code = code,
        Title = "High-level Dialogue on International Migration and Development",
        StartsOn = new DateOnly(2006, 9, 14),
        EndsOn = new DateOnly(2006, 9, 15),
        Venue = "United Nations Headquarters, New York",
        TimeZone = "America/New_York",
        ParticipantsAsOf = new DateOnly(2006, 9, 14),
        ModalityProfile = new ModalityProfile { Code = "hld-2006" },
        OutcomeType = OutcomeType.ChairSummary,
        Clock = new AskedClock { Kind = ClockKind.Rehearsal, StartsAt = new DateTimeOffset(2006, 6, 1, 13, 0, 0, TimeSpan.Zero), Speed = 86_400 },
        Reason = "General Assembly resolution 60/227.",
    };

    public static EditionPlan Plan { get; } = HighLevelDialogue().Decide(Guid.CreateVersion7(), Noon).OfType<EditionAnnounced>().Single().Plan;
}
