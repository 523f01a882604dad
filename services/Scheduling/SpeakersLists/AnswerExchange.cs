using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Agrees to a proposed exchange: the two slots are exchanged. It is the other delegation that agrees, which was asked.</summary>
public sealed record AgreeToExchange
{
    /// <param name="participant">Code of the participant that agrees.</param>
    /// <exception cref="Missing">There is no such exchange, or it was proposed to another one.</exception>
    /// <exception cref="Refusal">It is too late, or a speaker would be where its rank does not let it be.</exception>
    public static IEnumerable<object> Decide(SpeakersList list, Guid exchangeId, string participant, DateTimeOffset now)
    {
        var exchange = list.OpenExchange(exchangeId, asked: participant);
        var plan = list.Plan!;
        var (one, other) = (list.Require(exchange.By), list.Require(exchange.To));
        var (oneStartsAt, otherStartsAt) = (plan.StartOf(exchange.Wanted)!.Value, plan.StartOf(exchange.Offered)!.Value);
        if (exchange.ExpiresAt <= now)
            throw new Refusal("exchange-lapsed", "It was not answered in time. A new one can be proposed.");
        if (oneStartsAt <= now || otherStartsAt <= now)
            throw new Refusal("slot-is-past", "One of the two slots should have begun already.");
        if (!exchange.Waived && !list.MayBeExchanged(exchange))
            throw new Refusal("not-legal-for-rank", "A speaker would come before others of a higher category, or after others of a lower one. The presiding officer can waive this; ask the secretariat.");
        return list.Settle(
            [new SlotsExchanged(exchangeId, one.Inscription, exchange.Wanted, oneStartsAt, other.Inscription, exchange.Offered, otherStartsAt, exchange.Waived, now)], now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/exchanges/{exchangeId:guid}/agreement", async (
                Guid id, Guid exchangeId, ExpectedVersion expected, AgreeToExchange? command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                return await session.DecideForOwn(id, expected, caller, exchangeId, list => Decide(list, exchangeId, caller.Delegation ?? "", edition.Now(time)), ct);
            })
            .Allow(Role.Delegation)
            .WithName(nameof(AgreeToExchange))
            .WithTags("Exchanges");
}

/// <summary>Does not agree to a proposed exchange.</summary>
public sealed record DeclineExchange
{
    /// <param name="participant">Code of the participant that was asked.</param>
    /// <exception cref="Missing">There is no such exchange, or it was proposed to another one.</exception>
    public static IEnumerable<object> Decide(SpeakersList list, Guid exchangeId, string participant)
    {
        list.OpenExchange(exchangeId, asked: participant);
        return [new ExchangeEnded(exchangeId, ExchangeState.Declined)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/exchanges/{exchangeId:guid}/refusal", async (
                Guid id, Guid exchangeId, ExpectedVersion expected, DeclineExchange? command, Caller caller, IDocumentSession session, CancellationToken ct) =>
            {
                (await session.RequireEdition(id, ct)).MustBeOpen();
                return await session.DecideForOwn(id, expected, caller, exchangeId, list => Decide(list, exchangeId, caller.Delegation ?? ""), ct);
            })
            .Allow(Role.Delegation)
            .WithName(nameof(DeclineExchange))
            .WithTags("Exchanges");
}

/// <summary>Takes a proposed exchange back before it was answered.</summary>
public sealed record TakeBackExchange
{
    /// <param name="participant">Code of the participant that proposed it.</param>
    /// <exception cref="Missing">There is no such exchange, or another one proposed it.</exception>
    public static IEnumerable<object> Decide(SpeakersList list, Guid exchangeId, string participant)
    {
        list.OpenExchange(exchangeId, proposer: participant);
        return [new ExchangeEnded(exchangeId, ExchangeState.TakenBack)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/exchanges/{exchangeId:guid}/taking-back", async (
                Guid id, Guid exchangeId, ExpectedVersion expected, TakeBackExchange? command, Caller caller, IDocumentSession session, CancellationToken ct) =>
            {
                (await session.RequireEdition(id, ct)).MustBeOpen();
                return await session.DecideForOwn(id, expected, caller, exchangeId, list => Decide(list, exchangeId, caller.Delegation ?? ""), ct);
            })
            .Allow(Role.Delegation)
            .WithName(nameof(TakeBackExchange))
            .WithTags("Exchanges");
}

/// <summary>Lets an exchange be that would put a speaker where its rank does not let it be: the presiding officer's waiver, which the secretariat records with a reason.</summary>
public sealed record WaiveRank
{
    [StringLength(ActingOnList.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">There is no such exchange.</exception>
    public static IEnumerable<object> Decide(SpeakersList list, Guid exchangeId, DateTimeOffset now) =>
        list.OpenExchange(exchangeId).Waived ? [] : [new ExchangeWaived(exchangeId, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/exchanges/{exchangeId:guid}/waiver", async (
                Guid id, Guid exchangeId, ExpectedVersion expected, WaiveRank command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var now = edition.Now(time);
                session.Note<WaiveRank>(id, exchangeId, command.Reason, now);
                return await session.Decide<SpeakersList>(id, expected, list => Decide(list, exchangeId, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(WaiveRank))
            .WithTags("Exchanges");
}

internal static class Exchanging
{
    /// <summary>The exchange, if it is still to be answered.</summary>
    /// <param name="proposer">Who has to have proposed it; null when that does not matter.</param>
    /// <param name="asked">To whom it has to have been proposed; null when that does not matter.</param>
    /// <exception cref="Missing">There is no such exchange of theirs.</exception>
    /// <exception cref="Refusal">It was answered, taken back or overtaken, or has lapsed.</exception>
    public static Exchange OpenExchange(this SpeakersList list, Guid exchangeId, string? proposer = null, string? asked = null)
    {
        var exchange = list.Exchanges.Find(exchange => exchange.Id == exchangeId);
        if (exchange is null || (proposer ?? exchange.ByParticipant) != exchange.ByParticipant || (asked ?? exchange.ToParticipant) != exchange.ToParticipant)
            throw new Missing("exchange", exchangeId);
        return exchange.IsOpen() ? exchange : throw new Refusal("exchange-not-open", $"Nothing comes of this exchange any more: it is {exchange.State}.");
    }

    /// <summary>True when each of the two may be by its rank where the other is. Who stands equal may always exchange.</summary>
    public static bool MayBeExchanged(this SpeakersList list, Exchange exchange)
    {
        var (one, other) = (list.Require(exchange.By), list.Require(exchange.To));
        return one.Level() == other.Level()
            || (Arrangement.IsLegal(list, one, exchange.Wanted, other.Inscription.Id) && Arrangement.IsLegal(list, other, exchange.Offered, one.Inscription.Id)
                && InOrderBetween(one, exchange.Wanted, other, exchange.Offered));
    }

    /// <summary>Decides for a delegation that has a part in the exchange; that there is one does not show in any version to others.</summary>
    public static async Task<Changed> DecideForOwn(
        this IDocumentSession session, Guid id, ExpectedVersion expected, Caller caller, Guid exchangeId, Func<SpeakersList, IEnumerable<object>> decide, CancellationToken ct)
    {
        var list = await session.Require<SpeakersList>(id, ct);
        if (!list.Exchanges.Exists(exchange => exchange.Id == exchangeId && (exchange.ByParticipant == caller.Delegation || exchange.ToParticipant == caller.Delegation)))
            throw new Missing("exchange", exchangeId);
        return await session.Decide(id, expected, decide, ct);
    }

    private static bool InOrderBetween(Entry one, Slot oneSlot, Entry other, Slot otherSlot) =>
        oneSlot.MeetingId != otherSlot.MeetingId || (one.Level() < other.Level()) == (oneSlot.Number < otherSlot.Number);
}
