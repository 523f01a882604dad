using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.RoundTables;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Scheduling.Tests.Seats.Seatings;

namespace Forum.Scheduling.Tests.Seats;

/// <summary>Something that happens around the seats of an edition; whether it is possible then, the edition says.</summary>
/// <param name="What">Which of the acts.</param>
/// <param name="Who">The participant, by number.</param>
/// <param name="Table">From 1.</param>
/// <param name="Draw">Whatever else there is to choose.</param>
public sealed record Happening(int What, int Who, int Table, int Draw);

public sealed class S4_Whatever_happens_around_seats
{
    private const int Participants = 14;

    private static readonly Gen<List<Happening>> Course = (
        from what in Gen.Choose(0, 11)
        from who in Gen.Choose(0, Participants - 1)
        from table in Gen.Choose(1, 3)
        from draw in Gen.Choose(0, 999)
        select new Happening(what, who, table, draw)).ListOf().Resize(35);

    [Fact]
    public void no_table_is_overfull_nobody_has_more_than_asked_for_and_no_seat_stays_free_that_is_waited_for() => ForEvery(course =>
    {
        var view = Beginning;
        foreach (var happening in course)
        {
            view = After(view, happening);
            foreach (var table in view.Tables.Values)
            {
                var (taken, division) = (table.Table.Taken, view.DivisionOf(table.Table));
                if (table.IsToCome)
                    taken.Count.ShouldBeLessThanOrEqualTo(table.Table.Capacity);
                taken.ShouldBeUnique();
                taken.DistinctBy(seat => seat.DelegationId).Count().ShouldBe(taken.Count);
                taken.Count(seat => seat.DrawsOn is SeatPool.CivilSociety).ShouldBeLessThanOrEqualTo(division.CivilSocietyCeiling!.Value);
                view.WaitingFor(table).Where(waiting => division.Free(waiting.Seat, taken, view.CutOffPassed) is not null).ShouldBeEmpty();
            }

            foreach (var request in view.Requests.Values)
            {
                view.HeldBy(request.DelegationId).Count().ShouldBeLessThanOrEqualTo(request.Seats);
                if (request.OnePerson)
                    view.HeldBy(request.DelegationId).Where(table => view.HeldBy(request.DelegationId).Any(other => other != table && other.Overlaps(table))).ShouldBeEmpty();
            }

            view.Settle(Guid.CreateVersion7).ShouldBeEmpty("what follows has followed");
        }
    });

    [Fact]
    public void who_is_offered_a_seat_does_not_depend_on_ids_nor_on_the_order_in_which_delegations_are_known() => ForEvery(course =>
    {
        var view = course.Aggregate(Beginning, After);
        var freed = course.Take(5).Aggregate(view, (now, happening) => now.Withdraws(Participant(happening.Who)));
        Offers(Renamed(freed)).ShouldBe(Offers(freed));

        static string[] Offers(SeatsInView view) =>
            [.. view.Settle(Guid.CreateVersion7).Select(e => $"{e.Table} {e.Event.GetType().Name} {(e.Event as Scheduling.RoundTables.SeatOffered)?.Offer.Seat.Participant}").Order(StringComparer.Ordinal)];
    });

    private static SeatsInView Beginning { get; } = Planned(
        Plan with { FlexSeats = 1, CivilSocietyFloor = 1, CivilSocietyCeiling = 2, Choices = 2, CutOffAt = Dialogue.Noon.AddHours(90) },
        Table(1, 4),
        Table(2, 6),
        Table(3, 5, day: 15));

    private static string Participant(int who) => $"P{who:00}";

    private static SeatsInView After(SeatsInView view, Happening happening)
    {
        var (participant, now) = (Participant(happening.Who), view.Now.AddHours(happening.Draw % 7));
        view = view.At(now);
        try
        {
            return happening.What switch
            {
                <= 3 => Asks(view, happening).Settled(),
                4 => view.Withdraws(participant).Settled(),
                5 or 6 when view.Plan.Release is null || happening.Draw % 3 == 0 => view.Released(),
                5 or 6 or 7 or 8 => view.Settled() is var settled && settled.Tables.Values.FirstOrDefault(table => !table.Table.Offers.IsEmpty) is { } table
                    ? happening.Draw % 4 == 0 ? settled.Declines(table.Table.Offers[0].Seat.Participant, table.Table.Number) : settled.Accepts(table.Table.Offers[0].Seat.Participant, table.Table.Number)
                    : settled,
                9 => view.Settled().GivesUp(participant, happening.Table),
                10 => view.Then(happening.Table, new Scheduling.RoundTables.RoundTableChanged(null, 2 + happening.Draw % 6, 0, now)).Settled(),
                _ => (view with { Tables = view.Tables.SetItem(happening.Table, view.Tables[happening.Table] with { State = happening.Draw % 9 == 0 ? MeetingState.Cancelled : view.Tables[happening.Table].State }) }).Settled(),
            };
        }
        catch (Exception e) when (e is Refusal or Missing)
        {
            return view.Settled();
        }
    }

    private static SeatsInView Asks(SeatsInView view, Happening happening)
    {
        var draw = happening.Draw;
        var category = happening.Who % 5 == 0 ? ParticipantCategory.Ngo : ParticipantCategory.MemberState;
        RegionalGroup? group = category is ParticipantCategory.Ngo || happening.Who == 13 ? null : (RegionalGroup)(happening.Who % 3);
        int[] choices = [happening.Table, 1 + (happening.Table + draw % 2) % 3];
        return view.Asks(new SeatRequest(Id(Participant(happening.Who)), Participant(happening.Who), category, group, [.. choices], 1 + draw % 2, view.Now)
        {
            OnePerson = happening.Who % 4 == 0,
            LastWithdrawnAt = draw % 5 == 0 ? view.Now.AddMinutes(-1) : null,
        });
    }

    /// <summary>The same edition, where each delegation has another id.</summary>
    private static SeatsInView Renamed(SeatsInView view)
    {
        return view with
        {
            Requests = view.Requests.Values.Reverse().Select(request => request with { DelegationId = Other(request.DelegationId) }).Aggregate(view.Requests.Clear(), (all, request) => all.Add(request.DelegationId, request)),
            Tables = view.Tables.Keys.Aggregate(view.Tables, (tables, number) => tables.SetItem(number, tables[number] with
            {
                Table = tables[number].Table with
                {
                    Seats = tables[number].Table.Seats.ConvertAll(seat => seat with { DelegationId = Other(seat.DelegationId) }),
                    Offers = tables[number].Table.Offers.ConvertAll(offer => offer with { Seat = offer.Seat with { DelegationId = Other(offer.Seat.DelegationId) } }),
                    Left = tables[number].Table.Left.ConvertAll(left => left with { DelegationId = Other(left.DelegationId) }),
                },
            })),
        };

        static Guid Other(Guid id) => new(id.ToByteArray().Reverse().ToArray());
    }

    private static void ForEvery(Action<List<Happening>> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(Course), law));
}
