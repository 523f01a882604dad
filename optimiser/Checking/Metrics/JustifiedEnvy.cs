using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// A participant would rather have another's seat, and is in the right: both are of the same kind and group and gave the table the same rank, and if it had the seat, more
/// nominations of the group would be followed, or as many, and it was received earlier (domain rule S3). Nothing may become worse that comes before that: nobody more is without
/// a seat, no wish more is unfilled, no seat more of the previous release is moved, no soft pin is given up, and the ranks of all seats together stay as they are.
/// </summary>
/// <remarks>
/// To take the seat, the participant gives up the worst-ranked of those of its seats that stand against it: of its tables in that slot when all its people sit there, else of
/// all when it has as many as it asked for. Without such a seat it gives up none. The other then takes what was given up, if it wished for it with the same rank and can be there,
/// or goes without a seat if nothing was given up, which is as good only when both of them have as many tables to sit at, or none to lose, as before.
/// </remarks>
/// <param name="Participant">Who is passed over.</param>
/// <param name="Other">Who has the seat.</param>
/// <param name="Table">Where.</param>
/// <param name="Rank">Which wish of both it is, from 1.</param>
public sealed record JustifiedEnvy(string Participant, string Other, string Table, int Rank)
{
    public static IReadOnlyList<JustifiedEnvy> Of(Instance instance, Arrangement arrangement) => Of(new Reading(instance, arrangement));

    internal static IReadOnlyList<JustifiedEnvy> Of(Reading reading)
    {
        var rivals = new Rivals(reading);
        List<JustifiedEnvy> found = [];
        foreach (var wanted in Wanted(reading))
        {
            var other = rivals.Of(wanted).FirstOrDefault(other => IsAsGood(reading, wanted, other) && ComesBefore(wanted, other));
            if (other is not null)
                found.Add(new(wanted.Participant.Id, other.Id, wanted.Table.Id, wanted.Rank));
        }

        return found;
    }

    /// <summary>How many would rather have a later member's seat, whatever that costs others.</summary>
    internal static int PassedOver(Reading reading)
    {
        var rivals = new Rivals(reading);
        return Wanted(reading).Where(wanted => rivals.Of(wanted).Any(other => ComesBefore(wanted with { GivenUp = null }, other))).Select(wanted => wanted.Participant.Id).Distinct().Count();
    }

    /// <summary>Tables that participants would rather sit at than where they do, each with the seat that they would give up for it.</summary>
    private static IEnumerable<Envied> Wanted(Reading reading)
    {
        foreach (var participant in reading.Instance.Participants.Where(participant => participant.Seats > 0))
        {
            var seats = reading.TablesOf(participant).Where(table => !reading.Holds(participant, table)).ToList();
            for (var n = 0; n < participant.Wishes.Count; n++)
            {
                if (!reading.Tables.TryGetValue(participant.Wishes[n].Table, out var table) || reading.Sits(participant.Id, table.Id) || !reading.CouldSit(participant, table))
                    continue;
                var all = reading.TablesOf(participant);
                if (!reading.HasPeopleFor(participant, table, all))
                {
                    // One seat given up is to be enough.
                    if (Worst(participant, seats.Where(other => reading.AreAtOnce(table, other))) is { } atOnce && atOnce.Rank > n + 1
                        && reading.HasPeopleFor(participant, table, all.Where(other => other != atOnce.Table)))
                        yield return new(participant, table, n + 1, atOnce.Table, atOnce.Rank);
                }
                else if (all.Count < participant.Seats)
                {
                    yield return new(participant, table, n + 1, null, null);
                }
                else if (Worst(participant, seats) is { } worst && worst.Rank > n + 1)
                {
                    yield return new(participant, table, n + 1, worst.Table, worst.Rank);
                }
            }
        }
    }

    private static (Table Table, int Rank)? Worst(Participant participant, IEnumerable<Table> seats) =>
        seats.Select(table => ((Table Table, int Rank)?)(table, Reading.Rank(participant, table.Id) ?? int.MaxValue)).MaxBy(seat => seat!.Value.Rank);

    private static bool IsAsGood(Reading reading, Envied wanted, Participant other)
    {
        if (Worth(reading, wanted, other) < 0)
            return false;
        if (wanted.GivenUp is not { } givenUp)
            return reading.TablesOf(other).Count > 1 || reading.TablesOf(wanted.Participant).Count == 0;
        return Reading.Rank(other, givenUp.Id) == wanted.GivenUpRank && !reading.Sits(other.Id, givenUp.Id) && reading.CouldSit(other, givenUp) && reading.HasPeopleFor(other, givenUp, reading.TablesOf(other).Where(table => table != wanted.Table));
    }

    /// <summary>What the exchange does to seats that are kept and to soft pins; below 0 when it makes one of them worse.</summary>
    private static int Worth(Reading reading, Envied wanted, Participant other)
    {
        var (kept, pinned) = (Change(Kept), Change(Pinned));
        return Math.Min(kept, pinned);

        int Change(Func<Participant, Table, int> worth) =>
            worth(wanted.Participant, wanted.Table) - worth(other, wanted.Table) + (wanted.GivenUp is { } givenUp ? worth(other, givenUp) - worth(wanted.Participant, givenUp) : 0);
        int Kept(Participant participant, Table table) => reading.WasReleased(participant, table) ? 1 : 0;
        int Pinned(Participant participant, Table table) => reading.SoftPin(participant, table);
    }

    /// <summary>By nominations that would be followed and are not, and then by receipt.</summary>
    private static bool ComesBefore(Envied wanted, Participant other)
    {
        var more = Nominated(wanted.Participant, wanted.Table) - Nominated(other, wanted.Table)
            + (wanted.GivenUp is { } givenUp ? Nominated(other, givenUp) - Nominated(wanted.Participant, givenUp) : 0);
        return more > 0 || (more == 0 && wanted.Participant.ReceivedAt < other.ReceivedAt);
    }

    private static int Nominated(Participant participant, Table table) => participant.Nominations.Contains(table.Id) ? 1 : 0;

    private sealed record Envied(Participant Participant, Table Table, int Rank, Table? GivenUp, int? GivenUpRank);

    /// <summary>Who sits at each table, by kind, group and rank.</summary>
    private sealed class Rivals
    {
        private readonly Dictionary<(string Table, ParticipantKind Kind, string? Group, int Rank), List<Participant>> seated = [];

        public Rivals(Reading reading)
        {
            foreach (var table in reading.Instance.Tables)
            {
                foreach (var participant in reading.SeatedAt(table).Where(participant => !reading.Holds(participant, table)))
                {
                    if (Reading.Rank(participant, table.Id) is not { } rank)
                        continue;
                    var key = (table.Id, participant.Kind, participant.Group, rank);
                    if (!seated.TryGetValue(key, out var there))
                        seated[key] = there = [];
                    there.Add(participant);
                }
            }
        }

        /// <summary>Members of its kind and group who have such a seat.</summary>
        public List<Participant> Of(Envied wanted) => seated.GetValueOrDefault((wanted.Table.Id, wanted.Participant.Kind, wanted.Participant.Group, wanted.Rank)) ?? [];
    }
}
