using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Figures;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Tests;

/// <summary>Registered, present and spoke stand side by side, each from events of its own; where one is less than the next, that is shown and not corrected.</summary>
public sealed class R10_Registered_present_and_spoke
{
    private readonly Course edition = Dialogue.Announced().Course();

    [Fact]
    public void each_is_counted_from_events_of_its_own()
    {
        var attendance = Attendance.Of(Course(registered: ["FRA", "KEN", "NOR"], present: ["FRA", "KEN"], spoke: ["FRA"]));
        (attendance.Registered.Value, attendance.Present.Value, attendance.Spoke.Value).ShouldBe((3, 2, 1));
        attendance.Registered.Evidence.Select(evidence => evidence.Event).Distinct().ShouldBe([nameof(DelegationAnnounced)]);
        attendance.Present.Evidence.Select(evidence => evidence.Event).Distinct().ShouldBe([nameof(DelegationArrived)]);
        attendance.Spoke.Evidence.Select(evidence => evidence.Event).Distinct().ShouldBe([nameof(StatementDelivered)]);
        attendance.Warnings.ShouldBeEmpty();
        attendance.SpokeNotPresent.ShouldBeEmpty();
        attendance.PresentNotRegistered.ShouldBeEmpty();
    }

    [Fact]
    public void more_that_spoke_than_were_present_are_shown_with_their_names_and_nothing_is_corrected()
    {
        var attendance = Attendance.Of(Course(registered: ["FRA", "KEN"], present: ["KEN"], spoke: ["FRA", "KEN"]));
        (attendance.Registered.Value, attendance.Present.Value, attendance.Spoke.Value).ShouldBe((2, 1, 2));
        var warning = attendance.Warnings.ShouldHaveSingleItem();
        (warning.Figure, warning.Next).ShouldBe(("delegationsPresent", "speakersAfterOpening"));
        attendance.SpokeNotPresent.ShouldBe(["FRA"]);
    }

    [Fact]
    public void who_withdrew_after_arriving_has_been_present_and_is_not_registered()
    {
        var attendance = Attendance.Of(Course(registered: [], present: ["FRA"], spoke: [], withdrawn: ["FRA"]));
        (attendance.Registered.Value, attendance.Present.Value).ShouldBe((0, 1));
        attendance.Warnings.ShouldHaveSingleItem().Figure.ShouldBe("delegationsRegistered");
        attendance.PresentNotRegistered.ShouldBe(["FRA"]);
    }

    [Fact]
    public void present_is_unknown_while_no_arrival_is_and_is_not_taken_from_its_neighbours()
    {
        var attendance = Attendance.Of(Course(registered: ["FRA"], present: [], spoke: ["FRA"]));
        attendance.Present.Value.ShouldBeNull();
        attendance.Present.Unknown.ShouldNotBeNull();
        attendance.Warnings.ShouldBeEmpty();
        attendance.SpokeNotPresent.ShouldBeEmpty();
        Attendance.Of(Course(registered: [], present: [], spoke: ["FRA"])).Warnings.ShouldHaveSingleItem().Next.ShouldBe("speakersAfterOpening");
    }

    [Fact]
    public void a_delegation_is_present_once_and_each_of_its_people_too()
    {
        var course = Course(registered: ["FRA"], present: [], spoke: []);
        var delegation = Guid.CreateVersion7();
        course = course with { Arrivals = [Arrival("FRA", delegation, person: true, at: 9), Arrival("FRA", delegation, person: false, at: 8), Arrival("FRA", delegation, person: true, at: 10)] };
        var present = FigureCatalogue.Find("delegationsPresent", course)!;
        present.Value.ShouldBe(1);
        present.Evidence.ShouldHaveSingleItem().EventIds.ShouldBe([course.Arrivals[1].Source.EventId], "the first arrival makes it present");
        FigureCatalogue.Find("peoplePresent", course)!.Value.ShouldBe(2);
    }

    private Course Course(string[] registered, string[] present, string[] spoke, string[]? withdrawn = null) => edition with
    {
        Delegations =
        [
            .. registered.Select(participant => Delegation(participant, DelegationStanding.Announced)),
            .. (withdrawn ?? []).Select(participant => Delegation(participant, DelegationStanding.Withdrawn)),
        ],
        Arrivals = [.. present.Select(participant => Arrival(participant, Guid.CreateVersion7(), person: false, at: 8))],
        Statements =
        [
            .. spoke.Select(participant => new StatementHeard
            {
                Id = Guid.CreateVersion7(),
                EditionId = edition.Edition.Id,
                Source = From("scheduling", nameof(StatementDelivered)),
                Kind = StatementKind.Debate,
                Participant = participant,
                Category = ParticipantCategory.MemberState,
                Rank = RankLevel.Minister,
                DeliveredAt = Dialogue.Start(14, 11),
            }),
        ],
    };

    private KnownDelegation Delegation(string participant, DelegationStanding standing) => new()
    {
        Id = Guid.CreateVersion7(),
        EditionId = edition.Edition.Id,
        Source = From("registration", nameof(DelegationAnnounced)),
        Participant = participant,
        Category = ParticipantCategory.MemberState,
        Standing = standing,
    };

    private ArrivalHeard Arrival(string participant, Guid delegation, bool person, int at) => new()
    {
        Id = Guid.CreateVersion7(),
        EditionId = edition.Edition.Id,
        Source = From("registration", nameof(DelegationArrived)),
        DelegationId = delegation,
        Participant = participant,
        OfMember = person,
        ArrivedAt = Dialogue.Start(14, at),
    };

    private static Source From(string service, string name) => new(service, name, Guid.CreateVersion7(), Guid.CreateVersion7());
}
