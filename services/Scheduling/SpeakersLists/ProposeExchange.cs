using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Proposes to another delegation to exchange slots. Nothing moves before the other one agrees; until then it can be taken back.</summary>
public sealed record ProposeExchange
{
    /// <summary>How long the other has to answer when nothing else is said.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromHours(24);

    /// <summary>Code of the participant whose slot is wanted.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public required string With { get; init; }

    /// <summary>Until when it can be answered, on the edition's clock; null for a day. In no case longer than until the first of the two slots begins.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <param name="participant">Code of the participant that proposes.</param>
    /// <exception cref="Refusal">One of the two has no slot that could be exchanged.</exception>
    public IEnumerable<object> Decide(SpeakersList list, Guid id, string participant, KnownEdition edition, DateTimeOffset now)
    {
        if (With == participant)
            throw new Refusal("exchange-with-oneself", "An exchange is between two delegations.", "with");
        if (list.Plan is not { } plan || list.ConfirmedAt is null)
            throw new Refusal("slots-not-confirmed", "Nobody has a slot of its own yet that could be exchanged.");
        var (own, other) = (ToExchange(list, participant, null), ToExchange(list, With, "with"));
        var first = new[] { plan.StartOf(own.Slot!)!.Value, plan.StartOf(other.Slot!)!.Value }.Min();
        if (first <= now)
            throw new Refusal("slot-is-past", "One of the two slots should have begun already.", "with");
        if (ExpiresAt <= now)
            throw new Refusal("expires-in-the-past", $"It is {now:O} in this edition. Give a later time, or none for a day.", "expiresAt");
        if (plan.SlotsFor(own) != plan.SlotsFor(other))
            throw new Refusal("slots-differ-in-length", "The two statements have different limits, so that neither fits into the other's slot. Ask the secretariat to place one of them.", "with");
        if (list.Exchanges.Exists(exchange => exchange.IsOpen() && exchange.Concerns(own.Inscription.Id) && exchange.Concerns(other.Inscription.Id)))
            throw new Refusal("exchange-already-proposed", "An exchange between these two is proposed already. Answer it, or take it back.", "with");

        var until = ExpiresAt ?? now + Usual;
        return list.Settle(
            [
                new ExchangeProposed(new Exchange(
                    id, own.Inscription.Id, participant, other.Inscription.Id, With, own.Slot!, other.Slot!, now, edition.AtVenue(until < first ? until : first))),
            ],
            now);
    }

    private static Entry ToExchange(SpeakersList list, string participant, string? field)
    {
        var entry = list.Of(participant) ?? throw new Refusal("not-on-the-list", $"{participant} does not stand on the speakers' list.", field);
        entry.MustBeToCome(list);
        return entry.Slot is null ? throw new Refusal("no-slot", $"{participant} waits for a slot and has none to exchange.", field) : entry;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/exchanges", async (
                Guid id, ExpectedVersion expected, ProposeExchange command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var exchangeId = Guid.CreateVersion7();
                var now = edition.Now(time);
                var changed = await session.Decide<SpeakersList>(id, expected, list =>
                {
                    object[] events = [.. command.Decide(list, exchangeId, caller.Delegation ?? "", edition, now)];
                    session.SetLapsing(events.Aggregate(list, static (state, e) => state.Evolve(e)), edition);
                    return events;
                }, ct);
                return new ChangedTo<ProposedExchange>(new ProposedExchange(exchangeId), changed.Version);
            })
            .Allow(Role.Delegation)
            .WithName(nameof(ProposeExchange))
            .WithTags("Exchanges");
}

/// <summary>The exchange that was proposed.</summary>
public sealed record ProposedExchange(Guid ExchangeId);

/// <summary>Lets proposals lapse that were not answered in time, on the edition's clock.</summary>
public sealed class LapseExchanges(IDocumentSession session, TimeProvider time) : IWhenDue
{
    internal const string Kind = "exchange-lapses";

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<KnownEdition>(deadline.Subject, ct) is not { } edition)
            return;
        var stream = await session.Events.FetchForWriting<SpeakersList>(edition.Id, ct);
        if (stream.Aggregate is not { } list)
            return;
        object[] events = [.. Decide(list, edition.Now(time))];
        stream.AppendMany(events);
        session.SetLapsing(events.Aggregate(list, static (state, e) => state.Evolve(e)), edition);
    }

    public static IEnumerable<object> Decide(SpeakersList list, DateTimeOffset now) =>
        list.Exchanges.Where(exchange => exchange.IsOpen() && exchange.ExpiresAt <= now).Select(exchange => new ExchangeEnded(exchange.Id, ExchangeState.Lapsed));
}

internal static class Lapsing
{
    /// <summary>Sets the deadline at which the next proposal lapses, if any is open.</summary>
    public static void SetLapsing(this IDocumentSession session, SpeakersList list, KnownEdition edition)
    {
        DateTimeOffset[] open = [.. list.Exchanges.Where(exchange => exchange.IsOpen()).Select(exchange => exchange.ExpiresAt)];
        if (open.Length > 0)
            session.SetDeadline(LapseExchanges.Kind, list.Id, edition.Edition.Clock.RealAt(open.Min()));
    }
}
