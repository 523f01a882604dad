using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>Figures of the edition as a whole (A/61/515, para. 1).</summary>
public static class EditionFigures
{
    public static readonly IReadOnlyList<FigureRule> Rules =
    [
        new("editionDays", "Days of the edition", 1, "From the first day of the edition to the last, both included.", EditionDays),
        new("delegationsRegistered", "Delegations registered", null, "Delegations that registered and have not withdrawn. Who registered need not have spoken.", DelegationsRegistered),
        new("delegationsPresent", "Delegations present", null, "Delegations of which somebody was recorded as having arrived, each counted once, whatever became of them afterwards.", DelegationsPresent),
        new("peoplePresent", "People of delegations present", null, "People of delegations who were recorded as having arrived, each counted once.", PeoplePresent),
    ];

    private static Count EditionDays(Course course) => Count.Of(course.Edition.EndsOn.DayNumber - course.Edition.StartsOn.DayNumber + 1, [course.Edition]);

    private static Count DelegationsRegistered(Course course) =>
        Count.Of(course.Registered());

    private static Count DelegationsPresent(Course course) =>
        course.Arrivals.Count == 0 ? Count.NotKnown("No arrival has been recorded.") : Count.Of(course.Present());

    private static Count PeoplePresent(Course course) =>
        Arrived(course) is [_, ..] people ? Count.Of(people) : Count.NotKnown("No arrival of a person has been recorded.");

    private static IReadOnlyList<ArrivalHeard> Arrived(Course course) => [.. course.Arrivals.Where(arrival => arrival.OfMember)];
}
