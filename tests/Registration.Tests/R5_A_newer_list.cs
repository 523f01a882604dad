using Forum.Hosting.Store;
using Forum.Registration.Participants;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Registration.Tests;

/// <summary>A newer list is looked into row by row; nothing of it, and nothing of the list before, is lost unawares.</summary>
public sealed class R5_A_newer_list
{
    private const string Header = "id,code,m49,name,status,group,from,to";
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly ParticipantList Old = new(
        1,
        [
            new ListedParticipant { Id = 1, Code = "FRA", M49 = "250", Name = "France", Status = ParticipantStatus.MemberState, Group = RegionalGroup.Weog, Provenance = "old" },
            new ListedParticipant { Id = 2, Code = "TUR", M49 = "792", Name = "Turkey", Status = ParticipantStatus.MemberState, Group = RegionalGroup.Weog, Provenance = "old", Note = "attends two groups" },
        ],
        new Dictionary<string, Provenance> { ["old"] = new(ProvenanceSource.StoredPage, "somewhere", null) });

    [Fact]
    public void read_as_CSV_it_is_what_a_newer_one_is_written_like_and_says_nothing_new()
    {
        var list = ListFile.Read(ListFile.Write(ParticipantList.Shipped)).Check(ParticipantList.Shipped);
        list.SaysNothingNew.ShouldBeTrue();
        list.Rows.Count.ShouldBe(ParticipantList.Shipped.Lines.Count);
    }

    [Fact]
    public void a_row_is_unchanged_changed_added_or_faulty_and_a_line_without_row_is_missing()
    {
        var list = Check(
            $"{Header},note",
            "1,FRA,250,France,MemberState,Weog,,,",
            "3,MNE,499,Montenegro,MemberState,EasternEuropean,2006-06-28,,",
            "x,SSD,,,Kingdom,Weog,2011,,");
        list.Rows.Select(row => (row.Row, row.State)).ShouldBe([(2, LineState.Unchanged), (3, LineState.Added), (4, LineState.Faulty)]);
        list.Rows[1].Messages.Select(message => message.Code).ShouldBe(["new-participant"]);
        list.Rows[2].Messages.Select(message => message.Column).ShouldBe(["id", "name", "status", "from"]);
        list.Missing.Select(line => line.Code).ShouldBe(["TUR"]);

        var renamed = Check(Header, "1,FRA,250,France,MemberState,Weog,,", "2,TUR,792,Turkey,MemberState,Weog,,2022-05-31", "2,TUR,792,Türkiye,MemberState,Weog,2022-06-01,");
        renamed.Rows.Select(row => row.State).ShouldBe([LineState.Unchanged, LineState.Changed, LineState.Added]);
        renamed.Rows[1].Messages.ShouldHaveSingleItem().ShouldBe(new LineMessage("changes", "to", "Was empty, is “2022-05-31”."));
        renamed.Rows[2].Messages.ShouldHaveSingleItem().Code.ShouldBe("another-span");
        renamed.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void what_the_file_has_no_column_for_stays_and_an_empty_cell_says_that_it_is_not_so()
    {
        Check(Header, "2,TUR,792,Turkey,MemberState,Weog,,").Rows.ShouldHaveSingleItem().Line.ShouldBe(Old.Find("TUR", new DateOnly(2006, 9, 14)));
        var emptied = Check($"{Header},note,name_fr", "2,TUR,792,Turkey,MemberState,Weog,,,,Turquie").Rows.ShouldHaveSingleItem();
        emptied.State.ShouldBe(LineState.Changed);
        (emptied.Line!.Note, emptied.Line.Names.Fr, emptied.Line.Names.Es).ShouldBe(("", "Turquie", null));
    }

    [Fact]
    public void a_row_that_says_something_new_comes_from_the_source_of_the_new_list_and_the_others_keep_theirs()
    {
        var rows = Check(Header, "1,FRA,250,France,MemberState,Weog,,", "2,TUR,792,Türkiye,MemberState,Weog,,").Rows;
        rows.Select(row => row.Line!.Provenance).ShouldBe(["old", "list-2"]);
        var old = Check($"{Header},provenance", "2,TUR,792,Türkiye,MemberState,Weog,,,old").Rows.ShouldHaveSingleItem();
        old.Messages.Select(message => message.Code).ShouldBe(["changes", "old-source"]);
        Faults($"{Header},provenance", "2,TUR,792,Türkiye,MemberState,Weog,,,memory").ShouldBe(["source-unknown"]);
    }

    [Fact]
    public void a_number_stays_with_its_participant()
    {
        Faults(Header, "9,FRA,250,France,MemberState,Weog,,").ShouldBe(["code-of-another"]);
        // Another may have the code on other days.
        Check(Header, "1,FRA,250,France,MemberState,Weog,,1999-12-31", "1,GAU,250,Gaul,MemberState,Weog,2000-01-01,").IsSound.ShouldBeTrue();
    }

    [Theory]
    [InlineData("two-lines", "3,MNE,499,Montenegro,MemberState,,,2006-06-28", "3,MNE,499,Montenegro,MemberState,,2006-06-28,")]
    [InlineData("code-of-another", "3,MNE,499,Montenegro,MemberState,,,", "4,MNE,499,Montenegro,MemberState,,,")]
    public void no_day_has_two_lines_of_one_participant_or_two_participants_of_one_code(string code, string first, string second)
    {
        var list = Check(Header, first, second);
        list.Rows.ShouldAllBe(row => row.State == LineState.Faulty && row.Messages.Single().Code == code);
    }

    [Theory]
    [InlineData("cell-wrong", "3,mne,499,Montenegro,MemberState,,,")]
    [InlineData("cell-wrong", "3,MNE,49,Montenegro,MemberState,,,")]
    [InlineData("cell-wrong", "3,MNE,499,=1+1,MemberState,,,")]
    [InlineData("cell-wrong", "3,MNE,499,Montenegro,1,,,")]
    [InlineData("cell-wrong", "3,MNE,499,Montenegro,MemberState,Baltic,,")]
    [InlineData("cell-wrong", "3,MNE,499,Montenegro,MemberState,,28/06/2006,")]
    [InlineData("days-reversed", "3,MNE,499,Montenegro,MemberState,,2006-06-28,2006-06-27")]
    [InlineData("group-without-membership", "3,MNE,499,Montenegro,Entity,EasternEuropean,,")]
    [InlineData("row-torn", "3,MNE,499,Montenegro,MemberState,,")]
    [InlineData("row-torn", "3,MNE,499,Montenegro,MemberState,,,,")]
    [InlineData("row-torn", "3,MNE,499,\"Montenegro,MemberState,,,")]
    public void a_row_that_cannot_be_taken_says_why(string code, string row) => Faults(Header, row).ShouldBe([code]);

    [Fact]
    public void a_quotation_mark_that_does_not_close_swallows_no_row_unnoticed() =>
        Check(Header, "1,FRA,250,\"France,MemberState,Weog,,", "2,TUR,792,Turkey,MemberState,Weog,,").IsSound.ShouldBeFalse();

    [Theory]
    [InlineData("file-empty", "")]
    [InlineData("file-empty", Header)]
    [InlineData("columns-missing", "id,code\n1,FRA")]
    [InlineData("column-unknown", Header + ",capital\n1,FRA,250,France,MemberState,Weog,,,Paris")]
    [InlineData("column-twice", Header + ",code\n1,FRA,250,France,MemberState,Weog,,,FRA")]
    public void a_file_that_is_no_list_is_refused_as_a_whole(string code, string text) => Should.Throw<Refusal>(() => ListFile.Read(text)).Code.ShouldBe(code);

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    public void a_list_may_be_separated_otherwise_and_begin_with_a_mark(string separator) =>
        Check(("\uFEFF" + Header).Replace(",", separator, StringComparison.Ordinal), "1,FRA,250,France,MemberState,Weog,,".Replace(",", separator, StringComparison.Ordinal)).Rows.ShouldHaveSingleItem().State.ShouldBe(LineState.Unchanged);

    [Fact]
    public void it_is_committed_when_it_is_sound_and_what_falls_away_is_said()
    {
        var (sound, faulty) = (Check(Header, "1,FRA,250,Gaul,MemberState,Weog,,"), Check(Header, "1,FRA,250,Gaul,MemberState,Baltic,,"));
        Commit(faulty, missing: 1).ThenRefused("rows-faulty");
        Commit(sound, missing: 0).ThenRefused("lines-missing");
        Commit(sound, missing: 1, basedOn: 7).ThenRefused("list-superseded");
        Commit(sound, missing: 1).Then<ParticipantListImported>().Number.ShouldBe(2);
        Commit(Check(Header, "1,FRA,250,France,MemberState,Weog,,", "2,TUR,792,Turkey,MemberState,Weog,,"), basedOn: 7).ThenNothing();
    }

    [Fact]
    public void whatever_is_cut_out_of_a_list_every_row_has_a_state_and_every_line_a_row_or_is_missing() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 400).Two().Select(cut => (From: cut.Item1, Length: cut.Item2))),
        cut =>
        {
            var text = ListFile.Write(Old) + "3,MNE,499,Montenegro,MemberState,EasternEuropean,2006-06-28,,,,,,,old,\n";
            var from = Math.Min(cut.From, text.Length);
            CheckedList list;
            try
            {
                list = ListFile.Read(text.Remove(from, Math.Min(cut.Length, text.Length - from))).Check(Old);
            }
            catch (Refusal)
            {
                return;
            }

            foreach (var line in Old.Lines.Where(line => !list.Missing.Contains(line)))
                list.Rows.ShouldContain(row => row.Line == null || (row.Line.Id == line.Id && row.Line.From == line.From));
            foreach (var row in list.Rows)
                (row.State is LineState.Faulty).ShouldBe(row.Line is null);
            list.Rows.Where(row => row.State is LineState.Faulty).ShouldAllBe(row => row.Messages.Count > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    private static CheckedList Check(params string[] lines) => ListFile.Read(string.Join('\n', lines)).Check(Old);

    private static string[] Faults(params string[] lines) => [.. Check(lines).Rows.Where(row => row.State is LineState.Faulty).SelectMany(row => row.Messages.Select(message => message.Code))];

    private static Kit.Decided Commit(CheckedList list, int missing = 0, int basedOn = 1) => new Kit.Decider<ParticipantRegister>(new ParticipantRegister()).When(register =>
        new CommitList { Upload = Guid.Empty, BasedOn = basedOn, Missing = missing, Source = "A source", Reason = "A newer list has come." }.Decide(register, list, Guid.CreateVersion7(), At));
}
