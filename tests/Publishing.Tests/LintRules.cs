using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Forum.Contracts.Registration;
using Forum.Kit;
using Forum.Publishing.Lint;
using Forum.Publishing.Points;

namespace Forum.Publishing.Tests;

/// <summary>M5: nobody can be told by what stands in the body of a summary.</summary>
public sealed class M5_Non_attribution
{
    [Theory]
    [InlineData("Guinea-Bissau spoke.", "Guinea-Bissau")]
    [InlineData("Equatorial Guinea spoke.", "Equatorial Guinea")]
    [InlineData("Papua New Guinea spoke.", "Papua New Guinea")]
    [InlineData("Guinea spoke.", "Guinea")]
    [InlineData("The Niger spoke.", "Niger")]
    [InlineData("Nigeria spoke.", "Nigeria")]
    [InlineData("The Dominican Republic spoke.", "Dominican Republic")]
    [InlineData("Dominica spoke.", "Dominica")]
    [InlineData("South Sudan spoke.", "South Sudan")]
    [InlineData("The United Kingdom of Great Britain and Northern Ireland spoke.", "United Kingdom of Great Britain and Northern Ireland")]
    public void the_longest_name_that_fits_is_found(string text, string name) => Of(text).ShouldHaveSingleItem().Found.ShouldBe(name);

    [Fact]
    public void every_State_of_2006_is_found_by_its_name()
    {
        var names = File.ReadAllLines(Repository.Path("seeds", "first-dialogue", "member-states-2006.csv")).Skip(1).Select(line => line.Split(',')[2].Trim('"').Split(" (")[0]).ToArray();
        names.Length.ShouldBe(192);
        names.Where(name => Of($"The point was made by {name}.").All(finding => finding.Rule is not LintRule.StateNamed)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The turkey and the china were served, a chad was punched, a jordan was filled.")]
    [InlineData("Male migrants came from Latin America and crossed the Indian Ocean.")]
    [InlineData("Interpretation into Arabic, Chinese, English, French, Russian and Spanish was provided.")]
    [InlineData("The International Agenda for Migration Management, produced by the Berne Initiative, was mentioned.")]
    public void a_word_that_names_nobody_is_left_alone(string text) => Of(text).ShouldBeEmpty();

    [Theory]
    [InlineData("It said: Nor\u00adway.", "Nor\u00adway")]
    [InlineData("It said: Nor\u200bway.", "Nor\u200bway")]
    [InlineData("It said: Viet\u00a0Nam.", "Viet\u00a0Nam")]
    [InlineData("It said: Saint\r\n  Lucia.", "Saint\r\n  Lucia")]
    [InlineData("It said: Den-\nmark.", "Den-\nmark")]
    [InlineData("It said: Fr\u0430nce.", "Fr\u0430nce")]
    [InlineData("It said: \u0421uba.", "\u0421uba")]
    [InlineData("It said: N0rway.", "N0rway")]
    [InlineData("It said: \uff26\uff52\uff41\uff4e\uff43\uff45.", "\uff26\uff52\uff41\uff4e\uff43\uff45")]
    [InlineData("It said: Co\u0302te d\u2019Ivoire.", "Co\u0302te d\u2019Ivoire")]
    [InlineData("It said: Timor\u2011Leste.", "Timor\u2011Leste")]
    [InlineData("It said: 𝐍𝐨𝐫𝐰𝐚𝐲.", "𝐍𝐨𝐫𝐰𝐚𝐲")]
    public void what_hides_a_name_from_a_search_does_not_hide_it_here_and_its_place_is_that_in_the_given_text(string text, string found)
    {
        var finding = Of(text).ShouldHaveSingleItem();
        finding.Found.ShouldBe(found);
        text.Substring(finding.Offset, finding.Length).ShouldBe(found);
    }

    [Fact]
    public void who_is_known_to_the_forum_is_not_named()
    {
        var room = new Room([], ["Tarja Filatov"]);
        Of("As Tarja Filatov summed up, much was left.", room).ShouldHaveSingleItem().Found.ShouldBe("Tarja Filatov");
        Of("As Filatov summed up, much was left.", room).ShouldHaveSingleItem().Rule.ShouldBe(LintRule.PersonNamed);
        Of("Round table 1 was chaired by Tarja Filatov, Minister of Labour of Finland.", room, SectionKind.Format).ShouldBeEmpty();
    }

    [Fact]
    public void the_part_on_format_names_who_chaired_and_not_who_said_what()
    {
        Of("Finland and Ghana had provided the chairs.", section: SectionKind.Format).ShouldBeEmpty();
        Of("Finland proposed a fund.", section: SectionKind.Format).ShouldHaveSingleItem().Rule.ShouldBe(LintRule.StateNamed);
    }

    /// <summary>Over every category, rank and round table there is: what fits one or two in the room is found, what fits three or more is not.</summary>
    [Fact]
    public void a_description_that_fits_fewer_than_three_in_the_room_is_found()
    {
        foreach (var (words, presence) in new (string, Func<int, Presence>)[]
                 {
                     ("The observer States", n => new Presence($"O{n}", ParticipantCategory.ObserverState, null, 2)),
                     ("Regional commissions", n => new Presence($"R{n}", ParticipantCategory.RegionalCommission, null, 2)),
                     ("Vice-Presidents", n => new Presence($"V{n}", ParticipantCategory.MemberState, RankLevel.VicePresident, null)),
                     ("Deputy ministers", n => new Presence($"D{n}", ParticipantCategory.MemberState, RankLevel.ViceMinister, null)),
                     ("Non-governmental organizations", n => new Presence($"N{n}", ParticipantCategory.Ngo, null, 2)),
                     ("Heads of State", n => new Presence($"H{n}", ParticipantCategory.MemberState, RankLevel.HeadOfState, null)),
                 })
        {
            foreach (var count in Enumerable.Range(1, 5))
                Of($"{words} noted that fees had fallen.", new Room([.. Enumerable.Range(0, count).Select(presence)], [])).Any().ShouldBe(count < Room.Least, $"{words}, {count} of them");
        }
    }

    [Fact]
    public void at_a_round_table_it_is_those_at_that_table_who_count()
    {
        var room = new Room([.. Enumerable.Range(0, 4).Select(n => new Presence($"N{n}", ParticipantCategory.Ngo, null, n == 0 ? 1 : 2))], []);
        Of("NGOs at round table 2 noted that fees had fallen.", room).ShouldBeEmpty();
        Of("NGOs at round table 1 noted that fees had fallen.", room).ShouldHaveSingleItem().Rule.ShouldBe(LintRule.FewerThanThree);
    }

    [Fact]
    public void a_delegation_in_two_rooms_counts_once() =>
        new Room([new("FRA", ParticipantCategory.MemberState, null, 1), new("FRA", ParticipantCategory.MemberState, RankLevel.Minister, null)], []).Count(null, null, null, "WEOG").ShouldBe(1);

    private static IReadOnlyList<Finding> Of(string text, Room? room = null, SectionKind section = SectionKind.Body) =>
        Linting.Of([new LintedText(1, section, "en", text)], room ?? Room.Empty);
}

/// <summary>M6: marks and vocabulary of a text that is negotiated.</summary>
public sealed class M6_No_negotiated_outcome_in_structure
{
    [Theory]
    [InlineData("Participants underlined the need for [predictable] funding.", LintRule.NegotiationMark, "[predictable]")]
    [InlineData("5 bis. Participants underlined the role of cities.", LintRule.NegotiationMark, "5 bis")]
    [InlineData("Recalling its resolution 60/227,", LintRule.PreambleClause, "Recalling")]
    [InlineData("A recorded vote was taken.", LintRule.DraftingProcedure, "recorded vote")]
    [InlineData("The co-sponsors revised it.", LintRule.DraftingProcedure, "co-sponsors")]
    [InlineData("The draft declaration was read.", LintRule.DraftingProcedure, "draft declaration")]
    public void is_found(string text, LintRule rule, string found)
    {
        var finding = Linting.Of([new LintedText(7, SectionKind.Body, "en", text)], Room.Empty).ShouldHaveSingleItem();
        (finding.Paragraph, finding.Rule, finding.Severity, finding.Found).ShouldBe((7, rule, Severity.Error, found));
        finding.Suggestion.ShouldNotBeNullOrWhiteSpace();
    }
}

/// <summary>M7: nobody in the text decides, shall or must; what was said is reported in the past.</summary>
public sealed class M7_No_negotiated_outcome_in_language
{
    public static TheoryData<string> Bad =>
    [
        "The Forum decides to establish a fund.",
        "Participants agree to adopt common rules.",
        "States shall ratify the Convention.",
        "Participants called for [urgent] measures.",
    ];

    [Theory, MemberData(nameof(Bad))]
    public void the_four_sentences_of_the_rule_fail(string text) => Of(text).ShouldContain(finding => finding.Severity == Severity.Error);

    [Theory]
    [InlineData("Participants urged it.")]
    [InlineData("Governments were called upon to act.")]
    [InlineData("It was important to act.")]
    [InlineData("Participants recommended that Governments adopt rules.")]
    [InlineData("Better data would help Governments decide.")]
    public void what_is_reported_in_the_past_passes(string text) => Of(text).ShouldBeEmpty();

    /// <summary>The points of the first Dialogue, in our own words, and the paragraphs of its summary: paras. 1-4 and 9-22 of A/61/515.</summary>
    [Fact]
    public void the_rebuilt_summary_of_the_first_Dialogue_has_no_finding()
    {
        using var points = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "first-dialogue", "points.json")));
        using var summary = JsonDocument.Parse(File.ReadAllText(Repository.Path("seeds", "first-dialogue", "summary.json")));
        LintedText[] texts =
        [
            .. points.RootElement.GetProperty("points").EnumerateArray().Select(point => new LintedText(
                point.GetProperty("paragraph").GetInt32(), SectionKind.Body, "en",
                QuantifierPhrase.Sentence(Enum.Parse<Quantifier>(point.GetProperty("quantifier").GetString()!), point.GetProperty("subject").GetString()!, point.GetProperty("statement").GetString()!))),
            .. summary.RootElement.GetProperty("paragraphs").EnumerateArray()
                .Where(paragraph => paragraph.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String)
                .Select(paragraph => new LintedText(
                    paragraph.GetProperty("number").GetInt32(), paragraph.GetProperty("section").GetInt32() == 1 ? SectionKind.Format : SectionKind.Body, "en", paragraph.GetProperty("text").GetString()!)),
        ];
        texts.Length.ShouldBeGreaterThan(50);
        Linting.Of(texts, Room.Empty).Select(finding => $"{finding.Paragraph}: {finding.Found} ({finding.Rule})").ShouldBeEmpty();
    }

    private static IReadOnlyList<Finding> Of(string text) => Linting.Of([new LintedText(1, SectionKind.Body, "en", text)], Room.Empty);
}

/// <summary>What the lint goes by says where it comes from.</summary>
public sealed class When_the_lint_is_given_its_names
{
    [Fact]
    public void every_line_has_a_provenance_and_none_is_from_memory()
    {
        using var known = JsonDocument.Parse(File.ReadAllText(Repository.Path("services", "Publishing", "Lint", "names.provenance.json")));
        var sources = known.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetProperty("source").GetString());
        sources.Values.ShouldBeSubsetOf(["Seed", "StoredPage", "Derived", "Synthetic"]);
        foreach (var file in new[] { "names.csv", "groups-2006.csv" })
            File.ReadAllLines(Repository.Path("services", "Publishing", "Lint", file)).Skip(1).Select(line => line[(line.LastIndexOf(',') + 1)..]).Distinct().ShouldBeSubsetOf(sources.Keys, file);
    }

    [Fact]
    public void its_groups_are_those_of_the_reference_data() => Groups("services", "Publishing", "Lint", "groups-2006.csv")
        .ShouldBe(File.ReadAllLines(Repository.Path("seeds", "first-dialogue", "member-states-2006.csv")).Skip(1).Select(line => Regex.Replace(line, "\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Split(',')).Select(row => $"{row[0]} {row[3]}"), ignoreOrder: true);

    private static IEnumerable<string> Groups(params string[] path) => File.ReadAllLines(Repository.Path(path)).Skip(1).Select(line => line.Split(',')).Select(row => $"{row[0]} {row[1]}");
}

/// <summary>How well the lint tells good sentences from bad ones, measured on sentences that were written for it.</summary>
public sealed class When_the_lint_is_measured(ITestOutputHelper output)
{
    [Theory, InlineData("development"), InlineData("held-out"), InlineData("second-held-out")]
    public void nearly_all_that_is_bad_is_found_and_little_that_is_not(string corpus)
    {
        var sentences = File.ReadAllLines(Repository.Path("tests", "Publishing.Tests", "Corpus", $"{corpus}.tsv")).Where(line => !line.StartsWith('#')).Select(Sentence.Read).ToArray();
        var (hits, alarms, misses) = (0, 0, 0);
        foreach (var sentence in sentences)
        {
            var found = Linting.Of([new LintedText(1, sentence.Section, sentence.Language, sentence.Text)], Room.Empty);
            if (sentence.Rule is null)
            {
                alarms += found.Count > 0 ? 1 : 0;
                Say(found.Count > 0, "a good sentence is found", sentence, found);
            }
            else if (found.Any(finding => finding.Rule == sentence.Rule))
                hits++;
            else
            {
                misses++;
                Say(true, $"missed as {sentence.Rule}", sentence, found);
            }
        }

        var (precision, recall) = (hits / (double)(hits + alarms), hits / (double)(hits + misses));
        output.WriteLine($"{corpus}: {sentences.Length} sentences, precision {precision:0.000}, recall {recall:0.000}");
        precision.ShouldBeGreaterThanOrEqualTo(0.98);
        recall.ShouldBeGreaterThanOrEqualTo(0.95);
    }

    private void Say(bool wrong, string what, Sentence sentence, IReadOnlyList<Finding> found)
    {
        if (wrong)
            output.WriteLine($"{what}: {sentence.Text} [{string.Join(", ", found.Select(finding => $"{finding.Rule}: {finding.Found}"))}]");
    }

    /// <param name="Rule">The rule that it breaks; null when it breaks none.</param>
    private sealed record Sentence(string Language, SectionKind Section, LintRule? Rule, string Text)
    {
        public static Sentence Read(string line) => line.Split('\t') is [var language, var section, var rule, var text]
            ? new(language, Enum.Parse<SectionKind>(section), rule is "-" ? null : Enum.Parse<LintRule>(rule), Unescaped(text))
            : throw new FormatException(line);

        private static string Unescaped(string text) => Regex.Replace(text, @"\\u(?<code>[0-9a-f]{4})", match => $"{(char)int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Replace(@"\n", "\n", StringComparison.Ordinal);
    }
}
