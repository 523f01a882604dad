using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Forum.Hosting.Events;
using Forum.Hosting.Store;
using Forum.Hosting.Telemetry;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.Webhooks;

/// <summary>
/// Takes what is announced to the webhooks, on the one replica that leads. For each webhook it turns the feed into deliveries, position and deliveries in
/// one transaction, and sends them one after the other in the order of the feed; each webhook by itself, so that none waits for another's target.
/// Whatever is cut off in the middle is sent again: at least once.
/// </summary>
internal sealed class Courier(
    ForumService service,
    EventFeed feed,
    Messenger messenger,
    IDocumentStore store,
    NpgsqlDataSource source,
    StoreReadiness readiness,
    TimeProvider time,
    IServiceProvider services,
    ILogger<Courier> log) : BackgroundService
{
    private const long Lock = 0x464F525748; // "FORWH"

    /// <summary>So many events of a webhook stand in line before more of the feed is read for it.</summary>
    private const int MostInLine = 500;

    private const int Stretch = 100, Batch = 50, MostRequests = 100, MostQuestions = 4;

    /// <summary>Between two looks; the longer one while nobody is to be told.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Rest = TimeSpan.FromSeconds(3);

    private static readonly ConcurrentDictionary<string, Waiting> Waitings = new(StringComparer.Ordinal);

    private static readonly ObservableGauge<long> InLine = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.webhooks.waiting", static () => Waitings.Values.Sum(waiting => waiting.Deliveries), "{delivery}", "Deliveries that wait for their first or next attempt.");

    private static readonly ObservableGauge<long> Failing = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.webhooks.failing", static () => Waitings.Values.Sum(waiting => waiting.Failing), "{webhook}", "Webhooks whose deliveries are given up.");

    private static readonly ObservableGauge<long> Behind = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.webhooks.behind", static () => Waitings.Values.Max(waiting => (long?)waiting.Behind) ?? 0, "{event}", "How far the last of the enabled webhooks is behind the end of the feed.");

    private readonly LightSleep sleep = new();
    private readonly Dictionary<Guid, Task> rounds = [];
    private readonly SemaphoreSlim requests = new(MostRequests);

    // The business needs the store's connections more.
    private readonly SemaphoreSlim questions = new(MostQuestions);

    /// <summary>Somebody is to be told who was not before.</summary>
    public void Wake() => sleep.Wake();

    public override void Dispose()
    {
        sleep.Dispose();
        requests.Dispose();
        questions.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        await new Leadership(source, Lock, log).Stand("The webhooks", Deliver, stoppingToken);
    }

    private async Task Deliver(SignOfLife alive, CancellationToken ct)
    {
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            while (true)
            {
                await alive(ct);
                var withWork = await WithWork(ct);
                foreach (var webhook in withWork ?? [])
                {
                    if (!rounds.TryGetValue(webhook, out var round) || round.IsCompleted)
                        rounds[webhook] = Round(webhook, leading.Token);
                }

                await sleep.For(withWork is null ? Rest : Pause, ct);
            }
        }
        finally
        {
            await leading.CancelAsync();
            await Task.WhenAll(rounds.Values);
            rounds.Clear();
            Waitings.TryRemove(service.Name, out _);
        }
    }

    /// <summary>The enabled webhooks that are behind the feed, or have a delivery that is due; null when none is enabled.</summary>
    private async Task<IReadOnlyList<Guid>?> WithWork(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var webhooks = await session.Query<Webhook>().Where(webhook => webhook.Standing == WebhookStanding.Enabled).Select(webhook => webhook.Id).ToListAsync(ct);
        if (webhooks.Count == 0)
        {
            Waitings.TryRemove(service.Name, out _);
            return null;
        }

        var (now, end) = (time.GetUtcNow(), await feed.End(ct));
        var progress = await session.LoadManyAsync<WebhookProgress>(ct, webhooks);
        var due = await session.Query<Delivery>().Where(delivery => delivery.NextAttemptAt <= now).Select(delivery => delivery.WebhookId).Distinct().ToListAsync(ct);
        Waitings[service.Name] = new Waiting(
            await session.Query<Delivery>().CountAsync(delivery => delivery.NextAttemptAt != null, ct),
            progress.Count(one => one.FailingSince is not null),
            progress.Select(one => end - one.Position).DefaultIfEmpty().Max());
        return [.. progress.Where(one => one.Position < end || due.Contains(one.Id)).Select(one => one.Id)];
    }

    private async Task Round(Guid id, CancellationToken ct)
    {
        try
        {
            while (await ReadOn(id, ct) | await SendDue(id, ct))
            {
                // There may be more.
            }
        }
        catch (Exception e) when (e is ConcurrencyException or NonExistentDocumentException)
        {
            // Its owner has changed, replayed or deleted it meanwhile: the next round sees that.
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Webhook {Webhook} could not be served ({Reason}); next try in a moment", id, e.GetBaseException().Message);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // Another replica goes on.
        }
    }

    /// <summary>Turns a stretch of the feed into deliveries.</summary>
    /// <returns>True when there is more to read.</returns>
    private Task<bool> ReadOn(Guid id, CancellationToken ct) => Ask(async () =>
    {
        await using var session = store.LightweightSession();
        if (await MayBeTold(session, id, ct) is not { } webhook
            || await session.LoadAsync<WebhookProgress>(id, ct) is not { } progress
            || await session.Query<Delivery>().CountAsync(delivery => delivery.WebhookId == id && delivery.NextAttemptAt != null && delivery.Failures == 0, ct) >= MostInLine)
        {
            return false;
        }

        var stretch = await feed.Read(progress.Position, Stretch, webhook.Owner.Participant, ct);
        if (stretch.Position == progress.Position)
            return false;

        await session.Queue(webhook, [.. stretch.Items.Where(item => webhook.Wants(item.Type))], time.GetUtcNow(), ct);
        session.UpdateRevision(progress with { Position = stretch.Position }, progress.Version + 1);
        await session.SaveChangesAsync(ct);
        return stretch.More;
    }, ct);

    /// <summary>Sends what is due, oldest first. Behind a first failure the others wait the few seconds until its retry, so that a blip leaves the order as it is; after that they go past it.</summary>
    /// <returns>True when all that was looked at was sent.</returns>
    private async Task<bool> SendDue(Guid id, CancellationToken ct)
    {
        var due = await Ask(() => Due(id, ct), ct);
        foreach (var delivery in due)
        {
            if (!await SendOne(delivery, ct))
                return false;
        }

        return due.Count > 0;
    }

    private async Task<IReadOnlyList<Delivery>> Due(Guid id, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var session = store.QuerySession();
        if ((await session.LoadAsync<WebhookProgress>(id, ct))?.HeldUntil > now
            || await session.Query<Delivery>().AnyAsync(delivery => delivery.WebhookId == id && delivery.Failures == 1 && delivery.NextAttemptAt > now, ct))
        {
            return [];
        }

        return await session.Query<Delivery>()
            .Where(delivery => delivery.WebhookId == id && delivery.NextAttemptAt <= now)
            .OrderBy(delivery => delivery.Sequence)
            .Take(Batch)
            .ToListAsync(ct);
    }

    private async Task<bool> SendOne(Delivery delivery, CancellationToken ct)
    {
        var webhook = await Ask(async () =>
        {
            await using var session = store.QuerySession();
            return await MayBeTold(session, delivery.WebhookId, ct);
        }, ct);
        if (webhook is null)
            return false;

        await requests.WaitAsync(ct);
        Attempt attempt;
        try
        {
            attempt = await messenger.Try(webhook, delivery, ct);
        }
        finally
        {
            requests.Release();
        }

        // Also while the process ends: what was delivered need not come again.
        await Ask(() => Keep(webhook, delivery, attempt, CancellationToken.None), CancellationToken.None);
        return attempt.Error is null;
    }

    private async Task<bool> Keep(Webhook webhook, Delivery delivery, Attempt attempt, CancellationToken ct)
    {
        var isPing = delivery.IsPing(service.Name);
        var outcome = delivery.After(attempt, Random.Shared.NextDouble(), once: isPing);
        await using var session = store.LightweightSession();
        session.Update(outcome);
        if (attempt.Error is DeliveryError.Gone)
            session.UpdateRevision(webhook with { Standing = WebhookStanding.Gone }, webhook.Version + 1);
        if (await session.LoadAsync<WebhookProgress>(webhook.Id, ct) is { } progress && Noted(progress, outcome, attempt, isPing) is var noted && noted != progress)
            session.UpdateRevision(noted, progress.Version + 1);
        await session.SaveChangesAsync(ct);
        if (outcome.State is DeliveryState.GivenUp)
            log.LogWarning("Webhook {Webhook} to {Host}: event {Event} is given up ({Error})", webhook.Id, webhook.Url.IdnHost, delivery.EventId, attempt.Error);
        return true;
    }

    private static WebhookProgress Noted(WebhookProgress progress, Delivery outcome, Attempt attempt, bool isPing) => progress with
    {
        HeldUntil = attempt.Error is null || attempt.RetryAfter is null ? null : outcome.NextAttemptAt ?? attempt.RetryAfter,
        FailingSince = attempt.Error is null ? null : outcome.State is DeliveryState.GivenUp && attempt.Error is not DeliveryError.NotAnnounced && !isPing ? progress.FailingSince ?? attempt.At : progress.FailingSince,
    };

    /// <summary>The webhook as it stands, when it is enabled and its owner may know; what is announced meanwhile waits.</summary>
    private async Task<Webhook?> MayBeTold(IQuerySession session, Guid id, CancellationToken ct) =>
        await session.LoadAsync<Webhook>(id, ct) is { Standing: WebhookStanding.Enabled } webhook
        && (webhook.Owner.Participant is not { } participant || await service.MayAct(services, participant, webhook.Owner.Subject, ct))
            ? webhook
            : null;

    private async Task<T> Ask<T>(Func<Task<T>> question, CancellationToken ct)
    {
        await questions.WaitAsync(ct);
        try
        {
            return await question();
        }
        finally
        {
            questions.Release();
        }
    }

    private sealed record Waiting(long Deliveries, long Failing, long Behind);
}

internal static class Queueing
{
    /// <summary>Makes a delivery of each event; one that there is already is sent again unless it waits anyway.</summary>
    public static async Task Queue(this IDocumentSession session, Webhook webhook, IReadOnlyList<Announced> items, DateTimeOffset now, CancellationToken ct)
    {
        if (items.Count == 0)
            return;
        var ids = items.Select(item => item.Event.Id).ToArray();
        var known = await session.Query<Delivery>().Where(delivery => delivery.WebhookId == webhook.Id && delivery.EventId.IsOneOf(ids)).ToListAsync(ct);
        session.Store(known.Where(delivery => delivery.State is not DeliveryState.Waiting).Select(delivery => delivery.Again(now)));
        session.Insert(items
            .Where(item => known.All(delivery => delivery.EventId != item.Event.Id))
            .Select((item, place) => Delivery.Of(webhook.Id, item.Event.Id, item.Event.Sequence, item.Type, now, place)));
    }
}
