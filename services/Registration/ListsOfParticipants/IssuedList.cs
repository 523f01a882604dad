namespace Forum.Registration.ListsOfParticipants;

/// <summary>An issue on its shelf. Written once, with the event that issued it, and never again.</summary>
/// <param name="Id">The symbol with its suffix, unique over all lists.</param>
/// <param name="Content">The list (<see cref="FrozenList"/>) as JSON, to the letter; no name of a person is in it.</param>
/// <param name="ContentHash">SHA-256 of the content in UTF-8, lower-case hexadecimal.</param>
public sealed record IssuedList(string Id, Guid ListId, Guid EditionId, int Number, string Content, string ContentHash)
{
    public FrozenList Read() => FrozenList.Read(Content);
}
