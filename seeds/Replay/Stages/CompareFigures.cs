using Forum.Contracts.Scheduling;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>Holds every figure that the forum derived from its events against the source, and every unknown against what the forum shows.</summary>
public sealed class CompareFigures(Origin origin, Governance governance, Scheduling scheduling, Publishing publishing, Dialogue data, Guid edition)
{
    /// <summary>Figures that are counted from the summary itself and so come last.</summary>
    private static readonly string[] OfTheText = ["paragraphsComplete", "paragraphsPartial", "sectionsWithHeading"];

    /// <summary>Waits until Publishing has heard of everything: the summary quotes these figures.</summary>
    public async Task AwaitProceedings(Progress progress, CancellationToken ct)
    {
        ExpectedFigure[] proceedings = [.. data.Figures.Where(figure => !OfTheText.Contains(figure.Name))];
        await Await(proceedings, ct);
        progress.Say($"Publishing: {proceedings.Length} figures counted from what the other services announced");
    }

    public async Task<IReadOnlyList<ComparedFigure>> Run(CancellationToken ct)
    {
        try
        {
            await Await(data.Figures, ct);
        }
        catch (GaveUp)
        {
            // The table shows which figure did not come out.
        }

        var derived = (await publishing.Figures(edition, ct) ?? []).ToDictionary(figure => figure.Name);
        var known = data.Figures.Select(figure => Compare(figure, derived.GetValueOrDefault(figure.Name)));
        var shown = await Shown(ct);
        var unknown = data.Unknowns.Select(lack => Compare(lack, shown.GetValueOrDefault(lack.Name)));
        return [.. known, await InTrueTimes(ct), .. unknown];
    }

    /// <summary>The plenary meetings and the round tables stand at their times, sat at them, and are shown with the offset that New York had then.</summary>
    private async Task<ComparedFigure> InTrueTimes(CancellationToken ct)
    {
        var meetings = await scheduling.Meetings(edition, ct);
        var inTime = data.Meetings.Count(planned => meetings.Any(seen => seen.Kind == planned.Kind && seen.Number == planned.Number && AtItsTimes(seen, planned)));
        return new ComparedFigure(
            "meetingsInTrueTimes",
            "Meetings that were held at their times, New York",
            2,
            data.Meetings.Count,
            inTime,
            inTime == data.Meetings.Count,
            $"/api/scheduling/meetings?edition={edition}",
            $"Scheduling, from {meetings.Count} meetings",
            null);
    }

    /// <summary>True when the meeting is planned at these times and sat from the one to the other, each written with the same offset.</summary>
    public static bool AtItsTimes(MeetingSeen seen, PlannedMeeting planned) =>
        seen.StartsAt.EqualsExact(planned.StartsAt)
        && seen.EndsAt.EqualsExact(planned.EndsAt)
        && seen.ConvenedAt is { } convened && convened.EqualsExact(planned.StartsAt)
        && seen.ConcludedAt is { } concluded && concluded.EqualsExact(planned.EndsAt);

    private async Task Await(IReadOnlyList<ExpectedFigure> expected, CancellationToken ct) => await origin.Until(
        "Publishing derives the expected figures",
        () => publishing.Figures(edition, ct),
        figures => expected.All(figure => figures.Any(seen => seen.Name == figure.Name && seen.Value == figure.Expected)),
        ct);

    private ComparedFigure Compare(ExpectedFigure expected, FigureSeen? derived) => new(
        expected.Name,
        expected.Label,
        expected.Paragraph,
        expected.Expected,
        derived?.Value,
        derived?.Value == expected.Expected,
        $"/api/publishing/editions/{edition}/figures/{expected.Name}/evidence",
        derived is null ? null : $"Publishing, from {derived.Evidence} {(derived.Evidence == 1 ? "event" : "events")}",
        null);

    private static ComparedFigure Compare(Unknown lack, (decimal? Value, string Place) shown) => new(
        lack.Name,
        lack.Label,
        lack.Paragraph,
        null,
        shown.Value,
        shown.Value is null,
        shown.Place ?? "not in source",
        null,
        lack.ExpectedAt is null ? lack.Reason : $"{lack.Reason}; expected at {lack.ExpectedAt}");

    /// <summary>What the forum shows where the source says nothing; it must show nothing either.</summary>
    private async Task<Dictionary<string, (decimal? Value, string Place)>> Shown(CancellationToken ct)
    {
        var modalities = (await governance.Read(edition, ct)).ModalityProfile;
        var meetings = await scheduling.Meetings(edition, ct);
        var shown = meetings.Where(meeting => meeting.Kind is MeetingKind.RoundTable)
            .ToDictionary(meeting => $"chairOfRoundTable{meeting.Number}", meeting => (Chairs(meeting), $"/api/scheduling/meetings/{meeting.Id}"));
        shown["speakingLimitMinutes"] = (modalities.SpeakingLimitMinutes, $"/api/governance/editions/{edition}");
        shown["roundTableCapacity"] = (modalities.RoundTableCapacity, $"/api/governance/editions/{edition}");
        return shown;
    }

    /// <summary>Chairs who are known; a chair who is not is somebody, but nobody in particular.</summary>
    private static decimal? Chairs(MeetingSeen meeting) =>
        meeting.Officers.Count(officer => officer is { Role: OfficerRole.Chair or OfficerRole.CoChair, Name: not null }) is > 0 and var chairs ? chairs : null;
}
