using Forum.Registration.People;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Weasel.Core;

namespace Forum.Registration.Tests;

/// <summary>Documents as there may be: a text, and rows that each speak of somebody.</summary>
public sealed record Sheet(Guid Id, Guid DelegationId, string Note, IReadOnlyList<Row> Rows, CredentialsState State);

public sealed record Row(string Name, string Title);

public sealed class When_somebody_is_named_in_words
{
    private static readonly Guid Id = new("01900000-0000-7000-8000-00000000ab1e");

    [Theory]
    [InlineData("Astrid Lindqvist", "Astrid Lindqvist is ill.", "[erased] is ill.")]
    [InlineData("Astrid Lindqvist", "Ms. LINDQVIST's flight is late.", "Ms. [erased] flight is late.")]
    [InlineData("Astrid Lindqvist", "Lindqvist, Astrid: visa refused", "[erased], [erased]: visa refused")]
    [InlineData("Astrid Lindqvist", "A letter came by way of the Lindqvistgatan.", null)]
    [InlineData("Ursula von der Leyen", "Der Brief kommt von der Botschaft.", null)]
    [InlineData("Ursula von der Leyen", "Frau von der Leyen kommt nicht.", "Frau von der [erased] kommt nicht.")]
    [InlineData("Jean-Luc Ó Súilleabháin", "jean-luc ó súilleabháin sent regrets", "[erased] sent regrets")]
    [InlineData("X Æ", "Nobody is meant.", null)]
    [InlineData("…", "Nobody is meant … at all.", null)]
    [InlineData("A+B (Smith)", "smith came", "[erased] came")]
    public void the_name_is_found_and_taken_out(string name, string said, string? then)
    {
        var person = new NameOf(new Person(Guid.NewGuid(), Id, name, "Counsellor"));
        var remark = new Remark(Guid.NewGuid(), Id, said);
        person.StandsIn(remark, inPart: true).ShouldBe(then is not null);
        person.StruckFrom(remark, inPart: true).ShouldBe(remark with { Text = then ?? said });
    }

    [Fact]
    public void a_title_goes_with_the_name_and_stays_where_somebody_else_is_spoken_of()
    {
        var person = new NameOf(new Person(Guid.NewGuid(), Id, "Astrid Lindqvist", "Minister of Labour"));
        var sheet = new Sheet(Id, Id, "The Minister of Labour of another State comes.", [new("Astrid Lindqvist", "Minister of Labour"), new("Peter Lindqvist", "Minister of Labour")], CredentialsState.Full);

        var struck = person.StruckFrom(sheet, inPart: false).ShouldNotBeNull();
        struck.Rows.ShouldBe([new("[erased]", "[erased]"), new("Peter Lindqvist", "Minister of Labour")]);
        (struck with { Rows = sheet.Rows }).ShouldBe(sheet);
    }

    [Fact]
    public void what_is_found_is_shown_with_what_stands_beside_it()
    {
        var person = new NameOf(new Person(Guid.NewGuid(), Id, "Astrid Lindqvist", "Minister of Labour"));
        var sheet = new Sheet(Id, Id, "Nothing", [new("Somebody Else", "Adviser"), new("Astrid Lindqvist", "Minister of Labour")], CredentialsState.Full);
        person.MentionsIn(sheet, "sheets", inPart: false).ShouldBe(
            [new("sheets", "$.Rows[1].Name", "Astrid Lindqvist"), new("sheets", "$.Rows[1].Title", "Minister of Labour")]);
    }

    [Fact]
    public void nothing_is_left_of_it_and_nothing_else_is_touched() => Prop.ForAll(Arb.From(Cases), said =>
    {
        var (name, before, after) = said;
        var person = new NameOf(new Person(Guid.NewGuid(), Id, name, "Counsellor"));
        var struck = person.StruckFrom(new Remark(Guid.NewGuid(), Id, $"{before} {name} {after}"), inPart: true).ShouldNotBeNull();
        person.StandsIn(struck, inPart: true).ShouldBeFalse();
        struck.Text.ShouldBe($"{before} [erased] {after}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    /// <summary>Names and words that have nothing in common; digits stand for the words.</summary>
    private static Gen<(string Name, string Before, string After)> Cases =>
        from words in Gen.Elements("Ärta", "O'Brien", "Ng", "de", "Smith", "Øystein", "Żółć", "al-Rashid", "李", "X").NonEmptyListOf()
        from before in Gen.Choose(0, 9_999)
        from after in Gen.Choose(0, 9_999)
        select (string.Join(' ', words), before.ToString(), after.ToString());
}

/// <summary>The kinds of documents on a store, each with a document that names Astrid Lindqvist, one that does not, and one of another delegation that does.</summary>
[Collection<Registering>]
public sealed class When_documents_of_a_kind_are_searched(RegistrationFixture fixture)
{
    private static readonly Guid Here = Guid.CreateVersion7(), Elsewhere = Guid.CreateVersion7();
    private static readonly Person Astrid = new(Guid.CreateVersion7(), Here, "Astrid Ó Lindqvist", "Minister of Labour");

    [Fact]
    public async Task a_name_is_struck_from_fields_and_other_names_stay()
    {
        await using var store = await Store("fields", [Sheet(Here, Astrid.Name), Sheet(Here, "Peter Lindqvist"), Sheet(Elsewhere, Astrid.Name)]);
        var kind = PersonalKind.Fields<Sheet>("sheets", sheet => sheet.DelegationId);
        await using (var session = store.LightweightSession())
        {
            (await kind.Mentions(session, [Here], Astrid, default)).Select(mention => mention.Text).ShouldBe([Astrid.Name, "Minister of Labour"]);
            (await kind.Forget(session, [Here], Astrid, default)).ShouldBe(1);
            await session.SaveChangesAsync();
        }

        (await Names(store)).ShouldBe(["[erased]", "Peter Lindqvist", Astrid.Name], ignoreOrder: true);
    }

    [Fact]
    public async Task an_entry_goes_as_a_whole()
    {
        await using var store = await Store("entries", [Sheet(Here, Astrid.Name.ToUpperInvariant()), Sheet(Here, "Peter Lindqvist"), Sheet(Elsewhere, Astrid.Name)]);
        var kind = PersonalKind.Entries<Sheet>("sheets", sheet => sheet.DelegationId);
        await using (var session = store.LightweightSession())
        {
            (await kind.Forget(session, [Here], Astrid, default)).ShouldBe(1);
            await session.SaveChangesAsync();
        }

        (await Names(store)).ShouldBe(["Peter Lindqvist", Astrid.Name], ignoreOrder: true);
    }

    [Fact]
    public async Task in_papers_nobody_is_found_and_they_are_counted_and_erased_as_they_are()
    {
        await using var store = await Store("papers", [Sheet(Here, Astrid.Name), Sheet(Here, "Peter Lindqvist"), Sheet(Elsewhere, Astrid.Name)]);
        var kind = PersonalKind.Papers<Sheet>("papers", sheet => sheet.DelegationId);
        await using (var session = store.LightweightSession())
        {
            (await kind.Mentions(session, [Here], Astrid, default)).ShouldBeEmpty();
            (await kind.Forget(session, [Here], Astrid, default)).ShouldBe(0);
            (await kind.Count(session, [Here], default)).ShouldBe(2);
            (await kind.Erase(session, [Here], default)).ShouldBe(2);
            await session.SaveChangesAsync();
        }

        (await Names(store)).ShouldBe([Astrid.Name]);
    }

    [Fact]
    public async Task what_outlives_its_words_is_blanked_once()
    {
        await using var store = await Store("words", [Sheet(Here, Astrid.Name), Sheet(Elsewhere, Astrid.Name)]);
        var kind = PersonalKind.Words<Sheet>("sheets", sheet => sheet.DelegationId, sheet => sheet with { Note = "", Rows = [] });
        await using var session = store.LightweightSession();
        (await kind.Erase(session, [Here], default)).ShouldBe(1);
        await session.SaveChangesAsync();
        (await Names(store)).ShouldBe([Astrid.Name]);
        (await kind.Count(session, [Here, Elsewhere], default)).ShouldBe(2);
    }

    private static Sheet Sheet(Guid about, string name) => new(Guid.CreateVersion7(), about, "A note", [new(name, "Minister of Labour")], CredentialsState.Full);

    private static async Task<string[]> Names(DocumentStore store)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Sheet>().ToListAsync()).SelectMany(sheet => sheet.Rows).Select(row => row.Name)];
    }

    private async Task<DocumentStore> Store(string schema, Sheet[] sheets)
    {
        var store = DocumentStore.For(options =>
        {
            options.Connection(fixture.Database.ConnectionString);
            options.DatabaseSchemaName = schema;
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString);
            options.DisableNpgsqlLogging = true;
        });
        await using var session = store.LightweightSession();
        session.Insert(sheets);
        await session.SaveChangesAsync();
        return store;
    }
}
