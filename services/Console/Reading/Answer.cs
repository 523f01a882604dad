namespace Forum.Console.Reading;

/// <summary>Why a page cannot show what it would.</summary>
public enum Absence
{
    None,

    /// <summary>The service answers and does not have it.</summary>
    NotThere,

    /// <summary>The service does not give it to this person.</summary>
    NotAllowed,

    /// <summary>The service does not answer, or not in a way that can be understood.</summary>
    Away,
}

/// <summary>What a service said, or why it said nothing. A page shows the rest either way.</summary>
/// <param name="Service">The service that was asked.</param>
/// <param name="Value">Null when there is none.</param>
public sealed record Answer<T>(string Service, T? Value, Absence Absence) where T : class;

/// <summary>Makes answers.</summary>
public static class Answer
{
    public static Answer<T> Of<T>(string service, T value) where T : class => new(service, value, Absence.None);

    public static Answer<T> None<T>(string service, Absence absence) where T : class => new(service, null, absence);
}
