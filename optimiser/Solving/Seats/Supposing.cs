using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>What is supposed of a participant and a table, though it is not so.</summary>
public enum Supposition
{
    /// <summary>The participant has a seat at the table.</summary>
    Seated,

    /// <summary>The table is its first choice, before those that it named.</summary>
    WishedFirst,

    /// <summary>Its own regional group nominated it for the table.</summary>
    Nominated,

    /// <summary>The table has one seat more, which is open to all.</summary>
    OneSeatMore,
}

/// <summary>Makes of an instance the one in which something is as it is supposed.</summary>
public static class Supposing
{
    /// <param name="instance"></param>
    /// <param name="participant"></param>
    /// <param name="table"></param>
    /// <param name="supposition">Any but <see cref="Supposition.Seated"/>, with which the problem stays the same.</param>
    /// <param name="mostWishes">How many wishes count: a new first one puts the last out.</param>
    /// <exception cref="ArgumentException">There is no such participant or table, or it is in no group that could nominate it.</exception>
    public static Instance Of(Instance instance, string participant, string table, Supposition supposition, int mostWishes = int.MaxValue)
    {
        var who = instance.Participants.FirstOrDefault(known => known.Id == participant) ?? throw new ArgumentException($"There is no participant {participant}.", nameof(participant));
        if (instance.Tables.All(known => known.Id != table))
            throw new ArgumentException($"There is no table {table}.", nameof(table));
        return supposition switch
        {
            Supposition.Seated => instance,
            Supposition.WishedFirst => With(who with { Wishes = [.. First(who.Wishes, table).Take(mostWishes)] }),
            Supposition.Nominated when who.Group is null => throw new ArgumentException($"{participant} is in no regional group, which could nominate it.", nameof(supposition)),
            Supposition.Nominated => With(who with { Nominations = [.. who.Nominations.Union([table])] }),
            Supposition.OneSeatMore => instance with { Tables = [.. instance.Tables.Select(known => known.Id == table ? known with { Capacity = known.Capacity + 1 } : known)] },
        };

        Instance With(Participant changed) => instance with { Participants = [.. instance.Participants.Select(known => known.Id == participant ? changed : known)] };
    }

    /// <summary>Where wishes are more than ranks it is worth as much as the best of the others.</summary>
    private static IEnumerable<Wish> First(IReadOnlyList<Wish> wishes, string table) => [new(table, wishes.Max(wish => wish.Utility)), .. wishes.Where(wish => wish.Table != table)];
}
