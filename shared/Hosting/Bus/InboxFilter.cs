using System.Diagnostics.Metrics;
using Forum.Hosting.Store;
using Forum.Hosting.Telemetry;
using Marten;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Bus;

/// <summary>A message that a queue of this service has dealt with. Kept 30 days.</summary>
public sealed record Received(string Id);

/// <summary>
/// One message, one session, one commit: what the consumer appends is stored together with the message's id, so that a second delivery changes nothing.
/// Consumers neither save nor publish.
/// </summary>
internal sealed class InboxFilter<T>(IDocumentSession session, IDocumentStore store, StoreReadiness readiness, TimeProvider time, ILogger<InboxFilter<T>> log)
    : IFilter<ConsumeContext<T>> where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        try
        {
            await SendOnce(context, next);
        }
        catch (Exception fault)
        {
            // Marten hangs the command on the exception, parameters and connection with it. The bus would send that along with the fault and fail at it,
            // so that the message came back until the broker gave it up, and nobody was told why.
            for (var cause = fault; cause is not null; cause = cause.InnerException)
                cause.Data.Clear();
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");

    private async Task SendOnce(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var ct = context.CancellationToken;
        await readiness.Wait(ct);
        using var about = Settling.Begin(context, log);

        var messageId = context.MessageId ?? throw new InvalidOperationException($"A {typeof(T).Name} came without a message id, so it cannot be told from its twin.");
        var key = $"{Settling.Queue(context.ReceiveContext)}/{messageId:N}";
        // What comes fresh from the fast lane is not asked for: a twin of it is rare, and the commit below notices.
        if (!IsFresh(context) && await session.CheckExistsAsync<Received>(key, ct))
        {
            InboxMeter.Duplicates.Add(1);
            // Else the bus takes it for a message that nobody wanted, and puts it aside.
            await context.NotifyConsumed(context.ReceiveContext.ElapsedTime, nameof(InboxFilter<>));
            return;
        }

        TracedSessions.Stamp(session);
        session.CausationId = messageId.ToString();
        session.Insert(new Received(key));
        await next.Send(context);
        try
        {
            await session.SaveChangesAsync(ct);
            Settling.Noted(context, time);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Which statement of the batch met the twin first is chance, so the inbox is asked and not the exception.
            await using var afresh = store.QuerySession();
            if (!await afresh.CheckExistsAsync<Received>(key, ct))
                throw;
            InboxMeter.Duplicates.Add(1);
        }
    }

    private static bool IsFresh(ConsumeContext<T> context) =>
        !context.ReceiveContext.Redelivered && context.GetRetryAttempt() == 0 && context.Headers.Get<bool>(FastLane.FreshHeader) is true;
}

internal static class InboxMeter
{
    public static readonly Counter<long> Duplicates =
        ForumTelemetry.Meter.CreateCounter<long>("forum.inbox.duplicates", "{message}", "Messages that had been dealt with before and were dropped.");
}
