namespace Forum.Registration;

/// <summary>What the API speaks of, a sentence a tag.</summary>
internal static class Subjects
{
    public static void Describe(Dictionary<string, string> subjects)
    {
        subjects["Participants"] = "The participants of the forum as of a day, and the lists that say who they are.";
        subjects["Organizations"] = "Organizations of civil society on their way to being admitted: proposed, circulated, objected to or cleared.";
        subjects["Delegations"] = "Who comes: delegations, and what they ask for.";
        subjects["Composition"] = "Who is in a delegation, in what role and at what rank.";
        subjects["Amendments"] = "What delegations would change after the window, and what the secretariat makes of it.";
        subjects["Communications"] = "The notes verbales and letters by which participants say that they come.";
        subjects["Credentials"] = "The authority to represent, apart from the badge.";
        subjects["Arrivals"] = "Who collected a badge, and so is present.";
        subjects["Imports"] = "Delegations and their members from lists in files, shown before they are taken.";
        subjects["Lists of participants"] = "The list of participants as an issued document.";
        subjects["People"] = "The personal data of the forum: what is held, until when, and how it is erased.";
        subjects["Editions"] = "What is registered at an edition.";
    }
}
