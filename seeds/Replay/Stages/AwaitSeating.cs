using Forum.Contracts.Registration;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>Waits until Scheduling has heard of every request: all who asked for the floor are inscribed, all who asked for a seat have it.</summary>
public static class AwaitSeating
{
    public static async Task Run(Origin origin, Scheduling scheduling, Dialogue data, Guid edition, Progress progress, CancellationToken ct)
    {
        Participant[] coming = [.. data.Participants.Where(participant => participant.Course is not Course.Withdraws)];
        var speakers = coming.Count(participant => participant.Speaks);
        var seats = coming.GroupBy(participant => participant.Category).Select(group => (Category: group.Key, Seats: group.Sum(participant => participant.Choices.Count))).ToArray();
        await origin.Until(
            $"Scheduling inscribes {speakers} speakers and confirms {seats.Sum(category => category.Seats)} seats",
            () => scheduling.Counts(edition, ct),
            counts => counts.Speakers.InscribedDebate == speakers && Array.TrueForAll(seats, category => Of(counts, category.Category) == category.Seats),
            ct);
        progress.Say($"Scheduling: {speakers} speakers inscribed, {seats.Sum(category => category.Seats)} seats confirmed");
    }

    private static int Of(CountsSeen counts, ParticipantCategory category) => counts.Seats.ByCategory.GetValueOrDefault(category);
}
