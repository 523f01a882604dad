using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Persons;

/// <summary>The delegation's statement is made by this person.</summary>
/// <param name="PersonId">Null when it is the head again, who speaks unless somebody else is named.</param>
public sealed record PlenarySpeakerNamed(Guid DelegationId, Guid EditionId, Guid? PersonId, NamingCause Cause, DateTimeOffset At);

/// <summary>The delegation's seat at a round table is taken by this person.</summary>
/// <param name="PersonId">Null when by nobody who is named.</param>
public sealed record TableRepresentativeNamed(Guid DelegationId, Guid EditionId, Guid RoundTableId, int RoundTable, Guid? PersonId, NamingCause Cause, DateTimeOffset At);

/// <summary>How it came that somebody is named, or nobody any more.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NamingCause>))]
public enum NamingCause
{
    /// <summary>The delegation, or the secretariat, said so.</summary>
    Asked,

    /// <summary>Somebody stands in for who was named.</summary>
    Substituted,

    /// <summary>Somebody stands in for who was named, and is elsewhere at that time.</summary>
    SubstituteElsewhere,

    /// <summary>Who was named is not of the delegation any more.</summary>
    LeftDelegation,

    /// <summary>The delegation does not have the seat any more.</summary>
    SeatReleased,

    /// <summary>The delegation withdrew.</summary>
    Withdrew,
}

/// <summary>Somebody who was named is not any more, without having been asked.</summary>
public sealed record EndedNaming(int RoundTable, NamingCause Cause, DateTimeOffset At);

/// <summary>Who of a delegation takes which of its places; the stream has the delegation's id. Whoever is named is known by id only.</summary>
public sealed record Representation
{
    internal static readonly Type[] Events = [typeof(PlenarySpeakerNamed), typeof(TableRepresentativeNamed)];

    /// <summary>The delegation's id.</summary>
    public Guid Id { get; init; }

    /// <summary>Version of the stream; 0 while nobody was named.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }

    /// <summary>Null while it is the head.</summary>
    public Guid? PlenarySpeaker { get; init; }

    /// <summary>Person by round table.</summary>
    public ImmutableDictionary<Guid, Guid> AtTables { get; init; } = ImmutableDictionary<Guid, Guid>.Empty;

    /// <summary>Seats for which somebody has to be named anew.</summary>
    public ImmutableList<EndedNaming> Ended { get; init; } = [];

    /// <summary>Who makes the delegation's statement: who is named, or its head; null when no person of it is known.</summary>
    public Guid? Speaker(KnownDelegation delegation) => PlenarySpeaker ?? (delegation.Delegation.People is [var head, ..] ? head : null);

    /// <summary>What becomes of the naming when the delegation has changed or lost seats: a seat stays with the delegation, and passes to who stands in for who was named.</summary>
    /// <param name="tables">Of the edition.</param>
    /// <param name="isFree">True when the person can take the seat at this table.</param>
    public IEnumerable<object> Follow(KnownDelegation delegation, IReadOnlyCollection<RoundTable> tables, Func<Guid, RoundTable, bool> isFree, DateTimeOffset now)
    {
        foreach (var (tableId, person) in AtTables.OrderBy(named => named.Key))
        {
            if (tables.FirstOrDefault(table => table.Id == tableId) is not { } table)
                continue;
            var (next, cause) = Next(person);
            if (delegation.IsAway())
                (next, cause) = (null, NamingCause.Withdrew);
            else if (table.Seats.All(seat => seat.DelegationId != Id))
                (next, cause) = (null, NamingCause.SeatReleased);
            else if (next is { } comes && next != person && !isFree(comes, table))
                (next, cause) = (null, NamingCause.SubstituteElsewhere);
            if (next != person)
                yield return new TableRepresentativeNamed(Id, EditionId, tableId, table.Number, next, cause, now);
        }

        if (PlenarySpeaker is { } speaker && (delegation.IsAway() ? null : Next(speaker).Person) is var speaks && speaks != speaker)
            yield return new PlenarySpeakerNamed(Id, EditionId, speaks, delegation.IsAway() ? NamingCause.Withdrew : Next(speaker).Cause, now);

        (Guid? Person, NamingCause Cause) Next(Guid person)
        {
            var people = delegation.Delegation.People;
            // Told by a Registration that did not tell of people yet: nothing is known against it.
            if (people.Count == 0 || people.Contains(person))
                return (person, NamingCause.Asked);
            var seen = new HashSet<Guid>();
            var at = person;
            while (seen.Add(at) && delegation.Delegation.StandIns.LastOrDefault(standIn => standIn.Leaving == at) is { } standIn)
            {
                at = standIn.Coming;
                if (people.Contains(at))
                    return (at, NamingCause.Substituted);
            }

            return (null, NamingCause.LeftDelegation);
        }
    }

    public Representation Evolve(object @event) => @event switch
    {
        PlenarySpeakerNamed e => this with { Id = e.DelegationId, EditionId = e.EditionId, PlenarySpeaker = e.PersonId },
        TableRepresentativeNamed e => this with
        {
            Id = e.DelegationId,
            EditionId = e.EditionId,
            AtTables = e.PersonId is { } person ? AtTables.SetItem(e.RoundTableId, person) : AtTables.Remove(e.RoundTableId),
            Ended = e is { PersonId: null, Cause: not NamingCause.Asked }
                ? Ended.RemoveAll(ended => ended.RoundTable == e.RoundTable).Add(new EndedNaming(e.RoundTable, e.Cause, e.At))
                : Ended.RemoveAll(ended => ended.RoundTable == e.RoundTable),
        },
        _ => this,
    };
}

/// <summary>Whom a delegation may name.</summary>
internal static class Naming
{
    /// <exception cref="Refusal">The delegation does not come, or the person is not of it.</exception>
    public static void MustHave(this KnownDelegation delegation, Guid? personId)
    {
        if (delegation.IsAway())
            throw new Refusal("participant-withdrew", $"{delegation.Delegation.Participant} has withdrawn from this edition.");
        if (personId is { } person && !delegation.Delegation.People.Contains(person))
            throw new Refusal("person-not-of-delegation", $"There is nobody {person} in this delegation. If this person joined it just now, try again shortly.", "personId");
    }
}
