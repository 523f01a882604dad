using Forum.Contracts.Scheduling;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>A meeting, as Scheduling announced it.</summary>
public sealed record KnownMeeting : IKnown
{
    public Guid Id { get; init; }
    public long Version { get; set; }
    public required Guid EditionId { get; init; }
    public required Source Source { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Number among the meetings of its kind.</summary>
    public required int Number { get; init; }

    /// <summary>Start by the programme of work.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    public required MeetingState State { get; init; }

    /// <summary>True when it is known who chairs it, alone or with another.</summary>
    public required bool ChairIsNamed { get; init; }
}

/// <summary>Keeps up with the meetings.</summary>
public sealed class FollowMeeting(IDocumentSession session)
    : IConsumer<MeetingPlanned>, IConsumer<MeetingChanged>, IConsumer<MeetingCancelled>,
        IConsumer<OfficerDesignated>, IConsumer<OfficerReleased>, IConsumer<OfficeVacated>,
        IConsumer<MeetingConvened>, IConsumer<MeetingSuspended>, IConsumer<MeetingResumed>, IConsumer<MeetingConcluded>
{
    public Task Consume(ConsumeContext<MeetingPlanned> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<OfficerDesignated> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<OfficeVacated> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<MeetingConvened> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<MeetingConcluded> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<MeetingChanged> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<MeetingCancelled> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<OfficerReleased> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<MeetingSuspended> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    public Task Consume(ConsumeContext<MeetingResumed> context) =>
        Learn(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, Source.Of(context));

    private Task Learn(Guid id, long revision, Meeting meeting, Source source) => session.Learn(new KnownMeeting
    {
        Id = id,
        Version = revision,
        EditionId = meeting.EditionId,
        Source = source,
        Kind = meeting.Kind,
        Number = meeting.Number,
        StartsAt = meeting.StartsAt,
        State = meeting.State,
        ChairIsNamed = meeting.Officers.Any(officer => officer.Role is OfficerRole.Chair or OfficerRole.CoChair && !string.IsNullOrWhiteSpace(officer.Name)),
    });
}
