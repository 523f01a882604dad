using System.Text.Json.Serialization;

namespace Forum.Registration.People;

/// <summary>Why a person was erased. A code and no words: words would name whom nobody is to be reminded of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureReason>))]
public enum ErasureReason
{
    /// <summary>The person, or the delegation in the person's name, asked for it.</summary>
    AskedFor,

    /// <summary>The person should never have been entered.</summary>
    EnteredByMistake,

    /// <summary>A court or an authority said so.</summary>
    Ordered,

    /// <summary>The person left the delegation, and the time for which that is kept has passed.</summary>
    LeftDelegation,
}

/// <summary>
/// That a person was erased, when, by whom and why. Nothing in it says who it was: the id is what the streams have, too.
/// It stays, so that the erasure can be proved, and done again on a backup that is older than it.
/// </summary>
/// <param name="By">Account of who erased; null when time did.</param>
/// <param name="At">World time: an erasure is a matter of law and not of the edition.</param>
/// <param name="Erased">How many documents it concerned, by kind.</param>
public sealed record Erasure(Guid Id, Guid PersonId, Guid DelegationId, ErasureReason Reason, string? By, DateTimeOffset At, IReadOnlyDictionary<string, int> Erased);
