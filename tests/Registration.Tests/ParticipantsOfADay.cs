using System.Text.Json;
using Forum.Registration.Participants;

namespace Forum.Registration.Tests;

public sealed class When_the_list_of_participants_is_asked_as_of_a_day
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
    public void South_Sudan_is_the_193rd_from_2011()
    {
        ParticipantList.Find("SSD", Dialogue).ShouldBeNull();
        ParticipantList.Find("SSD", new DateOnly(2011, 7, 14)).ShouldNotBeNull();
        Members(new DateOnly(2013, 10, 3)).Count.ShouldBe(193);
        Codes(new DateOnly(2013, 10, 3), ParticipantStatus.ObserverState).ShouldBe(["PSE", "VAT"]);
    }

    [Fact]
    public void nobody_has_two_lines_on_one_day() =>
        ParticipantList.All.SelectMany(p => ParticipantList.All.Where(q => q != p && q.Code == p.Code && (q.HoldsOn(p.From ?? DateOnly.MinValue) || q.HoldsOn(p.To ?? DateOnly.MaxValue)))).ShouldBeEmpty();

    [Fact]
    public void every_line_says_where_it_comes_from()
    {
        using var stream = typeof(ParticipantList).Assembly.GetManifestResourceStream("participants.provenance.json")!;
        var sources = JsonDocument.Parse(stream).RootElement;
        foreach (var line in ParticipantList.All)
        {
            var source = sources.GetProperty(line.Provenance);
            source.GetProperty("source").GetString().ShouldBeOneOf("Seed", "StoredPage", "Derived", "Synthetic");
            source.GetProperty("locator").GetString().ShouldNotBeNullOrWhiteSpace();
        }
    }

    private static IReadOnlyList<ListedParticipant> Members(DateOnly day) => [.. ParticipantList.AsOf(day).Where(p => p.Status is ParticipantStatus.MemberState)];

    private static IEnumerable<string> Codes(DateOnly day, ParticipantStatus status) => ParticipantList.AsOf(day).Where(p => p.Status == status).Select(p => p.Code);
}
