using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>A statement that was made in plenary. One entry of the speakers' list counts once, however often its delivery is announced.</summary>
public sealed record StatementHeard : IKnown
{
    /// <summary>The entry of the speakers' list.</summary>
    public Guid Id { get; init; }

    public long Version { get; set; }
    public required Guid EditionId { get; init; }
    public required Source Source { get; init; }
    public required StatementKind Kind { get; init; }

    /// <summary>Null for an opening statement, as are category and rank.</summary>
    public string? Participant { get; init; }

    public ParticipantCategory? Category { get; init; }

    /// <summary>Rank of the speaker when the statement was made.</summary>
    public RankLevel? Rank { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset DeliveredAt { get; init; }
}

/// <summary>Hears the statements.</summary>
public sealed class HearStatement(IDocumentSession session) : IConsumer<StatementDelivered>
{
    public Task Consume(ConsumeContext<StatementDelivered> context) => session.Learn(new StatementHeard
    {
        Id = context.Message.Inscription.InscriptionId,
        Version = context.Message.Revision,
        EditionId = context.Message.EditionId,
        Source = Source.Of(context),
        Kind = context.Message.Inscription.Kind,
        Participant = context.Message.Inscription.Participant,
        Category = context.Message.Inscription.Category,
        Rank = context.Message.Inscription.Rank,
        DeliveredAt = context.Message.DeliveredAt,
    });
}
