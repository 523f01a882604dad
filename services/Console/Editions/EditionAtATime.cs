using Forum.Console.Reading;

namespace Forum.Console.Editions;

/// <summary>An edition as the services told it at one time. Each part says for itself when its service was not to be had.</summary>
/// <param name="At">When the services were asked, UTC.</param>
public sealed record EditionAtATime(
    Edition Edition,
    Answer<DelegationCounts> Delegations,
    Answer<ProgressCounts> Progress,
    Answer<Page<Meeting>> Programme,
    Answer<Page<RoundTable>> RoundTables,
    Answer<Page<Figure>> Figures,
    Answer<Page<IssuedSummary>> Summaries,
    DateTimeOffset At);

/// <summary>Reads editions from the services, for all pages and viewers together at most once a second each.</summary>
public sealed class EditionReader(Services services, TimeProvider time)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (Task<Answer<EditionAtATime>> Answer, DateTimeOffset Asked)> latest = new(StringComparer.Ordinal);

    public Task<Answer<Page<Edition>>> All(CancellationToken ct) => services.Read<Page<Edition>>("governance", "editions?limit=1000", ct: ct);

    /// <summary>The edition of the code alone.</summary>
    public async Task<Answer<Edition>> One(string code, CancellationToken ct)
    {
        var found = await services.Read<Page<Edition>>("governance", $"editions?code={Uri.EscapeDataString(code)}", ct: ct);
        return found.Value is not { } page ? Answer.None<Edition>(found.Service, found.Absence)
            : page.Items.FirstOrDefault(edition => string.Equals(edition.Code, code, StringComparison.Ordinal)) is { } edition ? Answer.Of(found.Service, edition)
            : Answer.None<Edition>(found.Service, Absence.NotThere);
    }

    /// <summary>The edition with all that is counted of it, not older than a second.</summary>
    public async Task<Answer<EditionAtATime>> Latest(string code, CancellationToken ct)
    {
        Task<Answer<EditionAtATime>> asking;
        lock (latest)
        {
            var now = time.GetUtcNow();
            if (!latest.TryGetValue(code, out var known) || (known.Answer.IsCompleted && known.Asked + Pause <= now))
                latest[code] = known = (Ask(code), now);
            asking = known.Answer;
        }

        try
        {
            var answer = await asking.WaitAsync(ct);
            // Codes that are nobody's are not kept: anybody may ask for any number of them.
            if (answer.Value is null)
                Forget(code, asking);
            return answer;
        }
        catch when (asking.IsFaulted)
        {
            Forget(code, asking);
            throw;
        }
    }

    private void Forget(string code, Task<Answer<EditionAtATime>> asking)
    {
        lock (latest)
        {
            if (latest.TryGetValue(code, out var known) && known.Answer == asking)
                latest.Remove(code);
        }
    }

    private async Task<Answer<EditionAtATime>> Ask(string code)
    {
        var found = await One(code, CancellationToken.None);
        if (found.Value is not { } edition)
            return Answer.None<EditionAtATime>(found.Service, found.Absence);

        var delegations = services.Read<DelegationCounts>("registration", $"editions/{edition.Id}/counts");
        var progress = services.Read<ProgressCounts>("scheduling", $"editions/{edition.Id}/counts");
        var programme = services.Read<Page<Meeting>>("scheduling", $"meetings?edition={edition.Id}&limit=1000");
        var tables = services.Read<Page<RoundTable>>("scheduling", $"round-tables?edition={edition.Id}&limit=1000");
        var figures = services.Read<Page<Figure>>("publishing", $"editions/{edition.Id}/figures");
        var summaries = services.Read<Page<IssuedSummary>>("publishing", $"summaries?edition={edition.Id}");
        return Answer.Of("governance", new EditionAtATime(
            edition, await delegations, await progress, await programme, await tables, await figures, await summaries, time.GetUtcNow()));
    }
}
