using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Replay.Data;

namespace Forum.Replay.Generate;

/// <summary>
/// An illustrative order of the statements: the three offices that open, then States by the rank of the speaker, then the observer State
/// and the entities, spread evenly over the plenary meetings. The source gives neither the order nor the times.
/// </summary>
public static class OrderOfDelivery
{
    private const ulong Seed = 141;

    public static IReadOnlyList<Statement> Make(IReadOnlyList<Participant> participants, IReadOnlyList<Opener> openers, IEnumerable<PlannedMeeting> meetings)
    {
        var debate = new Draw(Seed).Shuffle(participants.Where(p => p.Speaks && p.Course is not Course.Withdraws))
            .OrderBy(p => p.Category)
            .ThenBy(p => p.Category is ParticipantCategory.MemberState ? Precedence(p.Rank) : 0)
            .Select(p => (Office: (string?)null, Participant: (string?)p.Code));
        (string? Office, string? Participant)[] speakers = [.. openers.Select(opener => ((string?)opener.Office, (string?)null)), .. debate];

        PlannedMeeting[] plenary = [.. meetings.Where(meeting => meeting.Kind is MeetingKind.Plenary).OrderBy(meeting => meeting.Number)];
        var statements = new List<Statement>();
        foreach (var (index, meeting) in plenary.Index())
        {
            var from = speakers.Length * index / plenary.Length;
            var count = (speakers.Length * (index + 1) / plenary.Length) - from;
            var minutes = (int)(meeting.EndsAt - meeting.StartsAt).TotalMinutes;
            for (var n = 0; n < count; n++)
            {
                var (office, participant) = speakers[from + n];
                statements.Add(new Statement(statements.Count + 1, meeting.Number, office, participant, meeting.StartsAt.AddMinutes(minutes * n / count)));
            }
        }

        return statements;
    }

    private static int Precedence(RankLevel rank) => rank switch
    {
        RankLevel.HeadOfState or RankLevel.VicePresident or RankLevel.CrownPrince or RankLevel.HeadOfGovernment => 0,
        RankLevel.DeputyHeadOfGovernment or RankLevel.ForeignMinister or RankLevel.Minister => 1,
        RankLevel.ViceMinister => 2,
        RankLevel.HeadOfDelegation or RankLevel.PermanentRepresentative or RankLevel.Other => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(rank), rank, null),
    };
}
