using System.Globalization;
using System.Text.RegularExpressions;
using Forum.Console.Proxy;
using Forum.Console.Reading;
using Microsoft.AspNetCore.Authentication;

namespace Forum.Console.Traces;

/// <summary>An event and the service that committed it.</summary>
public sealed record Commit(string Service, CommittedEvent Event);

/// <summary>A service that did not say what it committed.</summary>
public sealed record SilentService(string Name, Absence Absence);

/// <summary>What all services committed under one trace, on one axis of time.</summary>
/// <param name="Commits">In the order of time.</param>
public sealed partial record Trace(IReadOnlyList<Commit> Commits, IReadOnlyList<SilentService> Silent)
{
    public DateTimeOffset First => Commits[0].Event.At;

    public TimeSpan Length => Commits[^1].Event.At - First;

    /// <summary>Where a commit stands between the first (0) and the last (98), leaving room for its mark on an axis of 100.</summary>
    public string Place(Commit commit) =>
        (Length > TimeSpan.Zero ? 98 * ((commit.Event.At - First) / Length) : 0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>True for the id of a trace (W3C Trace Context).</summary>
    public static bool IsId(string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-fA-F]{32}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

/// <summary>Asks every service what it committed under a trace, with the operator's own token.</summary>
public sealed class TraceReader(Services services)
{
    public async Task<Trace> Read(string traceId, HttpContext http)
    {
        var token = await http.GetTokenAsync("access_token");
        var answers = await Task.WhenAll(ServiceAddresses.Forum.Select(service =>
            services.Read<Page<CommittedEvent>>(service, $"traces/{traceId.ToLowerInvariant()}", token, http.RequestAborted)));
        return new Trace(
            [.. answers.SelectMany(answer => answer.Value?.Items.Select(e => new Commit(answer.Service, e)) ?? []).OrderBy(commit => commit.Event.At).ThenBy(commit => commit.Event.Sequence)],
            [.. answers.Where(answer => answer.Absence is Absence.Away or Absence.NotAllowed).Select(answer => new SilentService(answer.Service, answer.Absence))]);
    }
}
