using System.Text;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Participants;

/// <summary>A version of the list of participants.</summary>
/// <param name="Sha256">Over the list as CSV.</param>
/// <param name="ImportedAt">World time; null for the list that the forum begins with.</param>
/// <param name="Lines">How many lines it has, for all days together.</param>
/// <param name="Sources">Where its lines come from, by the key that they name.</param>
public sealed record ListNotice(int Number, string Sha256, DateTimeOffset? ImportedAt, int Lines, IReadOnlyDictionary<string, Provenance> Sources);

/// <summary>By which list of participants an edition goes.</summary>
/// <param name="Number">Of the list.</param>
/// <param name="AsOf">The day as of which it is read.</param>
/// <param name="ChosenAt">On the edition's clock; null while the edition goes by whatever list is the newest, until its registration opens.</param>
public sealed record EditionListNotice(Guid EditionId, long Version, int Number, DateOnly AsOf, DateTimeOffset? ChosenAt);

/// <summary>The versions of the list of participants, their texts, and which edition goes by which.</summary>
public static class ReadLists
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/participant-lists", async (int? after, int? limit, ParticipantListsAtHand lists, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var found = (await lists.All(ct)).Where(list => list.Number > (after ?? 0)).Take(most + 1).ToArray();
                var imported = await Imported(session, [.. found.Select(list => list.Number)], ct);
                return Page.Of([.. found.Select(list => Notice(list, imported.GetValueOrDefault(list.Number)))], most, notice => notice.Number.ToString());
            })
            .AllowAnonymous()
            .WithName("ListParticipantLists")
            .WithSummary("The versions of the list of participants, oldest first.")
            .WithTags("Participants");

        routes.MapGet("/participant-lists/{number:int}", async (int number, ParticipantListsAtHand lists, IQuerySession session, CancellationToken ct) =>
            {
                var list = await lists.Require(number, ct);
                return new Versioned<ListNotice>(Notice(list, (await Imported(session, [number], ct)).GetValueOrDefault(number)), number);
            })
            .AllowAnonymous()
            .WithName("ReadParticipantList")
            .WithSummary("A version of the list of participants, with all its lines.")
            .WithTags("Participants");

        routes.MapGet("/participant-lists/{number:int}.csv", async (int number, ParticipantListsAtHand lists, CancellationToken ct) =>
                TypedResults.Text(ListFile.Write(await lists.Require(number, ct)), "text/csv", Encoding.UTF8))
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .AllowAnonymous()
            .WithName("ReadParticipantListAsCsv")
            .WithSummary("A version of the list of participants as a file, to be edited and uploaded.")
            .WithTags("Participants");

        routes.MapGet("/participant-lists/actions", (Guid? after, int? limit, IQuerySession session, CancellationToken ct) => session.ActionsOn(ParticipantRegister.Only, after, limit, ct))
            .Allow(Role.Organizer)
            .WithName("ListActionsOnParticipantLists")
            .WithSummary("What the secretariat did to the lists of participants, and why.")
            .WithTags("Participants");

        routes.MapGet("/editions/{id:guid}/participant-list", async (Guid id, ParticipantListsAtHand lists, IQuerySession session, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(id, ct) ?? throw new Missing("edition", id);
                var chosen = await session.LoadAsync<EditionList>(EditionList.Of(id), ct);
                var number = chosen?.Number ?? (await lists.Require(null, ct)).Number;
                return new Versioned<EditionListNotice>(new EditionListNotice(id, chosen?.Version ?? 0, number, edition.Edition.ParticipantsAsOf, chosen?.ChosenAt), chosen?.Version ?? 0) { Moves = chosen is null };
            })
            .AllowAnonymous()
            .WithName("ReadListOfEdition")
            .WithSummary("Which version of the list an edition goes by.")
            .WithTags("Participants");

        routes.MapGet("/editions/{id:guid}/participant-list/actions", async (Guid id, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
                await session.CheckExistsAsync<KnownEdition>(id, ct) ? await session.ActionsOn(EditionList.Of(id), after, limit, ct) : throw new Missing("edition", id))
            .Allow(Role.Organizer)
            .WithName("ListActionsOnListOfEdition")
            .WithSummary("Why an edition goes by the version it goes by.")
            .WithTags("Participants");
    }

    private static async Task<Dictionary<int, DateTimeOffset>> Imported(IQuerySession session, int[] numbers, CancellationToken ct) =>
        (await session.Query<ImportedList>().Where(list => list.Number.IsOneOf(numbers)).Select(list => new { list.Number, list.ImportedAt }).ToListAsync(ct))
            .ToDictionary(list => list.Number, list => list.ImportedAt);

    private static ListNotice Notice(ParticipantList list, DateTimeOffset importedAt) =>
        new(list.Number, ListRules.Hash(list), list.Number == ParticipantList.Shipped.Number ? null : importedAt, list.Lines.Count, list.Sources);
}
