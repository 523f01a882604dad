using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Forum.Console.Http;
using Forum.Console.Pages;
using Forum.Console.Reading;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Forum.Console.Editions;

/// <summary>
/// <c>GET /editions/{code}/runs/{id}/live</c>: how far a run of the optimiser is, as the page shows it, whenever Scheduling says more. It listens in the person's name, for
/// a page holds no token.
/// </summary>
internal static class LiveRuns
{
    public static void MapLiveRuns(this WebApplication app) => app.MapGet("/editions/{code}/runs/{id:guid}/live", Send)
        .RequireAuthorization(new AuthorizeAttribute { Roles = "organizer" });

    private static async Task Send(Guid id, HttpContext http, Services services, IServiceScopeFactory scopes, ILoggerFactory logging, IHostApplicationLifetime host)
    {
        // An open stream must not hold up the end of the console.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping);
        try
        {
            using var heard = await services.Listen("scheduling", $"optimisation-runs/{id}/live", await http.GetTokenAsync("access_token"), http.Request.Headers["Last-Event-ID"], ending.Token);
            if (heard.StatusCode is not HttpStatusCode.OK)
            {
                // The end was seen, or there is no such run: nobody need come back.
                http.Response.StatusCode = heard.StatusCode is HttpStatusCode.NoContent ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
                return;
            }

            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            http.Response.Headers["X-Accel-Buffering"] = "no";
            await foreach (var said in SseParser.Create(await heard.Content.ReadAsStreamAsync(ending.Token)).EnumerateAsync(ending.Token))
            {
                if (JsonSerializer.Deserialize<OptimiserRun>(said.Data, JsonSerializerOptions.Web) is not { } run)
                    continue;
                await http.Response.WriteAsync(Event(said.EventId, await Render(run, scopes, logging)), ending.Token);
                await http.Response.Body.FlushAsync(ending.Token);
            }
        }
        catch (HttpRequestException)
        {
            await Problem.Write(http, StatusCodes.Status503ServiceUnavailable, "service-unavailable", "The run cannot be followed at present. Try again shortly.");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The viewer left, or the service or the console ends.
        }
    }

    private static string Event(string? id, string markup)
    {
        var text = new StringBuilder("event: counts\n");
        if (!string.IsNullOrEmpty(id))
            text.Append(CultureInfo.InvariantCulture, $"id: {id}\n");
        foreach (var line in markup.ReplaceLineEndings("\n").Split('\n'))
            text.Append("data: ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }

    private static async Task<string> Render(OptimiserRun run, IServiceScopeFactory scopes, ILoggerFactory logging)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<RunProgress>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(RunProgress.Of)] = run }))).ToHtmlString());
    }
}
