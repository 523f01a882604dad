using Forum.Hosting.Store;
using Forum.Publishing.Notes;
using Forum.Publishing.Points;

namespace Forum.Publishing.Tests;

/// <summary>M1: what was said is kept, every save of it; two who write at once both keep what they wrote.</summary>
public sealed class M1_Capture
{
    private static readonly Guid Edition = Guid.CreateVersion7(), Note = Guid.CreateVersion7(), First = Guid.CreateVersion7(), Left = Guid.CreateVersion7(), Right = Guid.CreateVersion7();

    [Fact]
    public void two_saves_based_on_the_same_revision_stand_side_by_side()
    {
        var note = Folded(Revised(First), Revised(Left, First), Revised(Right, First));
        note.Heads.ShouldBe([Left, Right]);
        note.Revisions.ShouldBe(3);
    }

    [Fact]
    public void a_save_that_is_based_on_both_settles_it() => Folded(Revised(First), Revised(Left, First), Revised(Right, First), Revised(Note, Left, Right)).Heads.ShouldBe([Note]);

    [Fact]
    public void the_merge_to_be_made_shows_both_what_they_came_from_and_where_they_differ()
    {
        var merge = NoteMerge.Of(Folded(Revised(First), Revised(Left, First), Revised(Right, First)), [Text(First, "Fees"), Text(Left, "Fees fell", Stance.Support, First), Text(Right, "Fees rose", Stance.Support, First)])!;
        merge.Base!.Text.ShouldBe("Fees");
        merge.Sides.Select(side => side.Text).ShouldBe(["Fees fell", "Fees rose"]);
        merge.Differing.ShouldBe(["text"]);
    }

    [Fact]
    public void two_who_began_at_once_have_nothing_in_common()
    {
        var merge = NoteMerge.Of(Folded(Revised(Left), Revised(Right)), [Text(Left, "Fees fell"), Text(Right, "Fees rose", Stance.Dissent)])!;
        merge.Base.ShouldBeNull();
        merge.Differing.ShouldBe(["stance", "text"]);
    }

    [Fact]
    public void a_save_based_on_what_is_not_there_is_refused() => Should.Throw<Refusal>(() => Save(basedOn: First).Decide(null, Note, Left, [], DateTimeOffset.UnixEpoch).ToArray()).Code.ShouldBe("base-unknown");

    [Fact]
    public void a_note_stays_at_its_round_table() => Should.Throw<Refusal>(() => (Save() with { RoundTable = 2 }).Decide(Folded(Revised(First)), Note, Left, [], DateTimeOffset.UnixEpoch).ToArray()).Code.ShouldBe("note-elsewhere");

    [Fact]
    public void no_event_says_what_was_said_or_by_whom() =>
        InterventionNote.Events.SelectMany(e => e.GetProperties()).Where(member => member.PropertyType == typeof(string)).ShouldBeEmpty();

    internal static NoteText Text(Guid id, string text, Stance stance = Stance.Support, params Guid[] basedOn) => new()
    {
        Id = id,
        NoteId = Note,
        EditionId = Edition,
        BasedOn = basedOn,
        Author = "notetaker",
        Delegation = "FRA",
        Stance = stance,
        Text = text,
        At = DateTimeOffset.UnixEpoch,
    };

    private static SaveNote Save(params Guid[] basedOn) => new() { EditionId = Edition, RoundTable = 1, BasedOn = basedOn, Delegation = "FRA", Stance = Stance.Support, Text = "Fees" };

    private static NoteRevised Revised(Guid revision, params Guid[] basedOn) => new(revision, basedOn, DateTimeOffset.UnixEpoch);

    private static InterventionNote Folded(params NoteRevised[] revisions) =>
        revisions.Aggregate(new InterventionNote().Evolve(new NoteBegun(Note, Edition, 1, DateTimeOffset.UnixEpoch)), (note, e) => note.Evolve(e));
}

/// <summary>Counts of distinct delegations, each by the last that it said.</summary>
public sealed class When_notes_are_counted
{
    private readonly Point point = new Point().Evolve(new PointOpened(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new PointWording("Fees", "participants", "noted", "fees had fallen", null), DateTimeOffset.UnixEpoch));

    [Fact]
    public void a_delegation_counts_once_and_by_the_last_that_it_said() => Count(
        Head("FRA", Stance.Support, minute: 1), Head("FRA", Stance.Support, minute: 2), Head("ITA", Stance.Support, minute: 1), Head("ITA", Stance.Dissent, minute: 2), Head("ESP", Stance.Neutral), Head("POL", Stance.Support, on: false))
        .ShouldBe(new Counts(1, 1, 1, 4));

    [Fact]
    public void those_heard_are_those_of_its_round_table() => Count(Head("FRA", Stance.Support), Head("ITA", Stance.Support, on: false, table: 2)).ShouldBe(new Counts(1, 0, 0, 1));

    [Fact]
    public void a_note_that_was_gathered_from_another_table_counts_as_heard()
    {
        var elsewhere = Head("ITA", Stance.Support, on: false, table: 2);
        new NotesOfEdition([Head("FRA", Stance.Support), elsewhere]).CountsOf(point with { Notes = [elsewhere.Id] }).ShouldBe(new Counts(2, 0, 0, 2));
    }

    /// <summary>Every question that can be asked, at every number of delegations: no answer tells one or two, nor does the difference of two answers of which one is about a part of the other.</summary>
    [Fact]
    public void no_answer_and_no_difference_between_answers_tells_fewer_than_three()
    {
        foreach (var (whole, part) in from whole in Enumerable.Range(0, 130) from part in Enumerable.Range(0, whole + 1) select (Band.Of(whole), Band.Of(part)))
        {
            IsTold(whole.Least, whole.Most).ShouldBeFalse();
            IsTold(Math.Max(0, whole.Least - (part.Most ?? int.MaxValue)), whole.Most - part.Least).ShouldBeFalse($"{whole} less {part}");
        }

        // From 3 on, or possibly none: of one or two it is not certain that they are there.
        static bool IsTold(int least, int? most) => least >= 1 && most <= 2;
    }

    [Fact]
    public void the_filters_that_there_are_show_nothing_of_one_or_two()
    {
        NoteHead[] heads = [.. Enumerable.Range(0, 12).Select(n => Head($"D{n}", n == 0 ? Stance.Dissent : n == 1 ? Stance.Neutral : Stance.Support, table: n < 2 ? 2 : 1, on: n % 2 == 0))];
        var notes = new NotesOfEdition(heads);
        HeardBands[] answers = [.. from table in new int?[] { null, 1, 2, 3 } from asked in new[] { null, point } select CountHeard.Of(notes, table, asked)];
        foreach (var band in answers.SelectMany(answer => new[] { answer.Delegations, answer.Support, answer.Dissent, answer.Neutral }))
            (band.Least is 0 && band.Most is 2 || band.Least >= 3).ShouldBeTrue($"{band}");
        // Without the note of the one who dissented every answer is the same.
        var without = new NotesOfEdition([.. heads.Where(head => head.Stance is not Stance.Dissent)]);
        (from table in new int?[] { null, 2, 3 } from asked in new[] { null, point } select CountHeard.Of(without, table, asked).Dissent).ShouldAllBe(band => band == Band.Of(0));
        answers.ShouldAllBe(answer => answer.Dissent == Band.Of(0));
    }

    private Counts Count(params NoteHead[] heads) => new NotesOfEdition(heads).CountsOf(point);

    private NoteHead Head(string delegation, Stance stance, int minute = 0, bool on = true, int table = 1) => new()
    {
        Id = Guid.CreateVersion7(),
        EditionId = point.EditionId,
        RoundTable = table,
        Revision = Guid.CreateVersion7(),
        Delegation = delegation,
        Stance = stance,
        Point = on ? point.Id : null,
        MergeDue = false,
        At = DateTimeOffset.UnixEpoch.AddMinutes(minute),
    };
}
