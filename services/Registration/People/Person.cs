namespace Forum.Registration.People;

/// <summary>
/// Who somebody in a delegation is: the personal data of the forum, in one document a person and nowhere else.
/// Events, messages, logs and spans say the id only, so that taking the document away forgets the person and leaves the streams whole.
/// </summary>
/// <param name="Title">The office held at home, as it is to be printed.</param>
public sealed record Person(Guid Id, Guid DelegationId, string Name, string Title)
{
    /// <summary>The mark by which whoever sent a list of people knows this one; null when no list gave one.</summary>
    public string? Reference { get; init; }

    /// <summary>One line that neither starts nor ends with a blank.</summary>
    internal const string OneLine = @"^\S(.*\S)?$";
}
