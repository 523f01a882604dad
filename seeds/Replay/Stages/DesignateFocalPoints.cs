using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>Records the replay's own account as a focal point of every participant: without a mandate nobody acts for a delegation. What an earlier run did is found and not done again.</summary>
public static class DesignateFocalPoints
{
    private const int AtATime = 12;

    public static async Task Run(Governance governance, Dialogue data, Progress progress, CancellationToken ct)
    {
        await Parallel.ForEachAsync(data.Participants, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (participant, stop) =>
        {
            try
            {
                await governance.Designate(participant.Code, Who.DelegationOf(participant.Code).Client!, stop);
            }
            catch (Refused refused) when (refused.Code is "focal-point-designated")
            {
                // By an earlier run, or by who took a token for it.
            }
        });
        progress.Say($"Focal points: {data.Participants.Count} participants have designated theirs");
    }
}
