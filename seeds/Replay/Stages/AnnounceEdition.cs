using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>The edition, announced now or by an earlier run.</summary>
public static class AnnounceEdition
{
    public static async Task<EditionSeen> Run(Governance governance, Dialogue data, Progress progress, CancellationToken ct)
    {
        var plan = data.Edition;
        if (await governance.Find(plan.Code, ct) is { } known)
        {
            progress.Say($"Edition {plan.Code} is there already ({known.State}); going on from where it stands");
            return known;
        }

        try
        {
            var made = await governance.Announce(plan, ct);
            progress.Say($"Edition {plan.Code} announced: {plan.Title}, {plan.StartsOn:d MMMM} to {plan.EndsOn:d MMMM yyyy}");
            return await governance.Read(made.Id, ct);
        }
        catch (Refused refused) when (refused.Code is "edition-code-taken")
        {
            // Another run was faster.
            if (await governance.Find(plan.Code, ct) is { } taken)
                return taken;
            throw;
        }
    }
}
