using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>The event of a service that a fact rests on: what a figure is traced back to.</summary>
/// <param name="Service">Whose event it is, e.g. <c>scheduling</c>.</param>
/// <param name="Event">Under which name it was announced, e.g. <c>StatementDelivered</c>.</param>
/// <param name="StreamId">The stream that holds it.</param>
/// <param name="EventId"></param>
public sealed record Source(string Service, string Event, Guid StreamId, Guid EventId)
{
    /// <summary>Where a message comes from: its id is the id of the event, its correlation id the stream's, its namespace the service's.</summary>
    public static Source Of<T>(ConsumeContext<T> context) where T : class => new(
        ServiceOf(typeof(T)),
        typeof(T).Name,
        context.CorrelationId ?? throw new InvalidOperationException($"A {typeof(T).Name} came without the id of its stream."),
        context.MessageId ?? throw new InvalidOperationException($"A {typeof(T).Name} came without the id of its event."));

    private static string ServiceOf(Type contract) => contract.Namespace![(contract.Namespace!.LastIndexOf('.') + 1)..].ToLowerInvariant();
}

/// <summary>Something that a figure can be counted from.</summary>
public interface IFact
{
    Source Source { get; }
}
