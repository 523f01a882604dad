using Forum.Contracts.Registration;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>Figures of the edition as a whole (A/61/515, para. 1).</summary>
public static class EditionFigures
{
    public static readonly IReadOnlyList<FigureRule> Rules =
    [
        new("editionDays", "Days of the edition", 1, "From the first day of the edition to the last, both included.", EditionDays),
        new("delegationsRegistered", "Delegations registered", null, "Delegations that registered and have not withdrawn. Who registered need not have spoken.", DelegationsRegistered),
    ];

    private static Count EditionDays(Course course) => Count.Of(course.Edition.EndsOn.DayNumber - course.Edition.StartsOn.DayNumber + 1, [course.Edition]);

    private static Count DelegationsRegistered(Course course) =>
        Count.Of([.. course.Delegations.Where(delegation => delegation.Standing is DelegationStanding.Announced)]);
}
