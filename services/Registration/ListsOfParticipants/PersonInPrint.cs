using System.Security.Cryptography;
using Forum.Registration.People;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>
/// How somebody is named in the issued lists of an edition: personal data, in one document a person, beside the documents that are frozen.
/// It goes when the person's own document goes, in the same statement, and cannot come after it: whoever is erased is out of every issue. Order, roles, counts and content hash of the lists stay.
/// </summary>
/// <param name="Id">The person's.</param>
/// <param name="Printings">Oldest first; a new one only when name or title changed.</param>
public sealed record PersonInPrint(Guid Id, Guid EditionId, Guid DelegationId, IReadOnlyList<Printing> Printings)
{
    /// <summary>What the store ties to the person's own document.</summary>
    public Guid PersonId => Id;

    /// <summary>How the person is named in an issue.</summary>
    public Printing? In(int number) => Printings.LastOrDefault(printing => printing.From <= number);

    /// <summary>The person as named from an issue on; the same as before when nothing changed.</summary>
    public static PersonInPrint Name(PersonInPrint? before, Person person, Guid editionId, int number, Func<string> salt)
    {
        if (before is { Printings: [.., var last] } && last.Name == person.Name && last.Title == person.Title)
            return before;
        return new PersonInPrint(person.Id, editionId, person.DelegationId, [.. before?.Printings ?? [], new Printing(number, person.Name, person.Title, salt())]);
    }

    internal static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>A name and title as they are printed.</summary>
/// <param name="From">Number of the first issue with it.</param>
/// <param name="Salt">Random; without it nobody can find out from the seal whether it was this name.</param>
public sealed record Printing(int From, string Name, string Title, string Salt)
{
    /// <summary>What the frozen document holds instead of the name, so that its hash stands for the name, too, and says nothing of it once name and salt are gone.</summary>
    public string Seal() => FrozenList.Hash($"{Salt}\n{Name}\n{Title}");
}
