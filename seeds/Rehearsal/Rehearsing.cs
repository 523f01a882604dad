using Forum.Rehearsal.Api;
using Forum.Rehearsal.Holding;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Reports;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal;

/// <summary>A rehearsal from the announcement of its edition to its report.</summary>
public static class Rehearsing
{
    private const int RulesHeld = 0, RuleBroke = 1, NotFinished = 3;

    /// <summary>A slow machine gets more time for the preparations, so often.</summary>
    private const int Attempts = 4;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    /// <returns>The exit code, as Options.Usage tells it.</returns>
    public static async Task<int> Run(Options options, string secret, Scenario scenario, CancellationToken ct)
    {
        using var connections = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5), ActivityHeadersPropagator = null };
        using var http = new HttpClient(connections) { BaseAddress = new Uri($"{options.Origin.AbsoluteUri.TrimEnd('/')}/"), Timeout = LongestAnswer };
        var progress = new Progress(Console.Out);
        try
        {
            var report = Reporting.Of(await Rehearse(http, options, secret, scenario, progress, ct));
            await Console.Out.WriteLineAsync(ReportAsText.Write(report));
            if (options.Json is not null)
                await File.WriteAllTextAsync(options.Json, ReportAsJson.Write(report), ct);
            if (options.Html is not null)
                await File.WriteAllTextAsync(options.Html, ReportAsPage.Write(report), ct);
            progress.Say(report.RulesHeld ? "The rehearsal is over: every rule held" : "The rehearsal is over: A RULE BROKE, see the report");
            return report.RulesHeld ? RulesHeld : RuleBroke;
        }
        catch (Exception e) when (e is GaveUp or Refused or OperationCanceledException or FormatException)
        {
            progress.Say(e is OperationCanceledException ? "Stopped" : e.Message);
            return NotFinished;
        }
    }

    private static async Task<Course> Rehearse(HttpClient http, Options options, string secret, Scenario scenario, Progress progress, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var origin = new Origin(http, new Tokens(http, secret, time), time);
        var (registration, scheduling, publishing, feed) = (new Registration(origin, time), new Scheduling(origin, time), new Publishing(origin), new Feed(origin));

        var plan = ForumPlan.Draw(scenario, await registration.MemberStates(scenario.StartsOn, ct), options.Seed);
        var positions = new Dictionary<string, long>();
        foreach (var service in new[] { "registration", "scheduling" })
            positions[service] = await feed.End(service, 0, ct);

        var stage = await Prepare(new Preparing(origin, new Governance(origin), registration, scheduling, plan, options.Seed, time, progress), options, progress, ct);
        var slots = SlotPlan.Of(plan, await scheduling.ConfirmSlots(stage.Edition.Id, ct));
        progress.Say($"Slots: {slots.Meetings.Values.Sum(speakers => speakers.Count)} speakers have one, {slots.Beyond.Count} wait for one");
        if (await scheduling.Release(stage.Edition.Id, "The programme of the rehearsed forum.", ct) is { } conflicts)
            throw new GaveUp($"The programme cannot be released: {conflicts}");
        progress.Say("The programme is released");
        await stage.Time.Until(plan.Freeze, ct);
        progress.Say($"{plan.Freeze:ddd HH:mm}: the programme of the first day is frozen; the two days begin on {plan.Begins:dddd, d MMMM}");

        var disturbing = new Disturbing(stage, Drawing.Of(scenario, plan, options.Seed));
        await HoldTheDays(stage, slots, disturbing, ct);
        progress.Say("Both days are over");
        return await Look(stage, slots, disturbing.Injected, options, positions, (origin, scheduling, publishing, feed), progress, ct);
    }

    /// <summary>The edition's clock goes from its announcement, so the preparations have to be done before its first evening; a machine that is too slow begins anew with more time.</summary>
    private static async Task<Stage> Prepare(Preparing preparing, Options options, Progress progress, CancellationToken ct)
    {
        var seconds = options.Preparation;
        for (var attempt = 1; attempt <= Attempts; attempt++, seconds *= 2)
        {
            var code = $"rehearsal-{Guid.CreateVersion7():N}"[..32];
            var stage = await preparing.Run(code, options.Speed, TimeSpan.FromSeconds(seconds), ct);
            if (stage.Time.Now <= stage.Plan.Freeze)
                return stage;
            progress.Say(FormattableString.Invariant($"The preparations took longer than {seconds:0} s, so that the evening before had passed on the edition's clock"));
        }

        throw new GaveUp($"The preparations took too long {Attempts} times. Give fewer delegations, a lower --speed, or a longer --preparation.");
    }

    private static async Task HoldTheDays(Stage stage, SlotPlan slots, Disturbing disturbing, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watch = new Secretariat(stage).Watch(over.Token, ct);
        try
        {
            await Task.WhenAll(new PlenaryMeetings(stage, slots).Hold(ct), RoundTables.Hold(stage, ct), disturbing.Run(ct));
        }
        finally
        {
            await over.CancelAsync();
        }

        await watch;
    }

    /// <summary>Waits until everybody has heard of everything, and reads how it stands.</summary>
    private static async Task<Course> Look(
        Stage stage,
        SlotPlan slots,
        IReadOnlyList<Injected> injected,
        Options options,
        Dictionary<string, long> positions,
        (Origin Origin, Scheduling Scheduling, Publishing Publishing, Feed Feed) api,
        Progress progress,
        CancellationToken ct)
    {
        var id = stage.Edition.Id;
        var speakers = (await api.Scheduling.SpeakersList(id, ct)).Items;
        var made = speakers.Count(speaker => speaker.DeliveredAt is not null);
        await api.Origin.Until(
            $"Publishing counts {made} statements",
            async () => await api.Publishing.Figures(id, ct),
            figures => figures.Any(figure => figure is { Name: "speakersInAll", Value: { } counted } && counted >= made),
            ct);

        var told = new List<Told>();
        foreach (var (service, position) in positions)
        {
            var (events, _) = await api.Feed.Read(service, position, ct);
            told.AddRange(events.Where(e => Concerns(e, stage)).Select(e => Told.Of(e, service, stage.Time.Of(e.Time))));
        }

        return new Course
        {
            Plan = stage.Plan,
            Slots = slots,
            Seed = options.Seed,
            Speed = options.Speed,
            Edition = stage.Edition.Code,
            EditionId = id,
            Injected = injected,
            Journal = stage.Journal.Entries,
            Meetings = await api.Scheduling.Meetings(id, ct),
            RoundTables = await api.Scheduling.RoundTables(id, ct),
            Releases = await api.Scheduling.Releases(id, ct),
            Speakers = speakers,
            Away = [.. stage.Plan.Delegations.Select(delegation => delegation.Code).Where(code => stage.Hall.Away(code) is not null)],
            Told = told,
            Figures = await api.Publishing.Figures(id, ct),
            MostBehind = stage.Time.MostBehind,
            Took = progress.Elapsed,
        };
    }

    /// <summary>The feeds tell of all editions; an announcement is about the edition itself, or carries its id.</summary>
    private static bool Concerns(EventSeen e, Stage stage) => e.Subject == stage.Edition.Id || e.Data.GetRawText().Contains($"{stage.Edition.Id}", StringComparison.OrdinalIgnoreCase);
}
