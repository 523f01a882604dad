using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests.Seats;

/// <summary>The plainest reference: every arrangement of a small problem that breaks no rule, and what each is worth, both as the checker has it and not the solver.</summary>
internal static class EveryArrangement
{
    public static IComparer<long[]> ByWorth { get; } = Comparer<long[]>.Create((one, other) => one.Zip(other, (a, b) => a.CompareTo(b)).FirstOrDefault(c => c != 0));

    public static IEnumerable<Arrangement> Of(Instance instance)
    {
        var held = instance.Tables.SelectMany(t => t.Held.Select(p => new Seat(p, t.Id))).ToList();
        var wished = instance.Participants.SelectMany(p => p.Wishes.Select(w => new Seat(p.Id, w.Table))).Except(held).ToList();
        for (var some = 0; some < 1 << wished.Count; some++)
        {
            var arrangement = new Arrangement { Seats = [.. held, .. wished.Where((_, n) => (some >> n & 1) == 1)] };
            if (Violation.Of(instance, arrangement).Count == 0)
                yield return arrangement;
        }
    }

    /// <summary>Every aim above the lot; less is better.</summary>
    public static long[] Worth(Instance instance, Arrangement arrangement)
    {
        var counted = SeatMetrics.Of(instance, arrangement);
        var ranks = counted.RankProfile.Select(r => (long)r).ToArray();
        var soft = instance.Pins.Where(p => p.Strength == PinStrength.Soft && Sits(p.Participant!, p.Table!) == p.Not).Sum(p => p.Weight);
        var nominated = instance.Participants.Sum(p => p.Nominations.Count(t => Sits(p.Id, t)));
        long[] always = [counted.WithoutSeat, counted.LowerQuotaShortfall + counted.CivilSocietyShortfall];
        return instance.Policy.Aim switch
        {
            RankAim.Leximin => [.. always, counted.UnfilledWishes, soft, .. ranks.Skip(1).Reverse(), -nominated],
            RankAim.RankMaximal => [.. always, counted.UnfilledWishes, soft, .. ranks.Select(r => -r), -nominated],
            RankAim.Utilitarian => [.. always, soft, -SharesOf(instance.Participants).Sum(), counted.UnfilledWishes, -nominated],
            RankAim.Egalitarian => [.. always, soft, -SharesOf(instance.Participants.Where(CanHaveMore)).DefaultIfEmpty().Min(), -SharesOf(instance.Participants).Sum(), counted.UnfilledWishes, -nominated],
        };

        bool Sits(string participant, string table) => arrangement.Seats.Contains(new(participant, table));

        // Whose share is the same in every arrangement would say of none that it is fairer.
        bool CanHaveMore(Participant participant)
        {
            var held = instance.Tables.Where(t => t.Held.Contains(participant.Id)).Select(t => t.Id).ToList();
            return participant.Seats > held.Count && participant.Wishes.Any(w => !held.Contains(w.Table)
                && !instance.Pins.Any(p => p is { Strength: PinStrength.Hard, Not: true } && p.Participant == participant.Id && p.Table == w.Table)
                && (participant.People > 1 || !instance.TableConflicts.Any(c => (c.One == w.Table && held.Contains(c.Other)) || (c.Other == w.Table && held.Contains(c.One)))));
        }

        IEnumerable<long> SharesOf(IEnumerable<Participant> participants) =>
            from participant in participants
            let best = participant.Wishes.Select(w => w.Utility!.Value).OrderDescending().Take(participant.Seats).Sum()
            where best > 0
            select participant.Wishes.Where(w => Sits(participant.Id, w.Table)).Sum(w => (long)Math.Round(w.Utility!.Value / best * 10_000));
    }
}
