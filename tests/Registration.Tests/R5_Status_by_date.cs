using System.Text.Json;
using CsvHelper;
using Forum.Hosting.Store;
using Forum.Registration.Participants;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>Who somebody is to the United Nations holds as of a day, by the list that the forum begins with.</summary>
public sealed class R5_Status_by_date
{
    private static readonly DateOnly Dialogue = new(2006, 9, 14);

    [Fact]
    public void there_were_192_Members_in_September_2006() => Members(Dialogue).Count.ShouldBe(192);

    [Theory]
    [InlineData(RegionalGroup.African, 53)]
    [InlineData(RegionalGroup.Asian, 53)]
    [InlineData(RegionalGroup.EasternEuropean, 23)]
    [InlineData(RegionalGroup.Grulac, 33)]
    [InlineData(RegionalGroup.Weog, 28)]
    public void they_were_in_five_groups(RegionalGroup group, int members) => Members(Dialogue).Count(p => p.Group == group).ShouldBe(members);

    [Fact]
    public void two_Members_were_in_no_group() => Members(Dialogue).Where(p => p.Group is null).Select(p => p.Code).ShouldBe(["KIR", "USA"]);

    [Fact]
    public void the_Holy_See_was_the_one_observer_State_and_Palestine_an_entity()
    {
        Codes(Dialogue, ParticipantStatus.ObserverState).ShouldBe(["VAT"]);
        Codes(Dialogue, ParticipantStatus.Entity).ShouldBe(["PSE"]);
    }

    [Fact]
    public void Montenegro_was_the_192nd_from_28_June_2006()
    {
        Members(new DateOnly(2006, 6, 27)).Count.ShouldBe(191);
        Members(new DateOnly(2006, 6, 28)).Select(p => p.Code).ShouldContain("MNE");
    }

    [Fact]
    public void Serbia_keeps_the_seat_of_Serbia_and_Montenegro_under_another_code()
    {
        var (before, after) = (new DateOnly(2006, 6, 2), new DateOnly(2006, 6, 3));
        var union = ParticipantList.Shipped.Find("SCG", before).ShouldNotBeNull();
        var serbia = ParticipantList.Shipped.Find("SRB", after).ShouldNotBeNull();
        (union.Name, serbia.Name).ShouldBe(("Serbia and Montenegro", "Serbia"));
        (union.M49, serbia.M49).ShouldBe(("891", "688"));
        union.Id.ShouldBe(serbia.Id);
        ParticipantList.Shipped.Find("SRB", before).ShouldBeNull();
        ParticipantList.Shipped.Find("SCG", after).ShouldBeNull();
        (Members(before).Count, Members(after).Count).ShouldBe((191, 191));
    }

    [Fact]
    public void South_Sudan_is_the_193rd_from_2011()
    {
        ParticipantList.Shipped.Find("SSD", Dialogue).ShouldBeNull();
        ParticipantList.Shipped.Find("SSD", new DateOnly(2011, 7, 14)).ShouldNotBeNull();
        Members(new DateOnly(2013, 10, 3)).Count.ShouldBe(193);
        Codes(new DateOnly(2013, 10, 3), ParticipantStatus.ObserverState).ShouldBe(["PSE", "VAT"]);
    }

    [Theory]
    [InlineData("SSD")]
    [InlineData("SCG")]
    [InlineData("XYZ")]
    public void who_is_no_Member_on_the_day_does_not_come_as_one(string code) =>
        Should.Throw<Refusal>(() => Register(State(code))).Code.ShouldBe("participant-unknown");

    [Fact]
    public void no_day_has_two_lines_of_one_participant_or_two_participants_of_one_code()
    {
        var lines = ParticipantList.Shipped.Lines;
        (from line in lines from other in lines where line != other && line.Meets(other) && (line.Id == other.Id || line.Code == other.Code) select line).ShouldBeEmpty();
        foreach (var (line, other) in lines.Zip(lines.Skip(1)))
            string.CompareOrdinal(line.Code, other.Code).ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public void a_participant_is_called_what_the_source_says_today_and_nothing_where_it_says_nothing()
    {
        var france = NamesToday.Of(Id("FRA")).ShouldNotBeNull();
        (france.Ar.Short, france.En.Short, france.Es.Short, france.Fr.Formal, france.Ru.Short, france.Zh.Short)
            .ShouldBe(("فرنسا", "France", "Francia", "la République française", "Франция", "法国"));
        // What it is called today is not what it was called then.
        NamesToday.Of(Id("SWZ")).ShouldNotBeNull().En.Short.ShouldBe("Eswatini");
        ParticipantList.Shipped.Find("SWZ", Dialogue).ShouldNotBeNull().Name.ShouldBe("Swaziland");
        NamesToday.Of(Id("TUR")).ShouldBeNull();
        NamesToday.Of(Id("CIV")).ShouldBeNull();
        ParticipantList.Shipped.Lines.Count(line => NamesToday.Of(line.Id) is null).ShouldBe(2);
        ParticipantList.Shipped.Lines.ShouldAllBe(line => line.Names == NamesInOtherLanguages.Unknown);
    }

    [Theory]
    [InlineData("participants")]
    [InlineData("names-today")]
    public void every_line_says_where_it_comes_from(string data)
    {
        using var sidecar = Resource($"{data}.provenance.json");
        var sources = JsonDocument.Parse(sidecar).RootElement;
        foreach (var source in sources.EnumerateObject())
        {
            // What somebody remembers is no source.
            source.Value.GetProperty("source").GetString().ShouldBeOneOf("Seed", "StoredPage", "Derived", "Synthetic");
            source.Value.GetProperty("locator").GetString().ShouldNotBeNullOrWhiteSpace();
        }

        using var file = new StreamReader(Resource($"{data}.csv"));
        using var csv = new CsvReader(file, System.Globalization.CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = 0;
        for (; csv.Read(); rows++)
            sources.TryGetProperty(csv.GetField("provenance")!, out _).ShouldBeTrue($"row {csv.Parser.RawRow} of {data}.csv has no source");
        rows.ShouldBeGreaterThan(190);
    }

    private static Stream Resource(string name) => typeof(ParticipantList).Assembly.GetManifestResourceStream(name)!;

    private static int Id(string code) => ParticipantList.Shipped.Lines.First(line => line.Code == code).Id;

    private static IReadOnlyList<ListedParticipant> Members(DateOnly day) => [.. ParticipantList.Shipped.AsOf(day).Where(p => p.Status is ParticipantStatus.MemberState)];

    private static IEnumerable<string> Codes(DateOnly day, ParticipantStatus status) => ParticipantList.Shipped.AsOf(day).Where(p => p.Status == status).Select(p => p.Code);
}
