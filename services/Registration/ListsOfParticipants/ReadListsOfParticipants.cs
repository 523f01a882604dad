using System.Globalization;
using System.Text;
using System.Text.Json;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Mandates;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>What was issued of an edition's list; provisional ones are there for the secretariat and for delegations only.</summary>
/// <param name="Version">What the next issue is decided on; 0 before the first one.</param>
/// <param name="Issued">Oldest first.</param>
public sealed record IssuedLists(Guid EditionId, long Version, IReadOnlyList<IssuedListLine> Issued);

/// <summary>One issue of the list.</summary>
/// <param name="Number">1 for the first one; part of its address.</param>
/// <param name="Date">Date on the masthead, in the venue's zone.</param>
/// <param name="IssuedAt">On the edition's clock.</param>
/// <param name="Delegations">How many are on it.</param>
/// <param name="People">How many are on it.</param>
/// <param name="ContentHash">SHA-256 of what was frozen, lower-case hexadecimal.</param>
public sealed record IssuedListLine(int Number, string Symbol, ListKind Kind, DateOnly Date, DateTimeOffset IssuedAt, int Delegations, int People, string ContentHash);

/// <summary>
/// The issued lists of participants. Who takes part in an open forum is public (G6), so a final list is. A provisional one is still being checked by those who are named in it:
/// it is for the secretariat and for delegations whose account has a mandate, and for anybody else it does not exist.
/// </summary>
public static class ReadListsOfParticipants
{
    private const string Address = "/lists-of-participants/{edition:guid}", Tag = "Lists of participants";

    /// <summary>Changes whenever the same list looks different in some form, so that caches notice.</summary>
    private const string Layout = "1";

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapIndex(routes);
        MapActions(routes);
        MapJson(routes);
        MapForm(routes, "html", "text/html; charset=utf-8", (list, _) => Task.FromResult(Encoding.UTF8.GetBytes(ListAsPage.Of(list))));
        MapForm(routes, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (list, _) => Task.FromResult(ListAsDocument.Of(list)));
        MapForm(routes, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ListAsWorkbook.Of);
        MapForm(routes, "csv", "text/csv; charset=utf-8; header=present", (list, _) => Task.FromResult(ListAsTable.AsCsv(list)));
    }

    private static void MapIndex(IEndpointRouteBuilder routes) =>
        routes.MapGet(Address, async (Guid edition, Caller caller, MandatesAtHand mandates, IQuerySession session, CancellationToken ct) =>
            {
                if (!await session.CheckExistsAsync<KnownEdition>(edition, ct))
                    throw new Missing("edition", edition);
                var list = await IssueListOfParticipants.ListOf(session, edition, ct);
                var all = await MayReadProvisional(caller, mandates, ct);
                var issued = (list?.Issues ?? []).Where(issue => all || issue.Kind is ListKind.Final)
                    .Select(issue => new IssuedListLine(issue.Number, issue.Symbol, issue.Kind, issue.Date, issue.At, issue.Delegations, issue.People, issue.ContentHash));
                var version = list?.Version ?? 0;
                return new Versioned<IssuedLists>(new IssuedLists(edition, version, [.. issued]), version) { Moves = true };
            })
            .AllowAnonymous()
            .WithName(nameof(ReadListsOfParticipants))
            .WithTags(Tag);

    /// <summary>Why and when the secretariat issued them.</summary>
    private static void MapActions(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{Address}/actions", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                if (!await session.CheckExistsAsync<KnownEdition>(edition, ct))
                    throw new Missing("edition", edition);
                return await session.ActionsOn(edition, after, limit, ct, nameof(IssueListOfParticipants));
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListActionsOnList")
            .WithSummary("Why lists of participants were issued.")
            .WithTags(Tag);

    private static void MapJson(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{Address}/{{number:int}}", async (Guid edition, int number, Caller caller, MandatesAtHand mandates, IQuerySession session, IOptions<JsonOptions> json, HttpContext http, CancellationToken ct) =>
            {
                var list = await Find(http, caller, mandates, session, edition, number, ct);
                return TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(list, json.Value.SerializerOptions), "application/json", entityTag: new EntityTagHeaderValue($"\"{list.Hash()}\""));
            })
            .AllowAnonymous()
            .WithName("ReadListOfParticipants")
            .WithSummary("An issued list of participants, as data.")
            .WithTags(Tag)
            .Produces<PrintedList>(StatusCodes.Status200OK, "application/json")
            .Produces(StatusCodes.Status304NotModified);

    private static void MapForm(IEndpointRouteBuilder routes, string form, string type, Func<PrintedList, CancellationToken, Task<byte[]>> print) =>
        routes.MapGet($"{Address}/{{number:int}}.{form}", async (Guid edition, int number, Caller caller, MandatesAtHand mandates, IQuerySession session, HttpContext http, CancellationToken ct) =>
            {
                var list = await Find(http, caller, mandates, session, edition, number, ct);
                var isPage = form == "html";
                if (isPage)
                    http.Response.Headers.ContentSecurityPolicy = ListAsPage.ContentSecurityPolicy;
                // Printed only when the caller has not got it yet. The bytes of an office document tell when it was packed, so that they are the same in content only.
                return TypedResults.Stream(
                    async body => await body.WriteAsync(await print(list, ct), ct),
                    type,
                    isPage ? null : $"{list.Symbol.Replace('/', '-')}.{form}",
                    entityTag: new EntityTagHeaderValue($"\"{list.Hash()}-{form}-{Layout}\"", isWeak: form is "docx" or "xlsx"));
            })
            .AllowAnonymous()
            .WithName($"ReadListOfParticipantsAs{char.ToUpperInvariant(form[0])}{form[1..]}")
            .WithSummary($"An issued list of participants, as {form.ToUpperInvariant()}.")
            .WithTags(Tag)
            .Produces<Stream>(StatusCodes.Status200OK, type.Split(';')[0])
            .Produces(StatusCodes.Status304NotModified);

    /// <summary>Whoever keeps an answer asks each time whether it still holds: a name may have been removed since.</summary>
    private static async Task<PrintedList> Find(HttpContext http, Caller caller, MandatesAtHand mandates, IQuerySession session, Guid edition, int number, CancellationToken ct)
    {
        var issued = await session.Query<IssuedList>().FirstOrDefaultAsync(list => list.EditionId == edition && list.Number == number, ct);
        var frozen = issued?.Read();
        if (frozen is null || (frozen.Kind is ListKind.Provisional && !await MayReadProvisional(caller, mandates, ct)))
            throw new Missing("list of participants", string.Create(CultureInfo.InvariantCulture, $"{edition}/{number}"));
        http.Response.Headers.CacheControl = frozen.Kind is ListKind.Final ? "public, no-cache" : "private, no-cache";
        return await PrintedList.Read(session, frozen, issued!.ContentHash, ct);
    }

    /// <summary>These routes are open to anybody, so that the mandate of a delegation's account is asked for here.</summary>
    private static async ValueTask<bool> MayReadProvisional(Caller caller, MandatesAtHand mandates, CancellationToken ct) =>
        caller.Is(Role.Organizer)
        || (caller.Is(Role.Delegation) && caller.Delegation is { } participant && await mandates.Hold(participant, caller.Subject, ct));
}
