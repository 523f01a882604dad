namespace Forum.Governance;

/// <summary>What the API speaks of, a sentence a tag.</summary>
internal static class Subjects
{
    public static void Describe(Dictionary<string, string> subjects)
    {
        subjects["Chairmanship"] = "Who chairs the forum, who did and who will; the handover, and a vacancy that is seen.";
        subjects["Editions"] = "The editions of the forum: dates, venue, modalities, clock, registration and public papers.";
        subjects["Evidence base"] = "Practices, published with the consent of who owns them.";
        subjects["Focal points"] = "Who speaks for a participant between the editions, and until when.";
        subjects["Friends of the Forum"] = "Every Member State that wishes, and the observers among them; their meetings.";
        subjects["Modality profiles"] = "How many may come, speak and sit: profiles as data, precedents labelled as such.";
        subjects["Non-duplication"] = "What others do already, and the activities held against it.";
        subjects["Openness"] = "What the secretariat did, why and when, for anybody.";
        subjects["Round-table teams"] = "The governments that prepare a round table, their background papers and the comments on them.";
        subjects["Segments"] = "Multi-stakeholder segments before the governmental days.";
        subjects["Steering Group"] = "The governments that steer with the Chair, and how they are balanced.";
    }
}
