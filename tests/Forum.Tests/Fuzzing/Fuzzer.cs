using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;

namespace Forum.Tests.Fuzzing;

/// <summary>A request whose answer was not as the document says.</summary>
public sealed record Finding(Sent Sent, string Wrong, string Answer);

/// <summary>
/// Sends a service requests that its OpenAPI document allows, and such with one thing wrong, and holds every answer against the document.
/// The same seed sends the same requests, as far as the services give the same ids; what fails is made simpler and told as a line for a shell.
/// </summary>
/// <param name="client">A client of the service for a role and a delegation.</param>
public sealed class Fuzzer(string service, DescribedApi api, Known known, IReadOnlyDictionary<string, IReadOnlyList<string>> allowed, Func<string?, string?, HttpClient> client)
{
    /// <summary>So many at a time: enough that they meet each other.</summary>
    private const int Hands = 4;

    private const int MostTold = 15;

    private readonly ConcurrentDictionary<(string?, string?), HttpClient> clients = new();
    private readonly ConcurrentDictionary<string, Finding> findings = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Operation, int Status), int> seen = new();

    /// <summary>How often each operation answered with each status.</summary>
    public IReadOnlyDictionary<(string Operation, int Status), int> Seen => seen;

    public async Task<IReadOnlyList<Finding>> Run(int seed, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, Hands).Select(hand => Task.Run(async () =>
        {
            var requests = new Requests(api, new Random((seed * Hands) + hand), known, allowed);
            for (var n = 0; n < count / Hands; n++)
            {
                var sent = requests.Next();
                if (await Send(sent) is { } finding)
                    findings.TryAdd(Kind(finding), finding);
            }
        })));
        return [.. await Task.WhenAll(findings.Values.OrderBy(found => found.Sent.Operation.Id, StringComparer.Ordinal).Take(MostTold).Select(Shrink))];
    }

    public string Tell(IEnumerable<Finding> found, int seed)
    {
        var told = new StringBuilder();
        foreach (var one in found)
            told.AppendLine().AppendLine($"{one.Sent.Operation}: {one.Wrong}").AppendLine($"    sent: {one.Sent.How}").AppendLine($"    {one.Sent.Curl(service)}").AppendLine($"    {(one.Answer.Length > 700 ? one.Answer[..700] : one.Answer)}");
        return told.AppendLine($"{findings.Count} kinds of failure in {service}. Again with FORUM_FUZZ_SEED={seed}.").ToString();
    }

    private async Task<Finding?> Send(Sent sent)
    {
        using var request = sent.Request();
        using var answer = await clients.GetOrAdd((sent.Role, sent.Delegation), key => client(key.Item1, key.Item2)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        // A stream of events goes on for as long as there is something to tell: that it begins will do.
        var text = answer.Content.Headers.ContentType?.MediaType is "text/event-stream" ? "" : await Text(answer.Content);
        seen.AddOrUpdate((sent.Operation.Id, (int)answer.StatusCode), 1, (_, times) => times + 1);
        if (answer.IsSuccessStatusCode)
        {
            var told = Verdict.Parse(text);
            known.Learn(told);
            known.Remember(answer.Headers.Location?.OriginalString ?? Resource(sent), answer.Headers.ETag?.ToString(), told);
        }

        return await Verdict.Of(api, sent, answer, text) is { } wrong ? new Finding(sent, wrong, text) : null;
    }

    /// <summary>Compressed by who was asked to, now and then; anybody else would leave that to its client.</summary>
    private static async Task<string> Text(HttpContent content)
    {
        if (!content.Headers.ContentEncoding.Contains("gzip"))
            return await content.ReadAsStringAsync();
        using var plain = new StreamReader(new GZipStream(await content.ReadAsStreamAsync(), CompressionMode.Decompress));
        return await plain.ReadToEndAsync();
    }

    /// <summary>What a change was made of: below <c>/editions/{id}/closing</c> it is the edition.</summary>
    private static string Resource(Sent sent) => sent.Method is "GET" ? sent.Address : string.Join('/', sent.Address.Split('?')[0].Split('/').Take(3));

    /// <summary>The simplest request of which the same is wrong.</summary>
    private async Task<Finding> Shrink(Finding finding)
    {
        // What was valid may not be any more without one of its parts.
        for (var tries = 0; tries < 60 && !finding.Sent.Valid;)
        {
            Finding? smaller = null;
            foreach (var simpler in Requests.Simpler(finding.Sent).Take(60 - tries))
            {
                tries++;
                if (await Send(simpler) is { } still && Kind(still) == Kind(finding))
                {
                    smaller = still;
                    break;
                }
            }

            if (smaller is null)
                break;
            finding = smaller;
        }

        return finding;
    }

    private static string Kind(Finding finding) => $"{finding.Sent.Operation.Id} {finding.Wrong.Split(':')[0]}";
}
