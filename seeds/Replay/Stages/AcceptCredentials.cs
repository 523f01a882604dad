using Forum.Contracts.Registration;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>The secretariat receives the originals and accepts them, for those whom the allocation gives full credentials. What an earlier run did is found and not done again.</summary>
public static class AcceptCredentials
{
    private const int AtATime = 12;

    public static async Task Run(Origin origin, Registration registration, Dialogue data, Guid edition, Progress progress, CancellationToken ct)
    {
        var delegations = (await registration.List(edition, ct)).ToDictionary(delegation => delegation.Participant);
        Participant[] full = [.. data.Participants.Where(participant => participant.Credentials is CredentialsState.Full)];
        await Parallel.ForEachAsync(full, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (participant, stop) =>
            await origin.Bring(
                () => registration.Credentials(delegations[participant.Code].Id, stop),
                seen => seen.Credentials is CredentialsState.Full,
                (seen, patience) => seen.CredentialsReceived is [.., var last] ? registration.Accept(seen, last, patience, stop) : registration.ReceiveOriginal(seen, patience, stop)));
        progress.Say($"Credentials: {full.Length} originals accepted");
    }
}
