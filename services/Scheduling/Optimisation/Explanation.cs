using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving;
using Forum.Optimiser.Solving.Seats;
using Forum.Optimiser.Solving.Timetables;

namespace Forum.Scheduling.Optimisation;

/// <summary>A question about a problem: why somebody has no seat in an arrangement of it, what would be if something were otherwise, or whether a pin can be kept.</summary>
/// <param name="Arrangement">With who sits where; null for the best there is, and for a question about a pin.</param>
/// <param name="Participant">Null for a question about a pin.</param>
/// <param name="Table">Null for a question about a pin.</param>
/// <param name="Pin">Null for a question about a seat.</param>
/// <param name="Supposed">What is supposed of the participant and the table; null when it is asked why they are as they are.</param>
/// <param name="MostWishes">How many wishes of a participant count; null: all.</param>
public sealed record ExplanationAsked(Arrangement? Arrangement = null, string? Participant = null, string? Table = null, Pin? Pin = null, Supposition? Supposed = null, int? MostWishes = null);

/// <summary>The answer to any of them.</summary>
public sealed record Explained(SeatExplained? Seat, PinChecked? Pin, SeatSupposed? Supposed = null)
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

        var arrangement = asked.Arrangement ?? new Arrangement { Seats = SeatSolver.Solve(instance, Quick.Seconds).Seats ?? throw new ArgumentException("There are no seats that keep every rule.", nameof(instance)) };
        var slots = arrangement.Placements.ToDictionary(placement => placement.Session, placement => placement.Slot, StringComparer.Ordinal);
        var held = instance with { Tables = [.. instance.Tables.Select(table => table.Session is { } session && slots.TryGetValue(session, out var slot) ? table with { Slot = slot } : table)] };
        if (asked.Supposed is { } supposed)
        {
            var then = Explanations.WhatIf(held, arrangement, asked.Participant!, asked.Table!, supposed, asked.MostWishes ?? int.MaxValue, Quick.Seconds);
            return new Explained(null, null, SeatSupposed.Of(supposed, arrangement, then));
        }

        var why = Explanations.WhyNot(held, arrangement, asked.Participant!, asked.Table!);
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

/// <summary>What would be if something about a participant and a table were otherwise.</summary>
/// <param name="Supposed">What is supposed.</param>
/// <param name="HasSeat">Whether it has a seat at the table as things are.</param>
/// <param name="WouldHaveSeat">Whether it would have one; null when no seats keep every rule with that.</param>
/// <param name="Sentences">In words: what would be, and what it would cost.</param>
/// <param name="Moves">Who would sit otherwise, the participant itself first.</param>
/// <param name="Price">For being seated: the aims that would change, in their order; more is worse. Empty otherwise, for the aims are others then.</param>
public sealed record SeatSupposed(Supposition Supposed, bool HasSeat, bool? WouldHaveSeat, IReadOnlyList<string> Sentences, IReadOnlyList<MoveOfSeat> Moves, IReadOnlyList<PriceOfAim> Price)
{
    internal static SeatSupposed Of(Supposition supposed, Arrangement arrangement, WhatIf then)
    {
        var seat = new Seat(then.Participant, then.Table);
        var (has, would) = (arrangement.Seats.Contains(seat), then.Seats?.Contains(seat));
        MoveOfSeat[] moves = [.. then.Moves.OrderBy(move => move.Participant != then.Participant).Select(move => new MoveOfSeat(move.Participant, move.From, move.To))];
        PriceOfAim[] price = [.. then.Price.Where(aim => aim.Change != 0).Select(aim => new PriceOfAim(aim.Aim, aim.Change))];
        List<string> sentences = [Sentence(supposed, then.Participant, then.Table, has, would, alone: Alone(moves, then.Participant))];
        if (moves.Length > 0)
            sentences.Add($"What would be otherwise: {string.Join("; ", moves.Select(move => move.Told()))}.");
        if (price is [var first, ..])
            sentences.Add($"The first aim that changes: {first.Aim} {first.Change:+0;-0}.");
        return new SeatSupposed(supposed, has, would, sentences, moves, price);
    }

    /// <summary>The same for the participant itself: of its own seats alone.</summary>
    /// <param name="participant">As the problem calls it.</param>
    /// <param name="code">As it calls itself.</param>
    internal SeatSupposed ForItself(string participant, string table, string code)
    {
        MoveOfSeat[] own = [.. Moves.Where(move => move.Participant == participant).Select(move => move with { Participant = code })];
        string[] others = [.. own.Where(move => move.From is not null && move.From != table).Select(move => move.From!)];
        List<string> sentences = [Sentence(Supposed, "the delegation", table, HasSeat, WouldHaveSeat, alone: Alone(Moves, participant))];
        if (others.Length > 0)
            sentences.Add($"It would not have its seat at table {string.Join(", ", others)} then.");
        return this with { Sentences = sentences, Moves = own, Price = [] };
    }

    private static bool Alone(IEnumerable<MoveOfSeat> moves, string participant) => moves.All(move => move.Participant == participant);

    /// <param name="alone">True when nobody else would sit otherwise.</param>
    private static string Sentence(Supposition supposed, string who, string table, bool has, bool? would, bool alone)
    {
        var condition = supposed switch
        {
            Supposition.Seated => $"If {who} had a seat at table {table}",
            Supposition.WishedFirst => $"If {who} had wished for table {table} first",
            Supposition.Nominated => $"If its group had nominated {who} for table {table}",
            Supposition.OneSeatMore => $"If table {table} had one seat more, open to all",
        };
        return (supposed, has, would) switch
        {
            (Supposition.Seated, true, _) => $"{Capital(who)} has a seat at table {table}.",
            (Supposition.Seated, _, null) => $"{Capital(who)} cannot be seated at table {table} by the rules: it did not wish for it, or nobody there can make room.",
            (Supposition.Seated, _, _) => $"{condition}, {(alone ? "nobody else would have to move" : "others would have to make room")}.",
            (_, _, null) => $"{condition}, no seats would keep every rule.",
            (_, true, true) => $"{condition}, it would have the seat there that it has without that.",
            (_, false, true) => $"{condition}, it would have a seat there, which it has not without that.",
            (_, true, false) => $"{condition}, it would not have the seat there that it has without that.",
            (_, false, false) => $"{condition}, it would have no seat there, as without that.",
        };
    }

    private static string Capital(string who) => who is "the delegation" ? "The delegation" : who;
}

/// <summary>A participant goes from one table to another.</summary>
/// <param name="From">Null when it takes a seat more.</param>
/// <param name="To">Null when it loses one.</param>
public sealed record MoveOfSeat(string Participant, string? From, string? To)
{
    internal string Told() => (From, To) switch
    {
        (null, _) => $"{Participant} takes a seat at table {To}",
        (_, null) => $"{Participant} loses its seat at table {From}",
        _ => $"{Participant} moves from table {From} to table {To}",
    };
}

/// <summary>By how much an aim would change; more is worse.</summary>
public sealed record PriceOfAim(string Aim, long Change);

/// <summary>Whether a pin can be kept.</summary>
/// <param name="Accepted">Null when neither was found in time.</param>
/// <param name="Core">When it cannot: what cannot hold together, each of it needed for that.</param>
/// <param name="Repair">The cheapest way out.</param>
public sealed record PinChecked(bool? Accepted, IReadOnlyList<string> Core, IReadOnlyList<string> Repair);
