using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Figures;

/// <summary>
/// How many delegations registered, were present and spoke, side by side, each counted from events of its own and none derived from another. Each should be
/// at least the next; where it is not, that is shown and nothing is corrected: somebody has to look into it.
/// </summary>
/// <param name="Warnings">Where one is less than the next; empty when each is at least the next, as far as they are known.</param>
/// <param name="PresentNotRegistered">Codes of participants that were present and are not registered: they withdrew afterwards, or something is amiss.</param>
/// <param name="SpokeNotPresent">Codes of participants that spoke and whose arrival was not recorded; empty while no arrival is known of at all.</param>
public sealed record Attendance(
    Guid EditionId, Figure Registered, Figure Present, Figure Spoke, IReadOnlyList<AttendanceWarning> Warnings, IReadOnlyList<string> PresentNotRegistered, IReadOnlyList<string> SpokeNotPresent)
{
    public static Attendance Of(Course course)
    {
        var registered = FigureCatalogue.Find("delegationsRegistered", course)!;
        var present = FigureCatalogue.Find("delegationsPresent", course)!;
        var spoke = FigureCatalogue.Find("speakersAfterOpening", course)!;
        var whoRegistered = course.Registered().Select(delegation => delegation.Participant);
        var whoArrived = course.Present().Select(arrival => arrival.Participant);
        var whoSpoke = course.Speakers().Select(statement => statement.Participant!);
        return new Attendance(
            course.Edition.Id,
            registered,
            present,
            spoke,
            [.. Less(registered, present), .. Less(present, spoke), .. Less(registered, spoke)],
            Apart(whoArrived, whoRegistered),
            course.Arrivals.Count == 0 ? [] : Apart(whoSpoke, whoArrived));
    }

    private static IEnumerable<AttendanceWarning> Less(Figure one, Figure next) => one.Value < next.Value
        ? [new AttendanceWarning(one.Name, next.Name, $"{one.Label}: {one.Value:0}, which is less than {next.Label.ToLowerInvariant()}: {next.Value:0}.")]
        : [];

    private static IReadOnlyList<string> Apart(IEnumerable<string> these, IEnumerable<string> those) =>
        [.. these.Except(those, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <summary>One count is less than one that it should be at least as great as.</summary>
/// <param name="Figure">The lesser one, by its name among the figures.</param>
/// <param name="Next">The greater one.</param>
/// <param name="Text">For a person to read.</param>
public sealed record AttendanceWarning(string Figure, string Next, string Text);

/// <summary>Shows the three counts with the events behind each.</summary>
public static class ReadAttendance
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/attendance", async (Guid id, IQuerySession session, CancellationToken ct) =>
                TypedResults.Ok(Attendance.Of(await ReadFigures.Course(session, id, ct))))
            .AllowAnonymous()
            .WithName(nameof(ReadAttendance))
            .WithTags("Figures");
}
