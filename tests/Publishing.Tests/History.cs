using System.Reflection;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Proceedings;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using MassTransit;

namespace Forum.Publishing.Tests;

/// <summary>An announcement as it comes over the bus: with the ids of its event and of its stream.</summary>
internal sealed record Announced(object Message, Guid StreamId)
{
    public Guid EventId { get; } = Guid.CreateVersion7();
}

/// <summary>What the services announced of one edition, in the order in which it happened.</summary>
internal sealed record History(Guid Edition, IReadOnlyList<Announced> Announced)
{
    public static readonly Gen<History> Any =
        from steps in Gen.Choose(0, 5).ListOf(40)
        from delegations in Gen.Choose(1, 5).ListOf(4)
        from progress in Gen.Choose(0, 3).ListOf(3)
        select Make([.. steps], [.. delegations], [.. progress]);

    /// <summary>An edition that was announced, opened with one statement, and at which so many Member States spoke.</summary>
    public static History Example(int states)
    {
        var (id, list) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Announced Statement(int number, Inscription inscription) => new(
            new StatementDelivered { EditionId = id, Revision = number, MeetingId = id, DeliveredAt = Dialogue.Start(14, 10).AddMinutes(number), Inscription = inscription }, list);
        return new History(
            id,
            [
                new(new EditionAnnounced { EditionId = id, Revision = 1, Edition = AnEdition(EditionState.Announced) }, id),
                Statement(0, new Inscription { InscriptionId = Guid.CreateVersion7(), Kind = StatementKind.Opening, Office = "Secretary-General" }),
                .. Enumerable.Range(1, states).Select(number => Statement(number, new Inscription
                {
                    InscriptionId = Guid.CreateVersion7(),
                    Kind = StatementKind.Debate,
                    DelegationId = Guid.CreateVersion7(),
                    Participant = $"S{number}",
                    Category = ParticipantCategory.MemberState,
                    Rank = RankLevel.Minister,
                })),
            ]);
    }

    private static History Make(int[] steps, int[] delegations, int[] progress)
    {
        var id = Guid.CreateVersion7();
        var announced = new List<Announced>
        {
            new(new EditionAnnounced { EditionId = id, Revision = 1, Edition = AnEdition(EditionState.Announced) }, id),
            new(new RegistrationOpened { EditionId = id, Revision = 2, Edition = AnEdition(EditionState.RegistrationOpen) }, id),
        };
        Guid[] who = [.. delegations.Select(_ => Guid.CreateVersion7())];
        foreach (var (index, far) in delegations.Index())
            announced.AddRange(Course(id, who[index], index, far));
        foreach (var (index, far) in progress.Index())
            announced.AddRange(Meeting(id, index, far));

        Guid[] tables = [.. announced.Select(a => a.Message).OfType<RoundTablePlanned>().Select(table => table.RoundTableId)];
        var revisions = tables.ToDictionary(table => table, _ => 1L);
        var taken = new HashSet<(Guid, int)>();
        var list = Guid.CreateVersion7();
        foreach (var (index, step) in steps.Index())
        {
            var delegation = step % who.Length;
            if (index % 4 == 3)
            {
                announced.Add(new(Delivered(id, index, delegation, who[delegation]), list));
                continue;
            }

            var table = tables[index % tables.Length];
            var takes = taken.Add((table, delegation));
            if (!takes)
                taken.Remove((table, delegation));
            var seat = new Seat { EditionId = id, RoundTable = 1, DelegationId = who[delegation], Participant = $"P{delegation}", Category = Category(delegation), State = takes ? SeatState.Confirmed : SeatState.Released };
            var revision = ++revisions[table];
            announced.Add(new(takes ? new SeatAllocated { RoundTableId = table, Revision = revision, Seat = seat } : new SeatReleased { RoundTableId = table, Revision = revision, Seat = seat }, table));
        }

        return new History(id, announced);
    }

    /// <summary>Hands an announcement to the consumer that listens to it, and commits, as the inbox does.</summary>
    /// <param name="alsoQuestions">Whether the consumer that questions summaries listens, too; it takes turns, and so a transaction for itself.</param>
    public static async Task Deliver(IDocumentStore store, Announced announced, bool alsoQuestions = false)
    {
        if (alsoQuestions)
            await Question(store, announced);
        await using var session = store.LightweightSession();
        await (announced.Message switch
        {
            EditionAnnounced m => new FollowEdition(session).Consume(Context(m, announced)),
            RegistrationOpened m => new FollowEdition(session).Consume(Context(m, announced)),
            DelegationAnnounced m => new FollowDelegation(session).Consume(Context(m, announced)),
            DelegationChanged m => new FollowDelegation(session).Consume(Context(m, announced)),
            DelegationWithdrawn m => new FollowDelegation(session).Consume(Context(m, announced)),
            DelegationReturned m => new FollowDelegation(session).Consume(Context(m, announced)),
            DelegationArrived m => new HearArrival(session).Consume(Context(m, announced)),
            MeetingPlanned m => new FollowMeeting(session).Consume(Context(m, announced)),
            OfficerDesignated m => new FollowMeeting(session).Consume(Context(m, announced)),
            OfficeVacated m => new FollowMeeting(session).Consume(Context(m, announced)),
            MeetingConvened m => new FollowMeeting(session).Consume(Context(m, announced)),
            MeetingConcluded m => new FollowMeeting(session).Consume(Context(m, announced)),
            RoundTablePlanned m => new FollowRoundTable(session).Consume(Context(m, announced)),
            SeatAllocated m => new FollowSeat(session).Consume(Context(m, announced)),
            SeatReleased m => new FollowSeat(session).Consume(Context(m, announced)),
            StatementDelivered m => new HearStatement(session).Consume(Context(m, announced)),
            var other => throw new InvalidOperationException($"Nobody listens to {other.GetType().Name}."),
        });
        await session.SaveChangesAsync();
    }

    private static async Task Question(IDocumentStore store, Announced announced)
    {
        await using var session = store.LightweightSession();
        var consumer = new QuestionSummaries(session, TimeProvider.System);
        await (announced.Message switch
        {
            OfficerDesignated m => consumer.Consume(Context(m, announced)),
            OfficerReleased m => consumer.Consume(Context(m, announced)),
            OfficeVacated m => consumer.Consume(Context(m, announced)),
            _ => Task.CompletedTask,
        });
        await session.SaveChangesAsync();
    }

    private static IEnumerable<Announced> Course(Guid edition, Guid id, int index, int far)
    {
        Delegation State(DelegationStanding standing) => new()
        {
            EditionId = edition,
            Participant = $"P{index}",
            Name = $"Participant {index}",
            Category = Category(index),
            Standing = standing,
            Credentials = CredentialsState.Full,
            HeadRank = RankLevel.Minister,
            Members = 1,
            RoundTableChoices = [],
            RoundTableSeats = 0,
        };
        object[] all =
        [
            new DelegationAnnounced { DelegationId = id, Revision = 1, Delegation = State(DelegationStanding.Announced) },
            new DelegationChanged { DelegationId = id, Revision = 2, Delegation = State(DelegationStanding.Announced) },
            new DelegationArrived { DelegationId = id, Revision = 3, Delegation = State(DelegationStanding.Announced), OfMember = index % 2 == 0, ArrivedAt = Dialogue.Start(14, 8) },
            new DelegationWithdrawn { DelegationId = id, Revision = 4, Delegation = State(DelegationStanding.Withdrawn) },
            new DelegationReturned { DelegationId = id, Revision = 5, Delegation = State(DelegationStanding.Announced) },
        ];
        return all.Take(far).Select(message => new Announced(message, id));
    }

    private static IEnumerable<Announced> Meeting(Guid edition, int index, int far)
    {
        var (id, table) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Meeting State(MeetingState state, params Officer[] officers) => new()
        {
            EditionId = edition,
            Kind = MeetingKind.RoundTable,
            Number = index + 1,
            Title = "Round table",
            StartsAt = Dialogue.Start(14, 9 + (3 * index)),
            EndsAt = Dialogue.Start(14, 11 + (3 * index)),
            Officers = officers,
            State = state,
        };
        var chair = new Officer { Role = OfficerRole.Chair, Name = "Chair", Title = "Minister" };
        object[] all =
        [
            new MeetingPlanned { MeetingId = id, Revision = 1, Meeting = State(MeetingState.Planned) },
            new OfficerDesignated { MeetingId = id, Revision = 2, Meeting = State(MeetingState.Planned, chair) },
            new MeetingConvened { MeetingId = id, Revision = 3, Meeting = State(MeetingState.InSession, chair) },
            new MeetingConcluded { MeetingId = id, Revision = 4, Meeting = State(MeetingState.Concluded, chair) },
        ];
        return all.Take(far + 1).Select(message => new Announced(message, id))
            .Append(new Announced(new RoundTablePlanned { RoundTableId = table, Revision = 1, EditionId = edition, MeetingId = id, Number = index + 1, Capacity = 50 }, table));
    }

    private static StatementDelivered Delivered(Guid edition, int index, int delegation, Guid delegationId) => new()
    {
        EditionId = edition,
        Revision = index,
        MeetingId = edition,
        DeliveredAt = Dialogue.Start(14, 10).AddMinutes(index),
        Inscription = new Inscription
        {
            InscriptionId = Guid.CreateVersion7(),
            Kind = index % 8 == 7 ? StatementKind.Opening : StatementKind.Debate,
            DelegationId = delegationId,
            Participant = $"P{delegation}",
            Category = Category(delegation),
            Rank = RankLevel.Minister,
        },
    };

    private static ParticipantCategory Category(int index) =>
        index switch { 0 or 1 => ParticipantCategory.MemberState, 2 => ParticipantCategory.UnSystemEntity, _ => ParticipantCategory.StandingInviteeEntity };

    private static Edition AnEdition(EditionState state) => new()
    {
        Code = "hld-2006",
        Title = "Dialogue",
        StartsOn = new DateOnly(2006, 9, 14),
        EndsOn = new DateOnly(2006, 9, 15),
        Venue = "New York",
        TimeZone = "America/New_York",
        ParticipantsAsOf = new DateOnly(2006, 9, 14),
        ModalityProfile = new ModalityProfile { Code = "hld-2006" },
        OutcomeType = OutcomeType.ChairSummary,
        Clock = new EditionClock { Kind = ClockKind.Real },
        State = state,
    };

    private static ConsumeContext<T> Context<T>(T message, Announced announced) where T : class
    {
        var context = DispatchProxy.Create<ConsumeContext<T>, Delivery>();
        ((Delivery)(object)context).Answers = new(StringComparer.Ordinal)
        {
            ["get_Message"] = message,
            ["get_MessageId"] = announced.EventId,
            ["get_CorrelationId"] = announced.StreamId,
            ["get_CancellationToken"] = CancellationToken.None,
        };
        return context;
    }

    /// <summary>A message and its envelope, and nothing else of a bus.</summary>
    public class Delivery : DispatchProxy
    {
        public Dictionary<string, object?> Answers { get; set; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answers[targetMethod!.Name];
    }
}
