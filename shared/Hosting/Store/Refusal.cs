namespace Forum.Hosting.Store;

/// <summary>A rule of the forum says no. It is an answer, not a fault: the caller is told which rule and what to do.</summary>
/// <param name="code">Stable, in kebab case; callers may rely on it.</param>
/// <param name="message">What is wrong and what to do about it, for a person. No personal data.</param>
/// <param name="field">The member of the request that the rule speaks of, e.g. <c>head.rank</c>; null when it is none.</param>
public sealed class Refusal(string code, string message, string? field = null) : Exception(message)
{
    public string Code { get; } = code;
    public string? Field { get; } = field;

    /// <summary>What the rule speaks of, each with what is wrong there, where it is more than one member.</summary>
    public IReadOnlyList<(string Field, string Message)> Fields { get; init; } = field is null ? [] : [(field, message)];

    /// <summary>True when the request is well-formed and lawful but somebody else was first (409 instead of 422).</summary>
    public bool TakenByAnother { get; init; }

    /// <summary>True when it is the caller who may not, whatever is asked for (403 instead of 422).</summary>
    public bool NotAllowed { get; init; }
}

/// <summary>There is no such thing, or none that the caller may know of.</summary>
public sealed class Missing(string what, object id) : Exception($"There is no {what} {id}.")
{
    public string What { get; } = what;
}

/// <summary>The caller decided on a version that is not the current one any more.</summary>
public sealed class StaleVersion(long expected, long current)
    : Exception($"The request expects version {expected}, the current one is {current}. Read it again, then decide again.")
{
    public long Current { get; } = current;
}
