namespace Forum.Optimiser.Checking;

internal static class UnknownIdentifiers
{
    public static IEnumerable<Violation> Of(Reading reading)
    {
        foreach (var seat in reading.Arrangement.Seats)
        {
            if (!reading.Participants.ContainsKey(seat.Participant))
                yield return Unknown($"A seat is given to {seat.Participant}, who is no participant.", seat.Participant);
            if (!reading.Tables.ContainsKey(seat.Table))
                yield return Unknown($"A seat is given at {seat.Table}, which is no table.", seat.Table);
        }

        foreach (var placement in reading.Arrangement.Placements)
        {
            if (!reading.Sessions.ContainsKey(placement.Session))
                yield return Unknown($"{placement.Session} is placed and is no session.", placement.Session);
            if (!reading.Rooms.ContainsKey(placement.Room))
                yield return Unknown($"{placement.Session} is placed in {placement.Room}, which is no room.", placement.Room);
        }
    }

    private static Violation Unknown(string sentence, string id) => new(HardRules.Unknown, sentence, [id]);
}
