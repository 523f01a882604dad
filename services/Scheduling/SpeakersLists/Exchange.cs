using System.Text.Json.Serialization;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>A delegation proposed to another one to exchange their slots.</summary>
public sealed record ExchangeProposed(Exchange Exchange);

/// <summary>The presiding officer lets the exchange be, though it would put a speaker where its rank would not.</summary>
public sealed record ExchangeWaived(Guid ExchangeId, DateTimeOffset At);

/// <summary>The two have exchanged their slots, both having agreed.</summary>
/// <param name="One">Who proposed it.</param>
/// <param name="OneSlot">Which it has from now on.</param>
/// <param name="OtherSlot">Which the other has from now on.</param>
/// <param name="Waived">True when it was waived that a speaker is where its rank would not have it.</param>
public sealed record SlotsExchanged(
    Guid ExchangeId, Inscription One, Slot OneSlot, DateTimeOffset OneStartsAt, Inscription Other, Slot OtherSlot, DateTimeOffset OtherStartsAt, bool Waived, DateTimeOffset At);

/// <summary>The exchange does not come about.</summary>
/// <param name="Outcome">Why.</param>
public sealed record ExchangeEnded(Guid ExchangeId, ExchangeState Outcome);

/// <summary>An exchange of slots that one delegation proposes to another; nothing moves before the other agrees.</summary>
/// <param name="By">Inscription of who proposes.</param>
/// <param name="ByParticipant">Its participant's code.</param>
/// <param name="To">Inscription of who is asked.</param>
/// <param name="Offered">The slot of who proposes, as it was then.</param>
/// <param name="Wanted">The slot of who is asked, as it was then.</param>
/// <param name="ProposedAt">On the edition's clock, as is the next.</param>
/// <param name="ExpiresAt">When it lapses, if the other has not answered.</param>
/// <param name="Waived">True when it was waived that a speaker comes where its rank would not have it.</param>
public sealed record Exchange(
    Guid Id,
    Guid By,
    string ByParticipant,
    Guid To,
    string ToParticipant,
    Slot Offered,
    Slot Wanted,
    DateTimeOffset ProposedAt,
    DateTimeOffset ExpiresAt,
    bool Waived = false,
    ExchangeState State = ExchangeState.Proposed)
{
    public bool IsOpen() => State is ExchangeState.Proposed;

    public bool Concerns(Guid inscriptionId) => By == inscriptionId || To == inscriptionId;
}

/// <summary>What became of a proposed exchange.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExchangeState>))]
public enum ExchangeState
{
    Proposed,

    /// <summary>Both wanted it: the slots are exchanged.</summary>
    Exchanged,

    Declined,
    TakenBack,

    /// <summary>Not answered in time.</summary>
    Lapsed,

    /// <summary>One of the two has another slot since, has spoken, or does not speak any more.</summary>
    Overtaken,
}
