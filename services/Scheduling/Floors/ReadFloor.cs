using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Forum.Scheduling.Floors;

/// <summary>
/// Shows the floor of a meeting: who has it, for how long, and who is next. It is public. <c>live</c> sends the same as server-sent events: first as it stands, then at every change.
/// Each event <c>floor</c> has an id: whoever comes back with it in <c>Last-Event-ID</c> is told what it missed, one change after the other. An event <c>heartbeat</c> every ten
/// seconds says the time anew. When the meeting has risen the stream ends, and whoever has seen the end is answered 204, which tells a browser not to come back.
/// </summary>
public static class ReadFloor
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10), Retry = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/meetings/{id:guid}/floor", async (Guid id, Caller caller, IQuerySession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var moment = await FloorMoment.Of(session, id, ct);
                http.Response.Headers.Vary = "Authorization";
                // Time goes on, and who is next stands in other streams.
                return new Versioned<FloorShown>(FloorShown.Of(moment, time, caller.SeesWhoSpeaks(moment.Floor)), moment.Floor.Version) { Moves = true };
            })
            .AllowAnonymous()
            .WithName(nameof(ReadFloor))
            .WithTags("Floor");

        routes.MapGet("/meetings/{id:guid}/floor/live", async Task<Results<ServerSentEventsResult<FloorShown>, NoContent>> (
                Guid id, [FromHeader(Name = "Last-Event-ID")] string? seen, Caller caller, IQuerySession session, FloorWatch watch, TimeProvider time, HttpContext http,
                IHostApplicationLifetime host, CancellationToken ct) =>
            {
                var moment = await FloorMoment.Of(session, id, ct);
                if (moment.IsOver && string.Equals(seen, moment.Id, StringComparison.Ordinal))
                    return TypedResults.NoContent();
                http.Response.Headers.Vary = "Authorization";
                http.Response.Headers["X-Accel-Buffering"] = "no";
                return TypedResults.ServerSentEvents(Send(watch, moment, seen, caller.SeesWhoSpeaks(moment.Floor), time, host.ApplicationStopping, ct));
            })
            .AllowAnonymous()
            .WithName("FollowFloor")
            .WithSummary("Sends the floor of a meeting at every change")
            .WithTags("Floor");
    }

    private static async IAsyncEnumerable<SseItem<FloorShown>> Send(
        FloorWatch watch, FloorMoment moment, string? seen, bool named, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        // An open stream must not hold up the end of the service.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        await using var changes = watch.Follow(moment, seen, ending.Token).GetAsyncEnumerator(ending.Token);
        var current = moment;
        Task<bool> Next() => changes.MoveNextAsync().AsTask();
        var next = Next();
        while (!ending.IsCancellationRequested)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
            var came = await Task.WhenAny(next, Task.Delay(Heartbeat, time, waiting.Token));
            await waiting.CancelAsync();
            if (came != next)
            {
                if (!ending.IsCancellationRequested)
                    yield return new SseItem<FloorShown>(FloorShown.Of(current with { Change = FloorChange.Snapshot }, time, named), "heartbeat");
                continue;
            }

            if (next.IsCanceled)
                break;
            await next;
            current = changes.Current;
            yield return new SseItem<FloorShown>(FloorShown.Of(current, time, named), "floor") { EventId = current.Id, ReconnectionInterval = Retry };
            if (current.IsOver)
                yield break;
            next = Next();
        }

        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
