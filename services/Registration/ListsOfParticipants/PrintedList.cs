using System.Text.Json;
using System.Xml;
using Forum.Contracts.Registration;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>An issued list as it is printed today: what was frozen, with the names that have not been removed since. Whatever form it takes, this is all that is in it.</summary>
/// <param name="Note">What is to be said of how the list came about; null when there is nothing to say.</param>
/// <param name="Changes">What is other than in the issue before; null in the first one.</param>
/// <param name="Parts">One a category, in the order of the document; those without a delegation are left out.</param>
/// <param name="ContentHash">SHA-256 of what was frozen, lower-case hexadecimal.</param>
public sealed record PrintedList(
    string Language,
    string Symbol,
    int Number,
    ListKind Kind,
    DateOnly Date,
    ListedEdition Edition,
    string? Note,
    Attendance Attendance,
    ListChanges? Changes,
    IReadOnlyList<PrintedPart> Parts,
    string ContentHash)
{
    public const string NameRemoved = "(name removed)";

    /// <summary>What is printed when the edition was held on the clock of a rehearsal.</summary>
    public const string OfARehearsal = "Issued in a rehearsal of the edition.";

    /// <summary>Registered ones, withdrawn ones left out.</summary>
    public int Delegations => Parts.Sum(part => part.Delegations.Count);

    public int People => Parts.Sum(part => part.People);

    public string Title() => Kind is ListKind.Final ? "List of participants" : "Provisional list of participants";

    /// <summary>Differs when anything that is printed differs, so also once a name has been removed.</summary>
    public string Hash() => FrozenList.Hash(JsonSerializer.Serialize(this));

    public static PrintedList Of(FrozenList list, string contentHash, IReadOnlyDictionary<Guid, Printing> names) => new(
        list.Language,
        list.Symbol,
        list.Number,
        list.Kind,
        list.Date,
        list.Edition,
        list.Note is { } note ? Printable(note) : null,
        list.Attendance,
        list.Changes is { } changes ? changes with { Delegations = [.. changes.Delegations.Select(delegation => delegation with { Name = Printable(delegation.Name) })] } : null,
        [.. list.Delegations.GroupBy(delegation => delegation.Category).Select(part => new PrintedPart(
            part.Key,
            ListWords.Of(part.Key),
            [.. part.Select(delegation => new PrintedDelegation(delegation.Participant, Printable(delegation.Name), [.. delegation.People.Select(person => Print(person, names))]))]))],
        contentHash);

    /// <summary>The names as they stood in that issue, of whom the forum still holds a name.</summary>
    internal static async Task<PrintedList> Read(IQuerySession session, FrozenList list, string contentHash, CancellationToken ct)
    {
        Guid[] ids = [.. list.Delegations.SelectMany(delegation => delegation.People).Select(person => person.PersonId)];
        var printed = await session.LoadManyAsync<PersonInPrint>(ct, ids);
        var names = printed
            .Select(person => (person.Id, Printing: person.In(list.Number)))
            .Where(named => named.Printing is not null)
            .ToDictionary(named => named.Id, named => named.Printing!);
        return Of(list, contentHash, names);
    }

    private static PrintedPerson Print(FrozenPerson person, IReadOnlyDictionary<Guid, Printing> names) =>
        names.TryGetValue(person.PersonId, out var printing) && string.Equals(printing.Seal(), person.Seal, StringComparison.Ordinal)
            ? new PrintedPerson(person.Role, Printable(printing.Name), Printable(printing.Title))
            : new PrintedPerson(person.Role, null, null);

    /// <summary>Without the signs that no page and no office document can hold.</summary>
    private static string Printable(string text) =>
        text.All(IsPrintable) ? text : string.Concat(text.Where(IsPrintable));

    private static bool IsPrintable(char sign) => char.IsSurrogate(sign) || (XmlConvert.IsXmlChar(sign) && !char.IsControl(sign));
}

/// <summary>A category with its delegations, in the order of the document.</summary>
/// <param name="Heading">As it is printed.</param>
public sealed record PrintedPart(ParticipantCategory Category, string Heading, IReadOnlyList<PrintedDelegation> Delegations)
{
    public int People => Delegations.Sum(delegation => delegation.People.Count);
}

/// <summary>A delegation on the list.</summary>
/// <param name="Participant">Code on the list of the edition, e.g. <c>FRA</c>.</param>
/// <param name="People">In protocol order.</param>
public sealed record PrintedDelegation(string Participant, string Name, IReadOnlyList<PrintedPerson> People)
{
    /// <summary>Those of one role together, as they are printed under one heading.</summary>
    internal IEnumerable<(string Heading, IReadOnlyList<PrintedPerson> People)> ByRole() =>
        People.GroupBy(person => person.Role).Select(group => (ListWords.Of(group.Key, group.Count()), (IReadOnlyList<PrintedPerson>)[.. group]));
}

/// <summary>Somebody on the list.</summary>
/// <param name="Name">Null when it was removed.</param>
/// <param name="Title">Null when it was removed.</param>
public sealed record PrintedPerson(DelegationRole Role, string? Name, string? Title);
