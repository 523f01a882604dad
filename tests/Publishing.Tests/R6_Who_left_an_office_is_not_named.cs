using System.Text.Json;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Publishing.Tests;

/// <summary>Whoever was to chair a round table and withdrew is not named in the summary unseen: a draft is questioned, an issued text is left alone and questioned.</summary>
public sealed class R6_Who_left_an_office_is_not_named
{
    private const string Chair = "Tarja Example";

    private static readonly Guid MeetingId = Guid.CreateVersion7();

    [Theory]
    [InlineData("Round table 1 was chaired by Tarja Example, Minister.", true)]
    [InlineData("Round table 1 was chaired by TARJA EXAMPLE.", true)]
    [InlineData("Tarja Example", true)]
    [InlineData("Tarja Examplesson chaired it first, Tarja Example then.", true)]
    [InlineData("Round table 1 was chaired by Tarja Examplesson.", false)]
    [InlineData("Round table 1 was chaired by another.", false)]
    public void a_paragraph_that_names_who_left_is_questioned_and_not_changed(string text, bool questioned)
    {
        var summary = Texts.Given(Texts.Drafted, Texts.Format, Texts.Written(1, text));
        var decided = summary.When(s => Questioning.Decide(s, [Left()], Texts.Noon));
        if (!questioned)
        {
            decided.ThenNothing();
            return;
        }

        var question = decided.Then<ParagraphQuestioned>().Question;
        (question.Paragraph, question.AfterIssue, question.Confirmed).ShouldBe((1, false, null));
        question.Reason.ShouldContain("Chair of round table 1 for FIN");
        question.Reason.ShouldContain("14 September 2006");
        question.Reason.ShouldNotContain(Chair, Case.Insensitive);
    }

    [Fact]
    public void it_is_asked_once_and_settled_when_the_paragraph_is_written_anew()
    {
        var questioned = Fold(Drafted(), s => Questioning.Decide(s, [Left()], Texts.Noon));
        Questioning.Decide(questioned, [Left()], Texts.Noon).ShouldBeEmpty();
        var anew = Fold(questioned, s => Texts.Full("Chaired by another.").Decide(s, 1, [], Texts.Noon).ThenQuestioned(s, [Left()], Texts.Noon));
        anew.Questions.ShouldBeEmpty();
        anew.Paragraphs.ShouldHaveSingleItem().Text.ShouldBe("Chaired by another.");
    }

    [Fact]
    public void who_writes_the_name_afterwards_is_asked_at_once() =>
        Fold(Texts.Given(Texts.Drafted, Texts.Format).State, s => Texts.Full($"Chaired by {Chair}.").Decide(s, 1, [], Texts.Noon).ThenQuestioned(s, [Left()], Texts.Noon))
            .Questions.ShouldHaveSingleItem();

    [Fact]
    public void who_is_named_to_the_office_again_is_right_again()
    {
        var questioned = Fold(Drafted(), s => Questioning.Decide(s, [Left()], Texts.Noon));
        var again = Left().Hear(Meeting(Chair), revision: 6, left: null);
        Fold(questioned, s => Questioning.Decide(s, [again], Texts.Noon)).Questions.ShouldBeEmpty();
        var left = again.Hear(Meeting(), 7, ALeftOffice(Chair, 7));
        Fold(questioned, s => Questioning.Decide(s, [left], Texts.Noon)).Questions.ShouldHaveSingleItem().LeftOffice.ShouldBe(left.Left[^1].Id);
    }

    [Fact]
    public void it_is_neither_cleared_nor_issued_before_somebody_has_looked()
    {
        Summary questioned = Texts.Given([Texts.Drafted, Texts.Format, Texts.Written(1, $"Chaired by {Chair}."), new SummarySubmitted(Texts.Noon)]).State;
        Should.Throw<Hosting.Store.Refusal>(() => ClearSummary.Decide(questioned, [Left()], Texts.Noon).ToArray()).Code.ShouldBe("names-who-left");
        var cleared = questioned with { State = SummaryState.Cleared };
        var issue = new IssueSummary { Symbol = "A/61/515", Date = Texts.October };
        Should.Throw<Hosting.Store.Refusal>(() => issue.Decide(cleared, Texts.FirstDialogue with { Offices = [Left()] }, [], Texts.Noon).ToArray()).Code.ShouldBe("names-who-left");

        var asked = Fold(questioned, s => Questioning.Decide(s, [Left()], Texts.Noon));
        var confirmed = Fold(asked, s => new ConfirmParagraph { Reason = " It opened the table. " }.Decide(s, 1, Texts.Noon));
        confirmed.Questions.ShouldHaveSingleItem().Confirmed.ShouldBe("It opened the table.");
        ClearSummary.Decide(confirmed, [Left()], Texts.Noon).ShouldHaveSingleItem();
        new ConfirmParagraph { Reason = "Once more." }.Decide(confirmed, 1, Texts.Noon).ShouldBeEmpty();
        Should.Throw<Hosting.Store.Missing>(() => new ConfirmParagraph { Reason = "No such." }.Decide(confirmed, 2, Texts.Noon).ToArray());
    }

    [Fact]
    public void an_issued_text_is_questioned_and_stays_to_the_letter()
    {
        var issued = Drafted() with { State = SummaryState.Issued, Symbol = "A/61/515", ContentHash = "a-hash" };
        var questioned = Fold(issued, s => Questioning.Decide(s, [Left()], Texts.Noon));
        questioned.Questions.ShouldHaveSingleItem().AfterIssue.ShouldBeTrue();
        (questioned with { Questions = [] }).ShouldBe(issued with { Questions = [] });
    }

    [Fact]
    public void in_whatever_order_and_however_often_it_is_heard_the_same_is_known()
    {
        (Meeting Meeting, long Revision, LeftOffice? Left)[] heard =
        [
            (Meeting(Chair), 2, null), (Meeting(), 3, ALeftOffice(Chair, 3)), (Meeting("Another"), 4, null), (Meeting("Another", Chair), 5, null), (Meeting("Another"), 6, ALeftOffice(Chair, 6)), (Meeting(), 7, ALeftOffice("Another", 7)),
        ];
        var expected = Known(heard);
        expected.ShouldBe($"{Chair} 6, Another 7");
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.Shuffle(heard.Concat(heard.Take(3))).ToArbitrary(), order => Known(order) == expected));

        static string Known(IEnumerable<(Meeting Meeting, long Revision, LeftOffice? Left)> order) => string.Join(
            ", ",
            order.Aggregate(Nobody(), (known, next) => known.Hear(next.Meeting, next.Revision, next.Left)).NotHeldAnyMore().Select(left => $"{left.Name} {left.Revision}"));
    }

    private static Summary Drafted() => Texts.Given(Texts.Drafted, Texts.Format, Texts.Written(1, $"Chaired by {Chair}.")).State;

    private static Summary Fold(Summary summary, Func<Summary, IEnumerable<object>> decide) => decide(summary).ToArray().Aggregate(summary, (state, e) => state.Evolve(e));

    private static KnownOffices Left(string name = Chair) => Nobody().Hear(Meeting(), 5, ALeftOffice(name, 5));

    private static KnownOffices Nobody() => new() { Id = MeetingId, EditionId = Texts.FirstDialogue.Edition.Id, Kind = MeetingKind.RoundTable, Number = 1 };

    private static LeftOffice ALeftOffice(string name, long revision) =>
        new(new Guid((int)revision, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]), OfficerRole.Chair, name, "FIN", Dialogue.Start(14, 14), revision);

    internal static Meeting Meeting(params string[] officers) => new()
    {
        EditionId = Texts.FirstDialogue.Edition.Id,
        Kind = MeetingKind.RoundTable,
        Number = 1,
        Title = "Round table 1",
        StartsAt = Dialogue.Start(14, 15),
        EndsAt = Dialogue.Start(14, 18),
        Officers = [.. officers.Select(name => new Officer { Role = OfficerRole.Chair, Name = name, Title = "Minister", Participant = "FIN" })],
        State = MeetingState.Planned,
    };
}

/// <summary>The same on the real store, as the messages come and over HTTP.</summary>
[Collection<Issuing>]
public sealed class R6_Who_left_an_office_is_questioned_over_HTTP(PublishingFixture fixture)
{
    private const string Chair = "Tarja Example";

    private readonly HttpClient organizer = fixture.Service.As("organizer"), publisher = fixture.Service.As("organizer", subject: "who-issues"), anybody = fixture.Service.As(null);

    [Fact]
    public async Task the_secretariat_sees_why_and_the_public_does_not()
    {
        var edition = await fixture.Know(Dialogue.First());
        var draft = await Draft(edition);
        var meeting = Guid.CreateVersion7();
        var vacated = new Announced(Vacated(edition, meeting), meeting);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Hear(vacated)));
        var question = Questions(await organizer.Get($"/summaries/{draft}")).ShouldHaveSingleItem();
        question.GetProperty("paragraph").GetInt32().ShouldBe(1);
        question.GetProperty("reason").GetString()!.ShouldContain("FIN");
        (await organizer.Get($"/summaries/{draft}")).Json.GetProperty("paragraphs")[0].GetProperty("text").GetString()!.ShouldContain(Chair);

        (await organizer.Change(HttpMethod.Post, draft, "review")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, draft, "clearance")).Json.GetProperty("code").GetString().ShouldBe("names-who-left");
        (await organizer.Change(HttpMethod.Put, draft, "paragraphs/1/confirmation", new { reason = "The table met under this chair the day before." })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, draft, "clearance")).ShouldBeDone();
        (await publisher.Change(HttpMethod.Post, draft, "issue", new { symbol = $"A/61/{Random.Shared.Next(1000, 9999)}", date = "2006-10-13" })).ShouldBeDone();
        Questions(await organizer.Get($"/summaries/{draft}")).ShouldHaveSingleItem().GetProperty("confirmed").GetString().ShouldNotBeNull();
        Questions(await anybody.Get($"/summaries/{draft}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_issued_document_is_the_same_afterwards_and_shows_the_question_to_the_secretariat()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await organizer.Clear(edition, $"Round table 1 was chaired by {Chair}.");
        var symbol = $"A/61/{Random.Shared.Next(10_000, 99_999)}";
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol, date = "2006-10-13" })).ShouldBeDone();
        var before = (await anybody.Get($"/documents/{symbol}?format=json")).Json.GetRawText();
        var meeting = Guid.CreateVersion7();
        await Hear(new Announced(Vacated(edition, meeting), meeting));
        Questions(await organizer.Get($"/summaries/{summary}")).ShouldHaveSingleItem().GetProperty("afterIssue").GetBoolean().ShouldBeTrue();
        (await anybody.Get($"/documents/{symbol}?format=json")).Json.GetRawText().ShouldBe(before);
    }

    private static JsonElement[] Questions(Answer answer) => [.. answer.Json.GetProperty("questions").EnumerateArray()];

    private static OfficeVacated Vacated(Guid edition, Guid meeting) => new()
    {
        MeetingId = meeting,
        Revision = 5,
        Meeting = R6_Who_left_an_office_is_not_named.Meeting() with { EditionId = edition },
        Role = OfficerRole.Chair,
        Participant = "FIN",
        Name = Chair,
        ChairVacant = true,
        VacatedAt = Dialogue.Start(14, 14),
    };

    private async Task<Guid> Draft(Guid edition)
    {
        var draft = await organizer.Create("/summaries", new { editionId = edition, title = "Summary of the Dialogue" });
        (await organizer.Change(HttpMethod.Post, draft, "sections", new { number = 1, heading = "Format" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, draft, "paragraphs/1", new { section = 1, completeness = "Full", text = $"Round table 1 was chaired by {Chair}." })).ShouldBeDone();
        return draft;
    }

    private Task Hear(Announced announced) => History.Deliver(fixture.Service.Services.GetRequiredService<IDocumentStore>(), announced, alsoQuestions: true);
}
