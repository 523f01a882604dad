using Forum.Replay.Data;

namespace Forum.Replay.Generate;

/// <summary>The two files that are drawn and not read: participants.csv and statements.csv.</summary>
public sealed record Illustration(string Participants, string Statements)
{
    /// <summary>Draws them from the totals, the Member States, the openers and the meetings in the folder.</summary>
    public static Illustration Of(string folder)
    {
        var totals = DataFolder.Member<ExpectedFigure[]>(DataFolder.Json(folder, "figures.json"), "figures")
            .Where(figure => decimal.IsInteger(figure.Expected))
            .ToDictionary(figure => figure.Name, figure => (int)figure.Expected);
        var meetings = DataFolder.Json(folder, "meetings.json");
        var participants = Allocation.Make(MemberState.Read(folder), totals);
        var statements = OrderOfDelivery.Make(participants, DataFolder.Member<Opener[]>(meetings, "openers"), DataFolder.Member<PlannedMeeting[]>(meetings, "meetings"));
        return new Illustration(
            Table.Text(Participant.Columns, participants.Select(participant => participant.Cells())),
            Table.Text(Statement.Columns, statements.Select(statement => statement.Cells())));
    }

    public void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, Participant.File), Participants);
        File.WriteAllText(Path.Combine(folder, Statement.File), Statements);
    }
}
