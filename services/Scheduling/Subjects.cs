namespace Forum.Scheduling;

/// <summary>What the API speaks of, a sentence a tag.</summary>
internal static class Subjects
{
    public static void Describe(Dictionary<string, string> subjects)
    {
        subjects["Conflicts"] = "People who are to be in two places at once, or nearly so, and the ways out.";
        subjects["Counts"] = "What came of an edition: meetings, statements, seats.";
        subjects["Exchanges"] = "Slots of the speakers' list that two delegations exchange, both having agreed.";
        subjects["Floor"] = "Who has the floor at a meeting, and for how long.";
        subjects["Interpretation"] = "The teams of interpreters and the meetings that they serve.";
        subjects["Notices"] = "What delegations are told of a release that concerns them: drafted by itself, sent when the secretariat has approved it.";
        subjects["Optimiser"] = "Runs that give the seats of round tables and place meetings into slots and rooms, for an edition or for any problem that is posed.";
        subjects["Points of order"] = "What delegations object to in how a meeting is run, and how the presiding officer ruled.";
        subjects["Programme for others"] = "The published programme as calendars, for conference apps, as tables, and as the Journal of a day.";
        subjects["Programme of work"] = "The meetings, their rooms, times and officers.";
        subjects["Releases"] = "The programme of work as it was published, release by release, and the draft of the next one.";
        subjects["Representation"] = "Who of a delegation takes which of its places.";
        subjects["Rights of reply"] = "Who replies to what was said on a day.";
        subjects["Rooms"] = "The rooms of the venue.";
        subjects["Round tables"] = "The round tables and who has a seat.";
        subjects["Seats"] = "By which rules the seats of round tables are given, who waits for one, and to whom one is offered.";
        subjects["Speakers' list"] = "Who speaks in plenary, in which order, and who has spoken.";
        subjects["Speaking time"] = "Who had the floor for how long.";
        subjects["Texts"] = "The texts of statements, as delegations deposit them.";
    }
}
