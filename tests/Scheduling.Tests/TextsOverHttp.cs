using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Forum.Kit;
using Forum.Scheduling.Floors;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests;

[Collection<Convening>]
public sealed class When_a_text_is_deposited(SchedulingFixture fixture) : At_a_meeting(fixture)
{
    private const string Pdf = "application/pdf", Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.7\nWhat we say.\n%%EOF\n");

    [Fact]
    public async Task nobody_sees_it_before_the_statement_is_delivered_and_everybody_afterwards()
    {
        var edition = await Fixture.Edition();
        var inscription = (await Inscribe(edition, "DNK"))[0];
        var texts = $"/editions/{edition}/speakers-list/{inscription}/texts";
        using var denmark = await Fixture.Of("DNK");
        using var finland = await Fixture.Of("FIN");
        (await Put(denmark, $"{texts}/en", Pdf, Paper)).ShouldBe((204, ""));
        (await Put(denmark, $"{texts}/fr", "text/plain", "Ce que nous disons."u8.ToArray())).ShouldBe((204, ""));
        (await Put(denmark, $"{texts}/fr", Word, Document("word/document.xml"))).ShouldBe((204, ""));
        (await Put(finland, $"{texts}/en", Pdf, Paper)).ShouldBe((404, "not-found"));
        foreach (var (client, status) in new[] { (denmark, 200), (Organizer, 200), (finland, 404), (Anybody, 404) })
        {
            (await Status(client, texts)).ShouldBe(status);
            (await Status(client, $"{texts}/en")).ShouldBe(status);
        }

        var before = await denmark.Read(texts);
        before.GetProperty("published").GetBoolean().ShouldBeFalse();
        before.Items().Select(text => (text.Text("language"), text.Text("mediaType"))).ShouldBe([("en", Pdf), ("fr", Word)]);

        var meeting = await Convene(edition);
        await Desk(meeting, "speakers", new { start = true });
        await Desk(meeting, "end");
        (await Put(denmark, $"{texts}/en", Pdf, Paper)).ShouldBe((422, "already-delivered"));
        (await Anybody.Read(texts)).GetProperty("published").GetBoolean().ShouldBeTrue();
        using var published = await Anybody.GetAsync(new Uri($"{texts}/en", UriKind.Relative));
        (await published.Content.ReadAsByteArrayAsync()).ShouldBe(Paper);
        published.Content.Headers.ContentDisposition!.FileName.ShouldBe("statement-DNK-en.pdf");
        published.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");

        // A published text is the secretariat's to take away.
        (await Delete(denmark, $"{texts}/fr")).ShouldBe((422, "already-delivered"));
        (await Delete(Organizer, $"{texts}/fr")).ShouldBe((204, ""));
        (await Anybody.Read(texts)).Items().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task it_is_what_it_says_it_is_and_not_too_large()
    {
        var edition = await Fixture.Edition();
        var inscription = (await Inscribe(edition, "NOR"))[0];
        var text = $"/editions/{edition}/speakers-list/{inscription}/texts/en";
        (await Put(Organizer, text, Pdf, "%PDF-1.7 and no end"u8.ToArray())).ShouldBe((422, "text-broken"));
        (await Put(Organizer, text, Pdf, "Plain words."u8.ToArray())).ShouldBe((422, "text-not-what-it-says"));
        (await Put(Organizer, text, Word, Document("xl/workbook.xml"))).ShouldBe((422, "text-form-unknown"));
        (await Put(Organizer, text, Word, Document("word/document.xml", "word/vbaProject.bin"))).ShouldBe((422, "text-has-macros"));
        (await Put(Organizer, text, Word, Document("word/document.xml")[..40])).ShouldBe((422, "text-broken"));
        (await Put(Organizer, text, "text/plain", [0x4d, 0x5a, 0x90, 0x00])).ShouldBe((422, "text-form-unknown"));
        (await Put(Organizer, text, "text/plain", [])).ShouldBe((422, "text-empty"));
        (await Put(Organizer, text, "text/plain", new byte[StatementText.Largest + 1])).Status.ShouldBe(413);
        (await Put(Organizer, text.Replace("/en", "/english", StringComparison.Ordinal), Pdf, Paper)).ShouldBe((422, "language-unknown"));
    }

    [Fact]
    public async Task it_goes_with_the_inscription()
    {
        var edition = await Fixture.Edition();
        var id = Guid.CreateVersion7();
        var sweden = (Dialogue.Delegation("SWE") with { EditionId = edition }).Asks(Dialogue.Noon);
        await Fixture.Say(id, 2, sweden);
        var inscription = Guid.Empty;
        await Eventually.Holds(async () => inscription = (await Anybody.Read($"/editions/{edition}/speakers-list")).Items().ShouldHaveSingleItem().GetProperty("inscriptionId").GetGuid(), "Sweden is inscribed");
        (await Put(Organizer, $"/editions/{edition}/speakers-list/{inscription}/texts/en", Pdf, Paper)).ShouldBe((204, ""));
        await Fixture.Say(id, 3, sweden with { Standing = Contracts.Registration.DelegationStanding.Withdrawn });
        await Eventually.True(
            async () =>
            {
                await using var session = Fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
                return !await session.Query<StatementText>().AnyAsync(text => text.InscriptionId == inscription);
            },
            "the text is forgotten");
    }

    private static byte[] Document(params string[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts.Prepend("[Content_Types].xml"))
                archive.CreateEntry(part).Open().Dispose();
        }

        return bytes.ToArray();
    }

    private static async Task<(int Status, string Code)> Put(HttpClient client, string address, string type, byte[] content)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        using var answer = await client.PutAsync(new Uri(address, UriKind.Relative), body);
        return ((int)answer.StatusCode, await Code(answer));
    }

    private static async Task<(int Status, string Code)> Delete(HttpClient client, string address)
    {
        using var answer = await client.DeleteAsync(new Uri(address, UriKind.Relative));
        return ((int)answer.StatusCode, await Code(answer));
    }

    private static async Task<string> Code(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode || text.Length == 0 ? "" : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!;
    }

    private static async Task<int> Status(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return (int)answer.StatusCode;
    }
}
