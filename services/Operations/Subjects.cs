namespace Forum.Operations;

/// <summary>What Operations speaks of, a sentence a tag, for the reader of its API.</summary>
internal static class Subjects
{
    public static void Describe(Dictionary<string, string> subjects)
    {
        subjects.Remove("Events");
        subjects.Remove("Webhooks");
        subjects["Traces"] = "Spans and log lines as the services exported them, kept for a week.";
        subjects["Journeys"] = "How far something has come, and what is missing.";
        subjects["Queues"] = "What waits where.";
        subjects["Faults"] = "Messages that were given up, kept until somebody has dealt with them.";
        subjects["Replays"] = "Sending again what was given up, and what came of it.";
        subjects["Telemetry"] = "Whether what watches is alive itself.";
    }
}
