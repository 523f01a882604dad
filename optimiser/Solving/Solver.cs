using System.Diagnostics;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Optimiser.Solving.Timetables;

namespace Forum.Optimiser.Solving;

/// <summary>
/// Solves an instance: a timetable when sessions are to be placed, seats when there are tables, and both together when the one decides when the other sit.
/// </summary>
/// <remarks>
/// Together they are solved in rounds. The timetable keeps apart what many with one person wish for; then seats are given; where somebody's wish stayed unfilled because
/// its table was held while they sat elsewhere, that pair weighs more in the next round. The best round is the one whose seats are best, aim by aim, and among those the
/// one whose timetable costs least.
/// </remarks>
public static class Solver
{
    private const int MostRounds = 3;

    /// <param name="instance"></param>
    /// <param name="options"></param>
    /// <param name="progress">Told when something better was found, a few times a second at most. It is called on threads of the search.</param>
    /// <param name="stopped">
    /// The search ends, and the best that was found until then is the result, for which seats are given still. Without a timetable to look for there is nothing before the
    /// seats are: then there is no arrangement.
    /// </param>
    /// <exception cref="InvalidInstance">It contradicts itself, or is too large.</exception>
    public static Solution Solve(Instance instance, SolveOptions options, IProgress<Progress>? progress = null, CancellationToken stopped = default)
    {
        Validation.Check(instance);
        var clock = Stopwatch.StartNew();
        var hash = InstanceJson.Hash(instance);
        if (instance.Timetable is null)
        {
            try
            {
                return Of(hash, null, Seat(instance, options.Seconds, progress, clock, stopped));
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
                return new() { InstanceHash = hash };
            }
        }

        var placing = instance.Tables.Any(table => table.Session is not null);
        var first = TimetableSolver.Solve(instance, options with { Seconds = options.Seconds * (placing ? 0.6 : 0.95) }, heavier: null, start: null, progress, stopped);
        if (first.Placements is null)
            return new() { InstanceHash = hash, Proofs = [first.Proof], Impossible = first.Impossible };
        if (instance.Tables.Count is 0)
            return Of(hash, first, null);

        // A stop keeps the best timetable, and without seats it would be none: so this once they are given all the same.
        var best = (Timetable: first, Seats: Seat(Held(instance, first), Math.Max(1, Left()), progress, clock, CancellationToken.None));
        var latest = best;
        Dictionary<(int, int), long> heavier = [];
        for (var round = 2; round <= MostRounds && placing && latest.Seats.Seats is not null && !stopped.IsCancellationRequested && Left() > 0; round++)
        {
            if (!Weigh(instance, latest.Timetable, latest.Seats.Seats, heavier))
                break;
            var again = TimetableSolver.Solve(instance, options with { Seconds = Math.Max(0.05, Left() / 2) }, heavier, latest.Timetable.Placements, progress: null, stopped);
            if (again.Placements is null || stopped.IsCancellationRequested)
                break;
            try
            {
                latest = (again, Seat(Held(instance, again), Math.Max(1, Left()), progress, clock, stopped));
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
                break;
            }

            if (IsBetter(instance, latest, best))
                best = latest;
        }

        // What was proven of the first round's timetable holds for every one.
        var proof = best.Timetable.Proof with
        {
            Bound = first.Proof.Bound,
            Optimal = best.Timetable.Proof.Objective <= first.Proof.Bound,
            Seconds = clock.Elapsed.TotalSeconds,
            SecondsToFirst = first.Proof.SecondsToFirst,
        };
        return Of(hash, best.Timetable with { Proof = proof }, best.Seats);

        double Left() => options.Seconds - clock.Elapsed.TotalSeconds;
    }

    private static SeatResult Seat(Instance instance, double seconds, IProgress<Progress>? progress, Stopwatch clock, CancellationToken stopped)
    {
        var seats = SeatSolver.Solve(instance, seconds, stopped);
        progress?.Report(new("seats", clock.Elapsed.TotalSeconds, seats.Proof.Objective, seats.Proof.Bound));
        return seats;
    }

    /// <summary>The instance whose tables sit when the timetable holds their sessions.</summary>
    private static Instance Held(Instance instance, TimetableOutcome timetable)
    {
        var slots = timetable.Placements!.ToDictionary(placement => placement.Session, placement => placement.Slot, StringComparer.Ordinal);
        return instance with { Tables = [.. instance.Tables.Select(table => table.Session is { } session ? table with { Slot = slots[session] } : table)] };
    }

    /// <summary>Adds weight to every pair of sessions that cost somebody a wish: its table was held while they, with one person, sat at another.</summary>
    /// <returns>False when no wish stayed unfilled for that.</returns>
    private static bool Weigh(Instance instance, TimetableOutcome timetable, IReadOnlyList<Seat> seats, Dictionary<(int, int), long> heavier)
    {
        var sessions = instance.Timetable!.Sessions.Select((session, number) => (session.Id, number)).ToDictionary(session => session.Id, session => session.number, StringComparer.Ordinal);
        var slots = timetable.Placements!.Select(placement => placement.Slot).ToArray();
        var placed = instance.Tables.Where(table => table.Session is not null).ToDictionary(table => table.Id, table => sessions[table.Session!], StringComparer.Ordinal);
        var seated = seats.ToLookup(seat => seat.Participant, seat => seat.Table, StringComparer.Ordinal);
        var missed = false;
        foreach (var participant in instance.Participants.Where(participant => participant.People is 1 && seated[participant.Id].Count() < Math.Min(participant.Seats, participant.Wishes.Count)))
        {
            var sits = seated[participant.Id].ToHashSet(StringComparer.Ordinal);
            foreach (var wish in participant.Wishes.Where(wish => !sits.Contains(wish.Table) && placed.ContainsKey(wish.Table)))
            {
                var wanted = placed[wish.Table];
                foreach (var other in sits.Where(placed.ContainsKey).Select(table => placed[table]).Where(other => other != wanted && slots[other] == slots[wanted]))
                {
                    var pair = (Math.Min(wanted, other), Math.Max(wanted, other));
                    heavier[pair] = heavier.GetValueOrDefault(pair) + Math.Max(1, instance.Timetable.FromWishes);
                    missed = true;
                }
            }
        }

        return missed;
    }

    private static bool IsBetter(Instance instance, (TimetableOutcome Timetable, SeatResult Seats) one, (TimetableOutcome Timetable, SeatResult Seats) other)
    {
        if (one.Seats.Seats is null || other.Seats.Seats is null)
            return one.Seats.Seats is not null;
        foreach (var (mine, its) in Values(instance, one.Seats).Zip(Values(instance, other.Seats)))
        {
            if (mine != its)
                return mine < its;
        }

        return one.Timetable.Proof.Objective < other.Timetable.Proof.Objective;
    }

    /// <summary>
    /// What was reached of each aim of the seats. The solver of seats takes the times of tables as they are and counts no wish that they rule out; between two timetables
    /// that is the difference, so it is counted here.
    /// </summary>
    private static IEnumerable<long> Values(Instance instance, SeatResult result)
    {
        var wished = instance.Participants.Sum(participant => (long)Math.Min(participant.Seats, participant.Wishes.Count));
        return result.Proof.Aims.Select(aim => aim.Aim == SeatAims.WishesUnfilled ? wished - result.Seats!.Count : aim.Value);
    }

    private static Solution Of(string hash, TimetableOutcome? timetable, SeatResult? seats)
    {
        List<Proof> proofs = [];
        if (timetable is not null)
            proofs.Add(timetable.Proof);
        if (seats is not null)
            proofs.Add(seats.Proof);
        return new()
        {
            InstanceHash = hash,
            Proofs = proofs,
            Impossible = seats?.Impossible,
            Arrangement = seats is { Seats: null } ? null : new() { Placements = timetable?.Placements ?? [], Seats = seats?.Seats ?? [] },
        };
    }
}
