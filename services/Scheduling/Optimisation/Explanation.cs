using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving;
using Forum.Optimiser.Solving.Seats;
using Forum.Optimiser.Solving.Timetables;

namespace Forum.Scheduling.Optimisation;

/// <summary>A question about a problem: why somebody has no seat in an arrangement of it, or whether a pin can be kept.</summary>
/// <param name="Arrangement">With who sits where; null for a question about a pin.</param>
/// <param name="Participant">Null for a question about a pin.</param>
/// <param name="Table">Null for a question about a pin.</param>
/// <param name="Pin">Null for a question about a seat.</param>
public sealed record ExplanationAsked(Arrangement? Arrangement = null, string? Participant = null, string? Table = null, Pin? Pin = null);

/// <summary>The answer to either.</summary>
public sealed record Explained(SeatExplained? Seat, PinChecked? Pin)
{
    private static readonly SolveOptions Quick = new(Seconds: 10);

    /// <exception cref="ArgumentException">It names what the problem does not have.</exception>
    /// <exception cref="InvalidInstance">The pin cannot be meant.</exception>
    internal static Explained Of(ExplanationAsked asked, Instance instance)
    {
        if (asked.Pin is { } pin)
        {
            var answer = TimetableSolver.Accepts(instance, pin, Quick);
            return new Explained(null, new PinChecked(answer.Accepted, [.. answer.Why?.Core.Select(rule => rule.Sentence) ?? []], [.. answer.Why?.Repair ?? []]));
        }

        var slots = asked.Arrangement!.Placements.ToDictionary(placement => placement.Session, placement => placement.Slot, StringComparer.Ordinal);
        var held = instance with { Tables = [.. instance.Tables.Select(table => table.Session is { } session && slots.TryGetValue(session, out var slot) ? table with { Slot = slot } : table)] };
        var why = Explanations.WhyNot(held, asked.Arrangement, asked.Participant!, asked.Table!);
        return new Explained(
            new SeatExplained(
                why.Verdict,
                why.Sentences,
                [.. why.Chain.Select(move => new MoveOfSeat(move.Participant, move.From, move.To))],
                [.. why.Price.Where(aim => aim.Change != 0).Select(aim => new PriceOfAim(aim.Aim, aim.Change))]),
            null);
    }
}

/// <summary>Why a participant has no seat at a table, and what it would take.</summary>
/// <param name="Verdict">In a word.</param>
/// <param name="Sentences">In words: what is full, what would have to happen, what it would cost.</param>
/// <param name="Chain">The cheapest chain of moves that would seat it, itself first; empty when there is none.</param>
/// <param name="Price">The aims that would change, in their order; more is worse.</param>
public sealed record SeatExplained(Verdict Verdict, IReadOnlyList<string> Sentences, IReadOnlyList<MoveOfSeat> Chain, IReadOnlyList<PriceOfAim> Price);

/// <summary>A participant goes from one table to another.</summary>
/// <param name="From">Null when it takes a seat more.</param>
/// <param name="To">Null when it loses one.</param>
public sealed record MoveOfSeat(string Participant, string? From, string? To);

/// <summary>By how much an aim would change; more is worse.</summary>
public sealed record PriceOfAim(string Aim, long Change);

/// <summary>Whether a pin can be kept.</summary>
/// <param name="Accepted">Null when neither was found in time.</param>
/// <param name="Core">When it cannot: what cannot hold together, each of it needed for that.</param>
/// <param name="Repair">The cheapest way out.</param>
public sealed record PinChecked(bool? Accepted, IReadOnlyList<string> Core, IReadOnlyList<string> Repair);
