using Forum.Contracts.Governance;
using Forum.Hosting.Store;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>An edition of the forum, as Governance announced it.</summary>
public sealed record KnownEdition : IKnown
{
    public Guid Id { get; init; }
    public long Version { get; set; }
    public Guid EditionId => Id;
    public required Source Source { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }
    public required string Venue { get; init; }

    /// <summary>IANA zone of the venue.</summary>
    public required string TimeZone { get; init; }

    public required OutcomeType OutcomeType { get; init; }
    public required EditionClock Clock { get; init; }

    internal static Refusal NotHeardOf(Guid id) =>
        new("edition-unknown", $"Publishing has not heard of an edition {id}. If it was announced just now, try again in a moment.", "editionId");
}

/// <summary>Keeps up with the editions.</summary>
public sealed class FollowEdition(IDocumentSession session)
    : IConsumer<EditionAnnounced>, IConsumer<RegistrationOpened>, IConsumer<RegistrationClosed>, IConsumer<EditionClosed>
{
    public Task Consume(ConsumeContext<EditionAnnounced> context) =>
        Learn(context.Message.EditionId, context.Message.Revision, context.Message.Edition, Source.Of(context));

    public Task Consume(ConsumeContext<RegistrationOpened> context) =>
        Learn(context.Message.EditionId, context.Message.Revision, context.Message.Edition, Source.Of(context));

    public Task Consume(ConsumeContext<RegistrationClosed> context) =>
        Learn(context.Message.EditionId, context.Message.Revision, context.Message.Edition, Source.Of(context));

    public Task Consume(ConsumeContext<EditionClosed> context) =>
        Learn(context.Message.EditionId, context.Message.Revision, context.Message.Edition, Source.Of(context));

    private Task Learn(Guid id, long revision, Edition edition, Source source) => session.Learn(new KnownEdition
    {
        Id = id,
        Version = revision,
        Source = source,
        Code = edition.Code,
        Title = edition.Title,
        StartsOn = edition.StartsOn,
        EndsOn = edition.EndsOn,
        Venue = edition.Venue,
        TimeZone = edition.TimeZone,
        OutcomeType = edition.OutcomeType,
        Clock = edition.Clock,
    });
}
