using System.Diagnostics;
using System.Diagnostics.Metrics;
using Forum.Hosting.Telemetry;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Bus;

/// <summary>
/// What an operator asks of a message: what it is about, at which attempt, how long it took from the commit there to the commit here, and where it went when
/// it could not be dealt with. MassTransit says neither the attempt nor the move to the error queue.
/// </summary>
internal static class Settling
{
    /// <summary>When the event was committed that a message announces: milliseconds since 1970, by the store's own time.</summary>
    public const string CommittedHeader = "Forum-Committed";

    private static readonly Histogram<double> Settled = ForumTelemetry.Meter.CreateHistogram(
        "forum.message.settled",
        "s",
        "From the commit of an event to the commit of what followed from it where it was heard.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600] });

    private static readonly Counter<long> Faulted = ForumTelemetry.Meter.CreateCounter<long>(
        "forum.message.faulted", "{message}", "Messages that were given up and moved to an error queue.");

    public static void Noted<T>(ConsumeContext<T> context, TimeProvider time) where T : class
    {
        if (context.Headers.Get<long>(CommittedHeader) is { } committed)
            Settled.Record(Math.Max(0, (time.GetUtcNow().ToUnixTimeMilliseconds() - committed) / 1000d), new("queue", Queue(context.ReceiveContext)), new("message", typeof(T).Name));
    }

    /// <summary>Ids and attempt on the span, and ids on each line that is logged while the message is dealt with.</summary>
    public static IDisposable? Begin<T>(ConsumeContext<T> context, ILogger log) where T : class
    {
        var ids = DomainIds.Of(context.Message);
        DomainIds.Put(ids);
        Annotating.Attempt = context.GetRetryAttempt() + context.GetRedeliveryCount() + 1;
        return log.BeginScope(ids);
    }

    public static string Queue(ReceiveContext context)
    {
        var path = context.InputAddress.AbsolutePath;
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>Notes what is given up: once a message, after its last attempt.</summary>
    internal sealed class Faults : IReceiveObserver
    {
        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class =>
            Moved(context.ReceiveContext, typeof(T).Name, exception);

        /// <summary>What cannot even be read.</summary>
        public Task ReceiveFault(ReceiveContext context, Exception exception) => Moved(context, "unread", exception);

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        private static Task Moved(ReceiveContext context, string message, Exception exception)
        {
            var queue = Queue(context);
            var fault = exception.GetBaseException().GetType().Name;
            Faulted.Add(1, new("queue", queue), new("message", message), new("exception", fault));
            // The exception's words may quote what the message holds; its kind does not.
            using var span = ForumTelemetry.Source.StartActivity($"{queue}_error move", ActivityKind.Producer);
            span?.SetTag("messaging.destination.name", $"{queue}_error").SetTag("messaging.message.id", context.GetMessageId()?.ToString()).SetTag("error.type", fault).SetStatus(ActivityStatusCode.Error);
            return Task.CompletedTask;
        }
    }
}
