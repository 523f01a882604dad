using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.Imports;
using Forum.Registration.Imports.Files;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests.Imports;

/// <summary>Whatever stands in the cells of a list.</summary>
public sealed class When_anything_is_uploaded
{
    private static readonly string[] Ordinary =
    [
        "", "", "FRA", "ITA", "IOM", "ssd", "XYZ", "MemberState", "Ngo", "Head", "Adviser", "Representative", "Alternate", "Minister", "Other", "Anne Example", "Bernard Example", "anne example",
        "Head of the delegation", "Minister of the Interior", "=1+1", "'=1+1", "-", "\t", "\r", "a\nb", "\"", "\0", "\u202E", "\uD800", "ref-1", "01900000-0000-7000-8000-0000000000aa", new string('x', 400),
    ];

    private static readonly Gen<string> Text = Gen.Frequency((4, Gen.Elements(Ordinary)), (1, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")));

    private static readonly Gen<SheetRow[]> Grids =
        from headings in Gen.Shuffle(Enum.GetValues<Column>()).SelectMany(columns => Gen.Choose(0, 9).Select(count => columns.Take(count)))
        from rows in Text.ArrayOf().Select(cells => cells.Take(12).ToArray()).ArrayOf()
        from odd in Gen.Elements(Enum.GetValues<CellOddity>())
        select rows.Where(cells => cells.Length > 0)
            .Select((cells, n) => new SheetRow(n + 2, [.. cells.Select((text, at) => new Cell(text, at == n % 7 && n % 3 == 0 ? odd : CellOddity.None))]))
            .Prepend(new SheetRow(1, [.. headings.Select(heading => new Cell(Columns.Heading(heading)))]))
            .ToArray();

    [Fact]
    public void there_is_a_preview_or_a_refusal_and_never_anything_else() => Check(Grids, grid =>
    {
        foreach (var removeMissing in new[] { false, true })
        {
            if (Preview(grid, Registered(), removeMissing) is not { } preview)
                continue;
            preview.Rows.Count(row => row.Row is not null).ShouldBe(grid.Length - 1, "no row is lost");
            foreach (var row in preview.Rows)
            {
                (row.State is RowState.Error).ShouldBe(row.Messages.Any(message => message.IsError));
                if (row.State is RowState.Error)
                    row.Effect.ShouldBe(RowEffect.None);
                if (row.State is RowState.NotInFile && !removeMissing)
                    row.Effect.ShouldBe(RowEffect.None);
            }
        }
    });

    [Fact]
    public void what_the_preview_shows_as_good_can_be_decided_and_keeps_the_delegation_composed() => Check(Grids, grid =>
    {
        if (Preview(grid, Registered(), removeMissing: true) is not { } preview)
            return;
        foreach (var staged in preview.Delegations.Where(staged => staged.Outcome is DelegationOutcome.Waiting))
        {
            var plan = new DelegationPlan(staged, [.. preview.Rows.Where(row => row.DelegationCode == staged.Code && row.Effect is not RowEffect.None)]);
            var before = staged.Seen is null ? null : Registered().Delegation;
            var now = Fold(before ?? new Delegation(), plan.Decide(Edition(), Shipped, before, Noon));
            now.Members.Count(member => member.Role is DelegationRole.HeadOfDelegation).ShouldBe(1);
            now.Members.Count(member => member.Role is DelegationRole.HeadOfDelegation or DelegationRole.Representative).ShouldBeLessThanOrEqualTo(5);
            now.Members.Select(member => member.PersonId).ShouldBeUnique();
            now.Listing.Members.ShouldBe(now.Members.Count);
            plan.Newcomers().Where(person => person.DelegationId != staged.DelegationId || person.Name.Length == 0).ShouldBeEmpty();
        }
    });

    [Fact]
    public void what_was_taken_is_unchanged_the_next_time() => Check(Grids, grid =>
    {
        if (Preview(grid, registered: null, removeMissing: false) is not { } preview)
            return;
        foreach (var staged in preview.Delegations.Where(staged => staged is { Outcome: DelegationOutcome.Waiting, Seen: null }))
        {
            StagedRow[] taken = [.. preview.Rows.Where(row => row.DelegationCode == staged.Code && row.Effect is not RowEffect.None)];
            var plan = new DelegationPlan(staged, taken);
            var people = plan.Newcomers().ToDictionary(person => person.Id);
            var delegation = Fold(new Delegation(), plan.Decide(Edition(), Shipped, null, Noon));
            var registered = new RegisteredDelegation(delegation, [.. delegation.Members.Select(member =>
                new RegisteredPerson(member.PersonId, member.Role, member.Rank, people[member.PersonId].Name, people[member.PersonId].Title, people[member.PersonId].Reference))]);
            var again = Preview(grid, registered, removeMissing: true)!;
            foreach (var row in again.Rows.Where(row => row.DelegationCode == staged.Code && taken.Any(before => before.Row == row.Row)))
                (row.Effect, row.Messages.Count(message => message.IsError)).ShouldBe((RowEffect.None, 0), string.Join("; ", row.Messages.Select(message => message.Text)));
        }
    });

    [Fact]
    public void any_bytes_are_rows_or_a_refusal() => Check(ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? []), bytes =>
    {
        foreach (var read in new Func<IEnumerable<SheetRow>>[] { () => CsvSheet.Read(bytes), () => XlsxSheet.Read(bytes), () => XlsxSheet.Read([.. "PK\u0003\u0004"u8, .. bytes]) })
        {
            try
            {
                foreach (var row in read())
                    row.Cells.Count.ShouldBeGreaterThan(0);
            }
            catch (Refusal)
            {
                // It says what is wrong with the file.
            }
        }
    });

    [Fact]
    public void whatever_goes_out_comes_in_as_it_was() => Check(Gen.Frequency((1, Text), (1, Text.Select(text => "=" + text)), (1, Text.Select(text => "''+" + text))), text =>
    {
        Neutral.In(Neutral.Out(text)).ShouldBe(text);
        Neutral.LooksLikeFormula(Neutral.Out(text)).ShouldBeFalse();
    });

    private static RegisteredDelegation Registered()
    {
        var delegation = Given().State;
        return new RegisteredDelegation(delegation, [.. delegation.Members.Select(member => new RegisteredPerson(member.PersonId, member.Role, member.Rank, "Head of the delegation", "Minister of the Interior", "ref-1"))]);
    }

    private static Previews? Preview(SheetRow[] grid, RegisteredDelegation? registered, bool removeMissing)
    {
        try
        {
            return Previews.Of(grid, registered, removeMissing);
        }
        catch (Refusal refusal)
        {
            refusal.Code.ShouldBeOneOf("column-missing", "column-twice", "file-empty");
            return null;
        }
    }

    private static void Check<T>(Gen<T> values, Action<T> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));
}
