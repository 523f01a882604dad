using System.Security.Cryptography;
using System.Text;
using Forum.Contracts.Registration;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>
/// Every participant registers with a token of its own, asks for the floor and for its seats, many at a time. One withdraws, and one
/// withdraws and comes back. What an earlier run did is found and not done again.
/// </summary>
public sealed class RegisterDelegations(Registration registration, Dialogue data, Guid edition, TimeProvider time, Progress progress)
{
    private const int AtATime = 12;

    /// <summary>The participant whose way can be followed by its trace, from its registration to its seat: the one whose minister is named.</summary>
    private const string Traced = "FIN";

    private int done;

    /// <summary>The id of the trace that Finland's requests are put under; the same for the same edition.</summary>
    public static string TraceOf(Guid edition) => Hash(edition)[..32];

    public async Task Run(CancellationToken ct)
    {
        var known = (await registration.List(edition, ct)).ToDictionary(delegation => delegation.Participant);
        await Parallel.ForEachAsync(data.Participants, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (participant, stop) =>
        {
            await Bring(participant, known.GetValueOrDefault(participant.Code), stop);
            if (Interlocked.Increment(ref done) is var count && (count % 50 == 0 || count == data.Participants.Count))
                progress.Say($"Registration: {count} of {data.Participants.Count} delegations");
        });
    }

    private async Task Bring(Participant participant, DelegationSeen? delegation, CancellationToken ct)
    {
        var who = Who.DelegationOf(participant.Code) with { Trace = participant.Code == Traced ? $"00-{TraceOf(edition)}-{Hash(edition)[32..48]}-01" : null };
        delegation ??= await Register(who, participant, ct);
        var patience = new Patience(time);
        while (NextStep(participant, delegation) is { } step)
        {
            var version = await step.Take(registration, who, delegation, patience, ct);
            delegation = version is { } now ? step.Then(delegation) with { Version = now } : await registration.Read(who, delegation.Id, ct);
        }
    }

    private async Task<DelegationSeen> Register(Who who, Participant participant, CancellationToken ct)
    {
        try
        {
            var made = await registration.Register(who, edition, participant, data.HeadOfDelegation, ct);
            return new DelegationSeen(made.Id, made.Version, participant.Code, DelegationStanding.Announced, null, [], 0);
        }
        catch (Refused refused) when (refused.Code is "delegation-already-registered")
        {
            if (await registration.Find(who, edition, ct) is { } known)
                return known;
            throw;
        }
    }

    /// <summary>What the delegation does next; null when it has done all.</summary>
    public static Step? NextStep(Participant participant, DelegationSeen delegation)
    {
        if (delegation.Standing is DelegationStanding.Withdrawn)
            return participant.Course is Course.Returns ? Step.Return : null;
        if (participant.Speaks && delegation.SpeakingRequestedAt is null)
            return Step.AskForTheFloor;
        if (!delegation.RoundTableChoices.SequenceEqual(participant.Choices))
            return Step.Choose(participant.Choices);

        return participant.Course switch
        {
            Course.Stays => null,
            Course.Withdraws => Step.Withdraw,
            // One event each: announced, asked for the floor, chose. Whoever stands higher has been away.
            Course.Returns => delegation.Version <= 1 + (participant.Speaks ? 1 : 0) + (participant.Choices.Count > 0 ? 1 : 0) ? Step.Withdraw : null,
        };
    }

    private static string Hash(Guid edition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{edition:N}/{Traced}")));

    /// <summary>A change to a delegation, and how it stands afterwards.</summary>
    /// <param name="Name"></param>
    /// <param name="Take">The version afterwards; null when it must be read again.</param>
    /// <param name="Then">The delegation afterwards.</param>
    public sealed record Step(string Name, Func<Registration, Who, DelegationSeen, Patience, CancellationToken, Task<long?>> Take, Func<DelegationSeen, DelegationSeen> Then)
    {
        public static readonly Step AskForTheFloor = new(
            nameof(AskForTheFloor), static (api, who, delegation, patience, ct) => api.AskForTheFloor(who, delegation, patience, ct), static delegation => delegation with { SpeakingRequestedAt = DateTimeOffset.MaxValue });

        public static readonly Step Withdraw = new(
            nameof(Withdraw),
            static (api, who, delegation, patience, ct) => api.Withdraw(who, delegation, patience, ct),
            static delegation => delegation with { Standing = DelegationStanding.Withdrawn, SpeakingRequestedAt = null, RoundTableChoices = [] });

        // What is asked for anew is Registration's to say, so it is read again.
        public static readonly Step Return = new(
            nameof(Return), static async (api, who, delegation, patience, ct) => { await api.Return(who, delegation, patience, ct); return null; }, static delegation => delegation);

        public static Step Choose(IReadOnlyList<int> choices) => new(
            nameof(Choose), (api, who, delegation, patience, ct) => api.Choose(who, delegation, choices, patience, ct), delegation => delegation with { RoundTableChoices = choices });
    }
}
