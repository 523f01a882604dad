using System.Text.Json;
using System.Text.RegularExpressions;
using Forum.Contracts.Scheduling;
using Forum.Replay.Data;

namespace Forum.Seeds.Tests;

public sealed partial class When_the_data_is_held_against_the_source(ITestOutputHelper output)
{
    /// <summary>The data is ours: this many words in a row are never the source's.</summary>
    private const int TooMany = 8;

    private static readonly Dialogue Data = Dialogue.Read(Repository.Data);

    [Fact]
    public void no_eight_words_in_a_row_are_its_own()
    {
        var folder = Environment.GetEnvironmentVariable("FORUM_SEED_SOURCE") ?? Path.Combine(Repository.Root, "..", "shared", "seeds");
        if (!Directory.Exists(folder))
        {
            output.WriteLine($"Not run: the source document is not in {folder}. FORUM_SEED_SOURCE can say where it is.");
            return;
        }

        var source = Directory.GetFiles(folder, "*.txt").SelectMany(file => Runs(File.ReadAllText(file))).ToHashSet(StringComparer.Ordinal);
        source.Count.ShouldBeGreaterThan(1000);
        var files = Directory.GetFiles(Repository.Data).Append(Path.Combine(Repository.Root, "seeds", "README.md"));
        files.SelectMany(file => Texts(file).SelectMany(Runs).Where(source.Contains).Select(run => $"{Path.GetFileName(file)}: {run}")).ShouldBeEmpty();
    }

    [Fact]
    public void round_tables_meet_beside_plenary_meetings_2_and_3() =>
        Data.Meetings.Where(meeting => meeting.Kind is MeetingKind.RoundTable)
            .Select(table => Data.Meetings.Single(m => m.Kind is MeetingKind.Plenary && m.StartsAt == table.StartsAt && m.EndsAt == table.EndsAt).Number)
            .ShouldBe([2, 2, 3, 3]);

    [Fact]
    public void meetings_are_given_in_the_time_of_the_venue()
    {
        var venue = TimeZoneInfo.FindSystemTimeZoneById(Data.Edition.TimeZone);
        Data.Meetings.ShouldAllBe(meeting => meeting.StartsAt.Offset == venue.GetUtcOffset(meeting.StartsAt) && meeting.EndsAt.Offset == venue.GetUtcOffset(meeting.EndsAt));
    }

    [Fact]
    public void paragraphs_1_to_3_and_10_to_21_are_whole_and_4_9_and_22_are_not()
    {
        Data.Paragraphs.Select(p => p.Number).ShouldBe(Enumerable.Range(1, 22));
        Data.Paragraphs.Where(p => p.Completeness == "Full").Select(p => p.Number).ShouldBe([1, 2, 3, .. Enumerable.Range(10, 12)]);
        Data.Paragraphs.Where(p => p.Completeness == "HeadOnly").Select(p => p.Number).ShouldBe([4, 22]);
        Data.Paragraphs.Where(p => p.Completeness == "TailOnly").Select(p => p.Number).ShouldBe([9]);
        Data.Paragraphs.Where(p => p.Completeness == "Absent").Select(p => p.Number).ShouldBe([5, 6, 7, 8]);
    }

    [Fact]
    public void what_is_missing_of_a_paragraph_is_said() =>
        Data.Paragraphs.ShouldAllBe(p => p.Completeness == "Full" == (p.Missing == null));

    [Fact]
    public void a_paragraph_without_text_is_absent_or_made_of_points() =>
        Data.Paragraphs.Where(p => p.Text is null && p.Completeness is not "Absent").Select(p => p.Number).ShouldBe(Data.Points.Select(point => point.Paragraph).Distinct());

    [Fact]
    public void the_figures_in_the_text_are_names_and_never_numbers()
    {
        var text = string.Join(' ', Data.Paragraphs.Where(p => p.Section == 1).Select(p => p.Text));
        FigureName().Matches(text).Select(match => match.Groups["name"].Value).ShouldBeSubsetOf(Data.Figures.Select(figure => figure.Name));
        Data.Figures.Where(figure => figure.Expected >= 20).ShouldAllBe(figure => !Regex.IsMatch(text, $@"\b{figure.Expected}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void a_figure_is_named_once() => Data.Figures.Select(f => f.Name).Concat(Data.Unknowns.Select(u => u.Name)).ShouldBeUnique();

    [Fact]
    public void only_the_first_and_the_third_section_have_a_heading() => Data.Sections.Where(section => section.Heading is not null).Select(section => section.Number).ShouldBe([1, 3]);

    /// <summary>A speaker is never named in the body (paras. 10 onward).</summary>
    [Fact]
    public void no_member_state_is_named_in_a_point() =>
        Data.Points.SelectMany(point => MemberState.Read(Repository.Data).Where(state => $"{point.Subject} {point.Statement}".Contains(state.Name, StringComparison.Ordinal))).ShouldBeEmpty();

    private static IEnumerable<string> Texts(string file) => Path.GetExtension(file) is ".json" ? Texts(JsonElement.Parse(File.ReadAllText(file))) : File.ReadLines(file);

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static IEnumerable<string> Runs(string text)
    {
        string[] words = [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];
        return Enumerable.Range(0, Math.Max(0, words.Length - TooMany + 1)).Select(from => string.Join(' ', words[from..(from + TooMany)]));
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FigureName();

    [GeneratedRegex(@"[a-z0-9]+([-'’/][a-z0-9]+)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
