using System.Security.Cryptography;
using System.Text;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>Every delegation that takes part collects its badges an hour before the first meeting. Who was present in 2006 is not in the source: these arrivals are as illustrative as the allocation.</summary>
public static class RecordArrivals
{
    private const int AtATime = 500;

    public static async Task Run(Origin origin, Registration registration, Publishing publishing, Dialogue data, Guid edition, Progress progress, CancellationToken ct)
    {
        var at = data.Meetings.Min(meeting => meeting.StartsAt).AddHours(-1);
        var delegations = (await registration.List(edition, ct)).ToDictionary(delegation => delegation.Participant);
        Scan[] scans =
        [
            .. data.Participants
                .Where(participant => participant.Course is not Course.Withdraws)
                .Select(participant => new Scan(ScanOf(edition, participant), delegations[participant.Code].Id, at)),
        ];
        foreach (var some in scans.Chunk(AtATime))
        {
            if ((await registration.RecordArrivals(edition, some, ct)).Items.FirstOrDefault(taken => taken.Outcome is "Refused") is { } refused)
                throw new Refused(refused.Code!, $"An arrival was refused: {refused.Detail}");
        }

        // The summary is issued with all figures as they stand then.
        await origin.Until(
            $"Publishing counts {scans.Length} delegations present",
            () => publishing.Figures(edition, ct),
            figures => figures.Any(figure => figure is { Name: "delegationsPresent", Value: { } present } && present == scans.Length),
            ct);
        progress.Say($"Arrivals: {scans.Length} delegations are present");
    }

    /// <summary>The same in each run, so that a run that goes on says nothing twice.</summary>
    private static Guid ScanOf(Guid edition, Participant participant) => new(SHA256.HashData(Encoding.ASCII.GetBytes($"{edition:N}/arrives/{participant.Code}")).AsSpan(0, 16));
}
