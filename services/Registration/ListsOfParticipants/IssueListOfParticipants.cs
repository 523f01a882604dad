using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Forum.Registration.People;
using Marten;
using Npgsql;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>
/// Issues the list of participants as it stands now. Nothing of it is written by hand. The first issue has the symbol that is given, each later one is a revision of it and says what changed.
/// The version it is decided on is that of the list: 0 before the first issue.
/// </summary>
public sealed record IssueListOfParticipants
{
    /// <summary>E.g. <c>A/INF/61/4</c>: of the information series, without a suffix. Needed for the first issue; the others have the same.</summary>
    [RegularExpression(@"^[A-Z]{1,6}(/[A-Z]{1,6}(\.[1-9][0-9]{0,4})?|/[1-9][0-9]{0,4})*(/INF\.[1-9][0-9]{0,4}|/INF(/[1-9][0-9]{0,4}){1,2})$"), StringLength(60, MinimumLength = 5)]
    public string? Symbol { get; init; }

    public required ListKind Kind { get; init; }

    /// <summary>What is to be said of how the list came about, e.g. that it is an illustration. It is printed, and names nobody.</summary>
    [RegularExpression(Person.OneLine), StringLength(500, MinimumLength = 1)]
    public string? Note { get; init; }

    /// <summary>Why the secretariat issues it. Delegations read it; it names nobody.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="list">What was issued before.</param>
    /// <param name="delegations">All of the edition; those that are announced and have not withdrawn come on the list.</param>
    /// <param name="seals">By person; those are not in it whose name is not held any more.</param>
    /// <param name="previous">The last issue; null before the first one.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">There is nothing to issue, or not as what it is to be.</exception>
    public FrozenList Decide(
        ListOfParticipants list,
        KnownEdition edition,
        IEnumerable<Delegation> delegations,
        IReadOnlyDictionary<Guid, string> seals,
        Attendance attendance,
        FrozenList? previous,
        DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(edition.Edition.TimeZone)).DateTime);
        MustBeTimely(list, edition, today);

        var number = list.Issues.Count + 1;
        FrozenDelegation[] listed = [.. ProtocolOrder.Of(delegations.Where(delegation => delegation.Listing.Standing is DelegationStanding.Announced)).Select(Freeze)];
        if (listed is [])
            throw new Refusal("list-empty", "No delegation is registered for this edition, so that the list would be empty.");

        var changes = previous is null ? null : ListChanges.Between(previous, listed);
        if (changes is { Delegations: [] } && previous is not null && previous.Kind == Kind && previous.Note == Note && previous.Attendance == attendance)
            throw new Refusal("list-unchanged", $"Nothing has changed since {previous.Symbol}. It stands as it was issued.");

        return new FrozenList
        {
            Symbol = Revision(SymbolOf(list), number),
            Number = number,
            Kind = Kind,
            Date = today,
            Edition = ListedEdition.Of(edition.Id, edition.Edition),
            Note = Note,
            Attendance = attendance,
            Changes = changes,
            Delegations = listed,
        };

        FrozenDelegation Freeze(Delegation delegation) => new(
            delegation.Listing.Participant,
            delegation.Listing.Name,
            delegation.Listing.Category,
            [.. ProtocolOrder.Of(delegation.Members).Select(member => new FrozenPerson(member.PersonId, member.Role, seals.GetValueOrDefault(member.PersonId)))]);
    }

    /// <summary>A list that is not final can become so once the edition has begun: before, nobody has taken part in it.</summary>
    private void MustBeTimely(ListOfParticipants list, KnownEdition edition, DateOnly today)
    {
        if (Kind is ListKind.Provisional && list.IsFinal)
            throw new Refusal("list-final", "The final list was issued. What is to be put right in it is put right by another final one.", "kind");
        if (Kind is ListKind.Final && today < edition.Edition.StartsOn)
            throw new Refusal("final-before-opening", $"The edition begins on {edition.Edition.StartsOn:yyyy-MM-dd}. Until then its list is provisional.", "kind");
    }

    private string SymbolOf(ListOfParticipants list)
    {
        if (list.Issues is [])
            return Symbol ?? throw new Refusal("symbol-required", "The first issue needs a symbol, such as A/INF/61/4.", "symbol");
        return Symbol is null || Symbol == list.Symbol
            ? list.Symbol
            : throw new Refusal("symbol-of-list", $"The list of this edition has the symbol {list.Symbol}; a revision keeps it. Leave it out.", "symbol");
    }

    private static string Revision(string symbol, int number) => number == 1 ? symbol : string.Create(CultureInfo.InvariantCulture, $"{symbol}/Rev.{number - 1}");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/lists-of-participants/{edition:guid}",
                async (Guid edition, IssueListOfParticipants command, ExpectedVersion expected, IDocumentSession session, IDocumentStore store, TimeProvider time, CancellationToken ct) =>
                {
                    var known = await session.Require<KnownEdition>(edition, ct);
                    var list = await ListOf(session, edition, ct);
                    var version = list?.Version ?? 0;
                    if (version != expected.Value)
                        throw new StaleVersion(expected.Value, version);

                    var now = known.Edition.Clock.Now(time);
                    var (issued, shelved) = await command.Freeze(session, list ?? new ListOfParticipants { Id = Guid.CreateVersion7(), EditionId = edition }, known, now, ct);
                    await MustBeFree(session, issued, ct);
                    session.Insert(shelved);
                    try
                    {
                        if (list is null)
                            session.Events.StartStream<ListOfParticipants>(issued.ListId, issued);
                        else
                            await session.Decide<ListOfParticipants>(list.Id, expected, _ => [issued], ct);
                        await session.SaveChangesAsync(ct);
                    }
                    catch (Exception e) when (e is not (OperationCanceledException or Refusal or StaleVersion))
                    {
                        // Which statement of the batch met the other issue first is chance, so the shelf is asked and not the exception.
                        await using var afresh = store.QuerySession();
                        await MustBeFree(afresh, issued, ct);
                        if (e.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
                            throw new Refusal("person-erased-meanwhile", "Somebody on the list was erased at the same moment. Nothing was issued; issue it again.") { TakenByAnother = true };
                        throw;
                    }

                    return new Started(issued.ListId, issued.Number, string.Create(CultureInfo.InvariantCulture, $"/lists-of-participants/{edition}/{issued.Number}"));
                })
            .Allow(Role.Organizer)
            .WithName(nameof(IssueListOfParticipants))
            .WithTags("Lists of participants");

    internal static Task<ListOfParticipants?> ListOf(IQuerySession session, Guid edition, CancellationToken ct) =>
        session.Query<ListOfParticipants>().FirstOrDefaultAsync(list => list.EditionId == edition, ct);

    /// <summary>Decides, and hands the session the names as they are printed from this issue on.</summary>
    private async Task<(ListOfParticipantsIssued Issued, IssuedList Shelved)> Freeze(IDocumentSession session, ListOfParticipants list, KnownEdition edition, DateTimeOffset now, CancellationToken ct)
    {
        // Delegations before people: who is in a delegation that was read was there before it.
        var delegations = await session.Query<Delegation>().Where(delegation => delegation.Listing.EditionId == edition.Id).ToListAsync(ct);
        Guid[] ids = [.. delegations.SelectMany(delegation => delegation.Members).Select(member => member.PersonId)];
        var people = await session.LoadManyAsync<Person>(ct, ids);
        var printed = (await session.LoadManyAsync<PersonInPrint>(ct, ids)).ToDictionary(person => person.Id);
        var previous = list.Issues is [.., var last] ? (await session.LoadAsync<IssuedList>(last.Symbol, ct))?.Read() : null;

        PersonInPrint[] named = [.. people.Select(person => PersonInPrint.Name(printed.GetValueOrDefault(person.Id), person, edition.Id, list.Issues.Count + 1, PersonInPrint.NewSalt))];
        var seals = named.ToDictionary(person => person.Id, person => person.Printings[^1].Seal());
        var frozen = Decide(list, edition, delegations, seals, Attendance.Of(delegations), previous, now);

        session.Store(named.Where(person => !printed.ContainsValue(person)));
        session.Note<IssueListOfParticipants>(edition.Id, Reason, now);
        var content = frozen.Write();
        var hash = FrozenList.Hash(content);
        return (
            new ListOfParticipantsIssued(list.Id, edition.Id, frozen.Number, frozen.Symbol, Kind, frozen.Date, frozen.Delegations.Count, frozen.CountPeople(), hash, now),
            new IssuedList(frozen.Symbol, list.Id, edition.Id, frozen.Number, content, hash));
    }

    private static async Task MustBeFree(IQuerySession session, ListOfParticipantsIssued issued, CancellationToken ct)
    {
        if (await session.LoadAsync<IssuedList>(issued.Symbol, ct) is { } other && other.EditionId != issued.EditionId)
            throw new Refusal("symbol-taken", $"Another list was issued as {issued.Symbol}. Every document has a symbol of its own.", "symbol") { TakenByAnother = true };
    }
}
