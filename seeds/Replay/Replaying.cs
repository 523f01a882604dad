using Forum.Contracts.Governance;
using Forum.Replay.Api;
using Forum.Replay.Data;
using Forum.Replay.Stages;

namespace Forum.Replay;

/// <summary>The first Dialogue from its announcement to its summary, stage by stage. Each stage does what is not done yet.</summary>
public static class Replaying
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    private const int AllCameOut = 0, OneDiffers = 1, NotFinished = 3;

    /// <returns>The exit code, as Options.Usage tells it.</returns>
    public static async Task<int> Run(Options options, string secret, Dialogue data, CancellationToken ct)
    {
        using var connections = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5), ActivityHeadersPropagator = null };
        using var http = new HttpClient(connections) { BaseAddress = new Uri($"{options.Origin.AbsoluteUri.TrimEnd('/')}/"), Timeout = LongestAnswer };
        var progress = new Progress(Console.Out);
        try
        {
            var figures = await Play(http, options, secret, data, progress, ct);
            await Console.Out.WriteLineAsync();
            await Console.Out.WriteLineAsync(Figures.Table(figures));
            if (options.Json is not null)
                await File.WriteAllTextAsync(options.Json, Figures.Json(figures), ct);

            var differing = figures.Count(figure => !figure.Matches);
            progress.Say(differing == 0 ? "Every figure came out; what the source lacks stayed unknown" : $"{differing} figures differ");
            return differing == 0 ? AllCameOut : OneDiffers;
        }
        catch (Exception e) when (e is GaveUp or Refused or OperationCanceledException)
        {
            progress.Say(e is OperationCanceledException ? "Stopped" : e.Message);
            return NotFinished;
        }
    }

    private static async Task<IReadOnlyList<ComparedFigure>> Play(HttpClient http, Options options, string secret, Dialogue data, Progress progress, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var origin = new Origin(http, new Tokens(http, secret, time), time);
        var (governance, registration, scheduling, publishing) = (new Governance(origin), new Registration(origin), new Scheduling(origin), new Publishing(origin));

        var edition = await AnnounceEdition.Run(governance, data, progress, ct);
        if (options.TraceFile is not null)
            await File.WriteAllTextAsync(options.TraceFile, RegisterDelegations.TraceOf(edition.Id), ct);

        var meetings = await PlanProgramme.Run(scheduling, data, edition.Id, progress, ct);
        if (edition.State is EditionState.Announced or EditionState.RegistrationOpen)
        {
            await governance.Bring(edition.Id, EditionState.RegistrationOpen, ct);
            progress.Say("Registration opened");
            await registration.Hold(edition.Id, data.HeadOfDelegation.HeldUntil, ct);
            await DesignateFocalPoints.Run(governance, data, progress, ct);
            await AccreditOrganizations.Run(registration, data, edition.Id, progress, ct);
            await new RegisterDelegations(registration, data, edition.Id, time, progress).Run(ct);
            await AcceptCredentials.Run(origin, registration, data, edition.Id, progress, ct);
            await governance.Bring(edition.Id, EditionState.RegistrationClosed, ct);
            progress.Say("Registration closed");
        }

        await AwaitSeating.Run(origin, scheduling, data, edition.Id, progress, ct);
        await RecordArrivals.Run(origin, registration, publishing, data, edition.Id, progress, ct);
        await new HoldMeetings(scheduling, data, edition.Id, meetings, time, progress).Run(ct);
        var points = await RecordPoints.Run(publishing, data, edition.Id, progress, ct);
        var figures = new CompareFigures(origin, governance, scheduling, publishing, data, edition.Id);
        await figures.AwaitProceedings(progress, ct);
        await new IssueSummary(origin, publishing, data, edition.Id, points, progress).Run(ct);
        return await figures.Run(ct);
    }
}
