using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>The exchanges of slots that were proposed, in the order of proposal: a delegation sees those in which it has a part, the secretariat all.</summary>
public sealed record ProposedExchanges(IReadOnlyList<ExchangeOnList> Items);

/// <summary>An exchange of slots.</summary>
/// <param name="By">Code of the participant that proposed it.</param>
/// <param name="With">Code of the participant that was asked.</param>
/// <param name="Offered">The slot of who proposed it.</param>
/// <param name="Wanted">The slot of who was asked.</param>
/// <param name="ProposedAt">On the edition's clock, as is the next.</param>
/// <param name="ExpiresAt">When it lapses, if it is not answered.</param>
/// <param name="NeedsWaiver">True when a speaker would be where its rank does not let it be, and the presiding officer has not waived that; null when it is not open any more.</param>
public sealed record ExchangeOnList(
    Guid Id, ExchangeState State, string By, string With, SlotOnList Offered, SlotOnList Wanted, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt, bool? NeedsWaiver, bool Waived)
{
    internal static ExchangeOnList Of(SpeakersList list, Exchange exchange) => new(
        exchange.Id,
        exchange.State,
        exchange.ByParticipant,
        exchange.ToParticipant,
        SlotOnList.Of(list.Plan, exchange.Offered)!,
        SlotOnList.Of(list.Plan, exchange.Wanted)!,
        exchange.ProposedAt,
        exchange.ExpiresAt,
        exchange.IsOpen() && list.Find(exchange.By) is not null && list.Find(exchange.To) is not null ? !exchange.Waived && !list.MayBeExchanged(exchange) : null,
        exchange.Waived);
}

/// <summary>Shows the exchanges.</summary>
public static class ReadExchanges
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/speakers-list/exchanges", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var list = await session.Require<SpeakersList>(id, ct);
                return new Versioned<ProposedExchanges>(
                    new ProposedExchanges([.. list.Exchanges.Where(exchange => caller.MayActFor(exchange.ByParticipant) || caller.MayActFor(exchange.ToParticipant)).Select(exchange => ExchangeOnList.Of(list, exchange))]),
                    list.Version);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ReadExchanges))
            .WithTags("Exchanges");
}
