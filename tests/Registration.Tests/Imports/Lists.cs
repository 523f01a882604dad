using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Forum.Kit;
using Sent = Forum.Registration.Imports.Upload;

namespace Forum.Registration.Tests.Imports;

/// <summary>What somebody who imports lists sends and looks at.</summary>
internal static class Lists
{
    public const string Workbook = Sent.Xlsx;

    public const string Heading = "delegation_code,category,delegation_name,reference,name,title,role,rank\n";

    /// <summary>France with three people, an organization with one.</summary>
    public const string Small = Heading +
        "FRA,MemberState,,,Anne Example,Minister of the Interior,HeadOfDelegation,Minister\n" +
        "FRA,,,,Bernard Example,Ambassador,Representative,PermanentRepresentative\n" +
        "FRA,,,,Claire Example,Counsellor,Adviser,\n" +
        "IOM,RelatedOrganization,International Organization for Migration,,Dora Example,Director General,Head,Other\n";

    public static HttpContent Csv(string text) => Content(Encoding.UTF8.GetBytes(text), Sent.Csv);

    public static HttpContent Content(byte[] bytes, string type) => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    public static async Task<JsonElement> Upload(this HttpClient client, Guid edition, HttpContent list, string? more = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/imports?edition={edition}{more}") { Content = list };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        var import = JsonDocument.Parse(text).RootElement;
        answer.Headers.Location!.OriginalString.ShouldBe($"/imports/{import.Id()}");
        answer.Headers.ETag!.Tag.ShouldBe($"\"{import.GetProperty("version").GetInt64()}\"");
        return import;
    }

    public static Task<JsonElement> Upload(this HttpClient client, Guid edition, string list, string? more = null) => client.Upload(edition, Csv(list), more);

    public static Task<(int Status, string Code)> Commit(this HttpClient client, Guid import, string ifMatch = "\"1\"") =>
        client.Post($"/imports/{import}/commit", new { reason = "The list of the host country has come." }, ifMatch);

    /// <summary>Commits and returns when every delegation has been dealt with.</summary>
    public static async Task<JsonElement> Take(this HttpClient client, JsonElement import)
    {
        (await client.Commit(import.Id(), $"\"{import.GetProperty("version").GetInt64()}\"")).ShouldBe((202, ""));
        return await client.UntilCompleted(import.Id());
    }

    public static async Task<JsonElement> UntilCompleted(this HttpClient client, Guid import)
    {
        JsonElement read = default;
        await Eventually.True(async () => (read = await client.GetFromJsonAsync<JsonElement>($"/imports/{import}")).GetProperty("state").GetString() == "Completed", "the import is completed");
        return read;
    }

    public static async Task<JsonElement[]> Rows(this HttpClient client, JsonElement import, string? state = null) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/imports/{import.Id()}/rows?limit=1000{(state is null ? "" : $"&state={state}")}")).GetProperty("items").EnumerateArray()];

    public static async Task<Dictionary<string, string>> Outcomes(this HttpClient client, JsonElement import) =>
        (await client.GetFromJsonAsync<JsonElement>($"/imports/{import.Id()}/delegations")).GetProperty("items").EnumerateArray()
        .ToDictionary(line => line.GetProperty("code").GetString()!, line => line.GetProperty("outcome").GetString()!);

    public static Guid Id(this JsonElement import) => import.GetProperty("id").GetGuid();

    /// <summary>New, change, unchanged, warning, error, not in file.</summary>
    public static (int New, int Change, int Unchanged, int Warning, int Error, int NotInFile) Counts(this JsonElement import)
    {
        var counts = import.GetProperty("counts");
        int Of(string name) => counts.GetProperty(name).GetInt32();
        return (Of("new"), Of("change"), Of("unchanged"), Of("warning"), Of("error"), Of("notInFile"));
    }

    public static string State(this JsonElement row) => row.GetProperty("state").GetString()!;

    public static string[] Codes(this JsonElement row) => [.. row.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("code").GetString()!)];

    public static async Task<Dictionary<string, string>> People(this HttpClient client, Guid edition, string participant)
    {
        var line = (await client.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items").EnumerateArray().Single(each => each.GetProperty("participant").GetString() == participant);
        var file = await client.GetFromJsonAsync<JsonElement>($"/delegations/{line.GetProperty("id").GetGuid()}");
        return file.GetProperty("members").EnumerateArray().Append(file.GetProperty("head"))
            .ToDictionary(member => member.GetProperty("name").GetString()!, member => member.GetProperty("title").GetString()!);
    }
}
