using System.Globalization;
using System.Net;
using Forum.Kit;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Publishing.Tests;

/// <summary>What is to be the same in all languages is found in each of them, however it is written there.</summary>
public sealed class M10_Mentions
{
    [Theory]
    [InlineData("en", "pursuant to paragraph 11 of resolution 60/227 of 23 December 2005")]
    [InlineData("fr", "en application du paragraphe 11 de la résolution 60/227 du 23 décembre 2005")]
    [InlineData("es", "de conformidad con el párrafo 11 de la resolución 60/227, de 23 de diciembre de 2005")]
    [InlineData("ru", "в соответствии с пунктом 11 резолюции 60/227 от 23 декабря 2005 года")]
    [InlineData("zh", "根据2005年12月23日第60/227号决议第11段")]
    [InlineData("ar", "عملا بالفقرة 11 من القرار 60/227 المؤرخ 23 كانون الأول/ديسمبر 2005")]
    [InlineData("ar", "عملا بالفقرة ١١ من القرار ٦٠/٢٢٧ المؤرخ ٢٣ كانون الأول/ديسمبر ٢٠٠٥")]
    [InlineData("ar", "عملا بالفقرة 11 من القرار \u200F60/227\u200F المؤرخ 23 ديسمبر 2005")]
    public void a_citation_says_the_same_in_every_language(string language, string text) =>
        Values(text, language).ShouldBe(["Symbol 60/227", "Date 2005-12-23", "Number 11"]);

    [Theory]
    [InlineData("en", "on 14 and 15 September 2006")]
    [InlineData("en", "on 14-15 September 2006")]
    [InlineData("en", "on September 14 and 15, 2006")]
    [InlineData("fr", "les 14 et 15 septembre 2006")]
    [InlineData("fr", "du 14 au 15 septembre 2006")]
    [InlineData("es", "los días 14 y 15 de septiembre de 2006")]
    [InlineData("es", "el 14 y el 15 de setiembre de 2006")]
    [InlineData("ru", "14 и 15 сентября 2006 года")]
    [InlineData("zh", "2006年9月14日和15日")]
    [InlineData("zh", "2006年9月14日至15日")]
    [InlineData("ar", "يومي 14 و 15 أيلول/سبتمبر 2006")]
    [InlineData("ar", "يومي ١٤ و١٥ أيلول/سبتمبر ٢٠٠٦")]
    public void both_days_of_a_meeting_are_found(string language, string text) => Values(text, language).ShouldBe(["Date 2006-09-14", "Date 2006-09-15"]);

    [Theory]
    [InlineData("en", "in September 2006", "Date 2006-09")]
    [InlineData("fr", "en septembre 2006", "Date 2006-09")]
    [InlineData("es", "en septiembre de 2006", "Date 2006-09")]
    [InlineData("ru", "в сентябре 2006 года", "Date 2006-09")]
    [InlineData("zh", "2006年9月", "Date 2006-09")]
    [InlineData("ar", "في أيلول/سبتمبر 2006", "Date 2006-09")]
    [InlineData("en", "on 1 May", "Date --05-01")]
    [InlineData("fr", "le 1er mai", "Date --05-01")]
    [InlineData("es", "el 1º de mayo", "Date --05-01")]
    [InlineData("ru", "1 мая", "Date --05-01")]
    [InlineData("zh", "5月1日", "Date --05-01")]
    [InlineData("ar", "في 1 أيار/مايو", "Date --05-01")]
    [InlineData("en", "2006-09-14", "Date 2006-09-14")]
    [InlineData("en", "12,345.5 dollars", "Number 12345.5")]
    [InlineData("fr", "12\u202F345,5 dollars", "Number 12345.5")]
    [InlineData("fr", "12 345,5 dollars", "Number 12345.5")]
    [InlineData("es", "12.345,5 dólares", "Number 12345.5")]
    [InlineData("es", "12 345,5 dólares", "Number 12345.5")]
    [InlineData("ru", "12\u00A0345,5 долл.", "Number 12345.5")]
    [InlineData("zh", "12,345.5美元", "Number 12345.5")]
    [InlineData("ar", "12,345.5 دولارا", "Number 12345.5")]
    [InlineData("ar", "١٢٬٣٤٥٫٥ دولارا", "Number 12345.5")]
    [InlineData("en", "191 million", "Number 191000000")]
    [InlineData("fr", "191 millions", "Number 191000000")]
    [InlineData("es", "191 millones", "Number 191000000")]
    [InlineData("ru", "191 млн.", "Number 191000000")]
    [InlineData("zh", "1.91亿", "Number 191000000")]
    [InlineData("ar", "191 مليون", "Number 191000000")]
    [InlineData("en", "see A/61/515/Add.1.", "Symbol A/61/515/Add.1")]
    [InlineData("fr", "voir A/RES/60/227", "Symbol 60/227")]
    [InlineData("en", "the 61st session", "Number 61 soft")]
    [InlineData("ru", "61-я сессия", "Number 61 soft")]
    [InlineData("zh", "第61届会议", "Number 61")]
    [InlineData("en", "four round tables", "Number 4 soft")]
    [InlineData("fr", "quatre tables rondes", "Number 4 soft")]
    [InlineData("es", "cuatro mesas redondas", "Number 4 soft")]
    [InlineData("ru", "четырех круглых столов", "Number 4 soft")]
    [InlineData("zh", "四次圆桌会议", "Number 4 soft")]
    [InlineData("ar", "أربعة اجتماعات مائدة مستديرة", "Number 4 soft")]
    [InlineData("ar", "وأربع جلسات", "Number 4 soft")]
    [InlineData("en", "one of them may march on", "")]
    [InlineData("fr", "un dix-septième", "")]
    [InlineData("zh", "一些与会者十分关注", "")]
    public void each_form_is_read(string language, string text, string expected) =>
        string.Join(", ", Mentions.In(text, language).Select(mention => $"{mention.Kind} {mention.Value}{(mention.IsSoft ? " soft" : "")}")).ShouldBe(expected);

    [Fact]
    public void the_words_are_those_that_stand_in_the_text_to_the_letter()
    {
        const string Text = "القرار \u200F٦٠/٢٢٧\u200F المؤرخ ٢٣ كانون الأول/ديسمبر ٢٠٠٥، ١٢٬٣٤٥ دولارا";
        foreach (var mention in Mentions.In(Text, "ar"))
            Text.ShouldContain(mention.Words);
        Mentions.In(Text, "ar").Select(mention => mention.Words).ShouldBe(["٦٠/٢٢٧", "٢٣ كانون الأول/ديسمبر ٢٠٠٥", "١٢٬٣٤٥"]);
    }

    /// <summary>Any date in any of the six languages is that date, and any number that number.</summary>
    [Fact]
    public void a_date_and_a_number_are_the_same_in_all_six()
    {
        var any = from day in Gen.Choose(0, 20_000) from number in Gen.Choose(0, 9_999_999) select (Date: new DateOnly(1980, 1, 1).AddDays(day), Number: number);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(80), Prop.ForAll(any.ToArbitrary(), said => OfficialLanguage.All.All(language =>
            Values(Say(said.Date, said.Number, language.Code), language.Code).SequenceEqual([$"Date {said.Date:yyyy-MM-dd}", $"Number {said.Number}"]))));
    }

    private static readonly Dictionary<string, string> Months = new(StringComparer.Ordinal)
    {
        ["en"] = "January February March April May June July August September October November December",
        ["fr"] = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        ["es"] = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        ["ru"] = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        ["zh"] = "1 2 3 4 5 6 7 8 9 10 11 12",
        ["ar"] = "كانون_الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر",
    };

    private static string Say(DateOnly date, int number, string language)
    {
        var month = Months[language].Split(' ')[date.Month - 1].Replace('_', ' ');
        var grouped = number.ToString("N0", CultureInfo.InvariantCulture);
        return language switch
        {
            "zh" => $"{date.Year}年{date.Month}月{date.Day}日，{grouped}人",
            "ar" => Indic($"{date.Day} {month} {date.Year}، {grouped.Replace(',', '٬')} شخص"),
            "es" => $"el {date.Day} de {month} de {date.Year}, {grouped.Replace(',', '.')} personas",
            "fr" => $"le {date.Day} {month} {date.Year}, {grouped.Replace(',', '\u202F')} personnes",
            "ru" => $"{date.Day} {month} {date.Year} года, {grouped.Replace(',', '\u00A0')} чел.",
            _ => $"on {date.Day} {month} {date.Year}, {grouped} people",
        };
    }

    private static string Indic(string text) => string.Concat(text.Select(letter => letter is >= '0' and <= '9' ? (char)('\u0660' + (letter - '0')) : letter));

    private static string[] Values(string text, string language) => [.. Mentions.In(text, language).Select(mention => $"{mention.Kind} {mention.Value}")];
}

/// <summary>The versions in six languages say the same in numbers of paragraphs, figures, dates and symbols; a version that does not is not issued.</summary>
public sealed class M10_Six_languages
{
    private const string Citation = "This follows paragraph 11 of resolution 60/227 of 23 December 2005.";

    [Theory]
    [InlineData("Cela fait suite au paragraphe 11 de la résolution 60/227 du 23 décembre 2005.", "")]
    [InlineData("Cela fait suite au paragraphe 11 de la résolution 60/277 du 23 décembre 2005.", "symbol-differs 60/227 60/277")]
    [InlineData("Cela fait suite au paragraphe 11 de la résolution 60/272 du 23 décembre 2005.", "symbol-differs 60/227 60/272")]
    [InlineData("Cela fait suite au paragraphe 23 de la résolution 60/277 du 23 décembre 2005.", "symbol-differs 60/227 60/277, figure-differs 11 23")]
    [InlineData("Cela fait suite au paragraphe 11 de la résolution 60/227 du 22 décembre 2005.", "date-differs 23 December 2005 22 décembre 2005")]
    [InlineData("Cela fait suite au paragraphe 11 de la résolution du 23 décembre 2005.", "symbol-missing 60/227 ")]
    [InlineData("Cela fait suite au paragraphe 11 de la résolution 60/227 du 23 décembre 2005 (A/61/515).", "symbol-surplus  A/61/515")]
    public void a_figure_a_date_or_a_symbol_that_differs_is_found_with_its_place(string french, string expected)
    {
        var findings = Concordance.Of(Document("en", Citation), Document("fr", french));
        string.Join(", ", findings.Select(finding => $"{finding.Rule} {finding.Original} {finding.Version}")).ShouldBe(expected);
        findings.ShouldAllBe(finding => finding.Blocks && finding.Part == DocumentPart.Paragraph && finding.Number == 1);
    }

    [Fact]
    public void what_one_language_writes_out_and_the_other_puts_in_figures_is_the_same()
    {
        Concordance.Of(Document("en", "There were 4 round tables."), Document("fr", "Quatre tables rondes ont eu lieu.")).ShouldBeEmpty();
        Concordance.Of(Document("en", "There were four round tables."), Document("ru", "Состоялись 4 круглых стола.")).ShouldBeEmpty();
        Concordance.Of(Document("en", "There were 4 round tables."), Document("fr", "Cinq tables rondes ont eu lieu.")).ShouldHaveSingleItem().Blocks.ShouldBeTrue();
        Concordance.Of(Document("en", "There were four round tables."), Document("fr", "Cinq tables rondes ont eu lieu.")).ShouldHaveSingleItem().Blocks.ShouldBeFalse();
    }

    [Fact]
    public void number_and_sequence_of_the_paragraphs_are_the_same()
    {
        var original = Document("en", "One.", "Two.", "Three.");
        Rules(original, Document("fr", "Un.", "Deux.")).ShouldBe(["paragraph-missing 3"]);
        Rules(original, Document("fr", "Un.", "Deux.", "Trois.", "Quatre.")).ShouldBe(["paragraph-surplus 4"]);
        Rules(original, Reordered(Document("fr", "Un.", "Deux.", "Trois."), 1, 3, 2)).ShouldBe(["paragraphs-out-of-sequence 3"]);
        Rules(original, Reordered(Document("fr", "Un.", "Deux.", "Trois."), 1, 2, 2, 3)).ShouldBe(["paragraph-twice 2"]);
    }

    [Fact]
    public void headings_gaps_and_untranslated_text_are_found()
    {
        const string Long = "Participants said that much remains to be done in this field.";
        Rules(Document("en", Long), Document("fr", Long)).ShouldBe(["not-translated 1"]);
        var original = Document("en", "One.");
        Rules(original, original with { Language = "fr", Sections = [original.Sections[0] with { Heading = null, Paragraphs = [new PrintedParagraph(1, Completeness.Absent, [], "manque")] }] })
            .ShouldBe(["heading-missing 1", "gap-differs 1"]);
    }

    [Fact]
    public void a_version_that_differs_is_not_issued()
    {
        var summary = Issued(Citation);
        var version = French(summary, "Cela fait suite au paragraphe 11 de la résolution 60/272 du 23 décembre 2005.");
        Issue(summary, version, new()).ThenRefused("not-in-concordance");
        var recorded = Issue(summary, version, new() { DistributedBefore = "On paper, in October 2006." }).Then<TranslationIssued>();
        recorded.DistributedBefore.ShouldBe("On paper, in October 2006.");
        CanonicalJson.Read<ChairSummary>(recorded.Content).Sections[0].Paragraphs[0].Text.ShouldContain("60/272");
        Issue(summary, French(summary, "Cela fait suite au paragraphe 11 de la résolution 60/227 du 23 décembre 2005."), new()).Then<TranslationIssued>();
    }

    [Fact]
    public void what_an_issued_version_gets_wrong_becomes_a_correction_of_that_language()
    {
        var version = Document("fr", "Cela fait suite au paragraphe 11 de la résolution 60/272 du 23 décembre 2005.");
        Correction.Of("fr", Concordance.Of(Document("en", Citation), version), version).ShouldBe([new Correction("fr", 1, "60/272", "60/227")]);
    }

    [Fact]
    public void a_translation_shows_that_the_original_was_changed_since()
    {
        var summary = Texts.Given(Texts.ClearedWith("Words that were said.")).State;
        var version = French(summary, "Des mots.");
        version.Findings(summary, Print(summary)).ShouldBeEmpty();
        var changed = Texts.Given(Texts.ClearedWith("Other words that were said.")).State;
        version.Findings(changed, Print(changed)).ShouldHaveSingleItem().Rule.ShouldBe("original-changed");
    }

    [Fact]
    public void figures_of_a_translation_are_those_of_the_original_in_the_languages_own_writing()
    {
        var summary = Texts.Given(Texts.ClearedWith("{roundTableMeanAtLeast} on average, {memberStatesSpoke} in all.")).State;
        French(summary, "{roundTableMeanAtLeast} en moyenne, {memberStatesSpoke} en tout.").Print(Print(summary)).Sections[0].Paragraphs[0].Text.ShouldBe("48,25 en moyenne, 127 en tout.");
        French(summary, "{roundTableMeanAtLeast} en moyenne, {memberStatesSpoke} en tout.").Findings(summary, Print(summary)).ShouldBeEmpty();
    }

    [Fact]
    public void every_language_says_what_the_document_is_and_is_not_and_which_way_it_is_written()
    {
        OfficialLanguage.All.Select(language => language.Code).ShouldBe(["ar", "zh", "en", "fr", "ru", "es"]);
        OfficialLanguage.All.Select(language => language.Status).Distinct().Count().ShouldBe(6);
        OfficialLanguage.All.Where(language => language.Direction is TextDirection.RightToLeft).ShouldHaveSingleItem().Code.ShouldBe("ar");
        var summary = Texts.Given(Texts.Cleared).State;
        var arabic = new LanguageVersion { Language = "ar", Title = "موجز" }.Print(Print(summary));
        (arabic.Language, arabic.Direction, arabic.OriginalLanguage, arabic.Symbol).ShouldBe(("ar", TextDirection.RightToLeft, "en", Print(summary).Symbol));
        arabic.Status.ShouldBe(OfficialLanguage.Of("ar").Status);
    }

    [Fact]
    public void there_is_one_version_of_each_language_and_none_of_the_original()
    {
        var cleared = Texts.Given(Texts.Cleared);
        var begun = Texts.Given([.. Texts.Cleared, new TranslationBegun("fr", Guid.CreateVersion7(), Texts.Noon)]);
        Start(cleared, "fr").Then<TranslationBegun>().Language.ShouldBe("fr");
        Start(cleared, "en").ThenRefused("original-language");
        Start(cleared, "de").ThenRefused("language-unknown");
        Start(begun, "fr").ThenRefused("translation-exists");
        Start(Texts.Given(Texts.InReview), "fr").ThenRefused("summary-not-cleared");
        begun.State.State.ShouldBe(SummaryState.InTranslation);
    }

    [Fact]
    public void all_are_issued_only_when_there_are_six()
    {
        var summary = Issued(Citation);
        foreach (var language in new[] { "ar", "zh", "fr", "ru", "es" })
        {
            summary.AllIssued.ShouldBeFalse();
            var version = Guid.CreateVersion7();
            summary = summary.Evolve(new TranslationBegun(language, version, Texts.Noon)).Evolve(new LanguageIssued(language, version, "hash", Texts.Noon));
        }

        summary.AllIssued.ShouldBeTrue();
        summary.IssuedIn.ShouldBe(["en", "ar", "zh", "fr", "ru", "es"]);
    }

    [Fact]
    public void nothing_of_an_issued_version_changes()
    {
        var summary = Issued(Citation);
        var issued = French(summary, "Texte.") with { State = TranslationState.Issued };
        var of = new Decider<LanguageVersion>(issued);
        of.When(version => new TranslateParagraph { Text = "Autre." }.Decide(version, summary, 1, Texts.Noon)).ThenRefused("language-issued");
        of.When(version => new TranslateHeading { Heading = "Autre" }.Decide(version, summary, 1, Texts.Noon)).ThenRefused("language-issued");
        of.When(version => new TranslateTitle { Title = "Autre" }.Decide(version, summary, Texts.Noon)).ThenRefused("language-issued");
        Issue(summary, issued, new()).ThenRefused("language-issued");
        Issue(summary, issued, new() { DistributedBefore = "On paper." }).ThenRefused("language-issued");
    }

    private static Decided Start(Decider<Summary> original, string language) =>
        original.When(summary => new StartTranslation { Language = language, Title = "Titre" }.Decide(summary, Guid.CreateVersion7(), Texts.Noon));

    private static Decided Issue(Summary summary, LanguageVersion version, IssueTranslation command) =>
        new Decider<LanguageVersion>(version).When(state => command.Decide(state, summary, Print(summary), [], Texts.Noon));

    private static ChairSummary Print(Summary summary) => ChairSummary.Of(summary, "A/61/515", Texts.October, Texts.FirstDialogue, [Texts.Point]);

    private static Summary Issued(string text)
    {
        var cleared = Texts.Given(Texts.ClearedWith(text)).State;
        return new IssueSummary { Symbol = "A/61/515", Date = Texts.October }.Decide(cleared, Texts.FirstDialogue, [], Texts.Noon).Aggregate(cleared, (summary, e) => summary.Evolve(e));
    }

    private static LanguageVersion French(Summary summary, string text) => new()
    {
        Id = Guid.CreateVersion7(),
        Language = "fr",
        Title = "Résumé du Dialogue",
        Headings = [new TranslatedHeading(1, "Présentation")],
        Paragraphs = [new TranslatedParagraph(1, text, null, summary.Paragraphs[0].Print())],
    };

    private static ChairSummary Document(string language, params string[] paragraphs) => Print(Texts.Given(Texts.Cleared).State) with
    {
        Language = language,
        Title = "Title",
        Sections = [new PrintedSection(1, "Heading", [.. paragraphs.Select((text, index) => new PrintedParagraph(index + 1, Completeness.Full, [new Run(text)], null))])],
    };

    private static ChairSummary Reordered(ChairSummary document, params int[] order) =>
        document with { Sections = [document.Sections[0] with { Paragraphs = [.. order.Select(number => document.Sections[0].Paragraphs[number - 1])] }] };

    private static string[] Rules(ChairSummary original, ChairSummary version) => [.. Concordance.Of(original, version).Select(finding => $"{finding.Rule} {finding.Number}")];
}

/// <summary>The hard case c6.7 over HTTP: the French text with 60/272 in place of 60/227, and all six languages.</summary>
[Collection<Issuing>]
public sealed class M10_Six_languages_over_HTTP(PublishingFixture fixture)
{
    private const string English = "This follows paragraph 11 of resolution 60/227 of 23 December 2005; {memberStatesSpoke} States spoke.";
    private const string French = "Cela fait suite au paragraphe 11 de la résolution 60/{0} du 23 décembre 2005 ; {memberStatesSpoke} États ont pris la parole.";

    private readonly HttpClient organizer = fixture.Service.As("organizer"), publisher = fixture.Service.As("organizer", subject: "who-issues"), anybody = fixture.Service.As(null);

    [Fact]
    public async Task a_French_text_with_another_resolution_is_not_issued_until_it_is_put_right()
    {
        var summary = await organizer.Clear(await fixture.Know(Dialogue.First()), English);
        var french = await organizer.Translate(summary, "fr", "Résumé du Dialogue", "Une reconstitution.", "Présentation", French.Replace("{0}", "272", StringComparison.Ordinal));
        (await publisher.ChangeAt(HttpMethod.Post, french, "/issue", new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "original-not-issued");
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/910", date = "2006-10-13" })).ShouldBeDone();

        var refused = await publisher.ChangeAt(HttpMethod.Post, french, "/issue", new { });
        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-in-concordance");
        refused.Json.GetProperty("detail").GetString()!.ShouldContain("60/272");
        var finding = (await organizer.Get($"{french}/concordance")).Items().ShouldHaveSingleItem();
        (finding.GetProperty("rule").GetString(), finding.GetProperty("number").GetInt32(), finding.GetProperty("original").GetString(), finding.GetProperty("version").GetString())
            .ShouldBe(("symbol-differs", 1, "60/227", "60/272"));

        (await organizer.ChangeAt(HttpMethod.Put, french, "/paragraphs/1", new { text = French.Replace("{0}", "227", StringComparison.Ordinal) })).ShouldBeDone();
        (await organizer.ChangeAt(HttpMethod.Post, french, "/issue", new { })).ShouldBeRefused(HttpStatusCode.Forbidden, "four-eyes");
        (await publisher.ChangeAt(HttpMethod.Post, french, "/issue", new { })).ShouldBeDone();
        (await anybody.Get($"/summaries/{summary}")).Json.GetProperty("issuedIn").EnumerateArray().Select(language => language.GetString()).ShouldBe(["en", "fr"]);
        (await organizer.ChangeAt(HttpMethod.Put, french, "/paragraphs/1", new { text = "Autre." })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "language-issued");
    }

    [Fact]
    public async Task six_languages_stand_side_by_side_and_all_are_issued_when_there_are_six()
    {
        var summary = await organizer.Clear(await fixture.Know(Dialogue.First()), English);
        var others = new Dictionary<string, string>
        {
            ["fr"] = French.Replace("{0}", "227", StringComparison.Ordinal),
            ["es"] = "Esto responde al párrafo 11 de la resolución 60/227, de 23 de diciembre de 2005; hablaron {memberStatesSpoke} Estados.",
            ["ru"] = "Это соответствует пункту 11 резолюции 60/227 от 23 декабря 2005 года; выступили представители {memberStatesSpoke} государств.",
            ["zh"] = "这是根据2005年12月23日第60/227号决议第11段；{memberStatesSpoke}个国家发了言。",
            ["ar"] = "وهذا عملا بالفقرة ١١ من القرار ٦٠/٢٢٧ المؤرخ ٢٣ كانون الأول/ديسمبر ٢٠٠٥؛ وتكلم ممثلو {memberStatesSpoke} دولة.",
        };
        // Five translators at once.
        var translated = await Task.WhenAll(others.Select(other => organizer.Translate(summary, other.Key, "Title", "Note", "Heading", other.Value)));
        var row = (await organizer.Get($"/summaries/{summary}/side-by-side")).Items().ShouldHaveSingleItem();
        row.GetProperty("texts").EnumerateObject().Select(text => text.Name).ShouldBe(["en", "ar", "zh", "fr", "ru", "es"], ignoreOrder: true);
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/911", date = "2006-10-13" })).ShouldBeDone();
        foreach (var address in translated)
        {
            (await anybody.Get($"/summaries/{summary}")).Json.GetProperty("allIssued").GetBoolean().ShouldBeFalse();
            (await publisher.ChangeAt(HttpMethod.Post, address, "/issue", new { })).ShouldBeDone();
        }

        (await anybody.Get($"/summaries/{summary}")).Json.GetProperty("allIssued").GetBoolean().ShouldBeTrue();
        (await organizer.Get($"/summaries/{summary}/languages")).Items().ShouldAllBe(line => line.GetProperty("state").GetString() == "Issued" && line.GetProperty("findings").GetInt32() == 0);
    }

    [Fact]
    public async Task a_French_text_that_is_out_already_leads_to_a_corrigendum_in_French_only()
    {
        var summary = await organizer.Clear(await fixture.Know(Dialogue.First()), English);
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/912", date = "2006-10-13" })).ShouldBeDone();
        var french = await organizer.Translate(summary, "fr", "Résumé du Dialogue", "Une reconstitution.", "Présentation", French.Replace("{0}", "272", StringComparison.Ordinal));
        (await publisher.ChangeAt(HttpMethod.Post, french, "/issue", new { distributedBefore = "On paper, on 13 October 2006." })).ShouldBeDone();

        var proposed = (await organizer.Get($"/summaries/{summary}/corrigenda")).Items().ShouldHaveSingleItem();
        proposed.GetProperty("origin").GetString().ShouldBe("Concordance");
        proposed.GetProperty("languages").EnumerateArray().Select(language => language.GetString()).ShouldBe(["fr"]);
        var corrigendum = $"/corrigenda/{proposed.GetProperty("id").GetGuid()}";
        await using var session = fixture.Session();
        var before = (await session.LoadAsync<IssuedDocument>("A/61/912@fr"))!.Content;

        (await publisher.ChangeAt(HttpMethod.Post, corrigendum, "/issue", new { date = "2006-10-20" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "corrigendum-not-cleared");
        (await organizer.ChangeAt(HttpMethod.Post, corrigendum, "/clearance")).ShouldBeDone();
        (await organizer.ChangeAt(HttpMethod.Post, corrigendum, "/issue", new { date = "2006-10-20" })).ShouldBeRefused(HttpStatusCode.Forbidden, "four-eyes");
        (await publisher.ChangeAt(HttpMethod.Post, corrigendum, "/issue", new { date = "2006-10-20" })).ShouldBeDone();

        var issued = (await session.LoadAsync<IssuedDocument>("A/61/912/Corr.1"))!;
        (issued.Language, issued.Kind, issued.Stem).ShouldBe(("fr", DocumentKind.Corrigendum, "A/61/912"));
        var document = issued.Read();
        document.LanguagesAffected.ShouldBe(["fr"]);
        document.ParentSymbol.ShouldBe("A/61/912");
        document.Sections[0].Paragraphs.ShouldHaveSingleItem().Text.ShouldBe("Paragraphe 1 : au lieu de « 60/272 », lire « 60/227 ».");
        document.Changes.ShouldHaveSingleItem().Words.Where(words => words.Change is not WordChange.Kept).Select(words => (words.Change, words.Text)).ShouldBe([(WordChange.Removed, "60/272"), (WordChange.Added, "60/227")]);
        (await session.LoadAsync<IssuedDocument>("A/61/912@fr"))!.Content.ShouldBe(before, "what was issued stays as it was issued");
        (await anybody.Get($"/summaries/{summary}")).Json.GetProperty("state").GetString().ShouldBe("Corrected");
        (await organizer.Get($"{french}/concordance")).Items().ShouldBeEmpty("as it is corrected, it says what the original says");
    }
}
