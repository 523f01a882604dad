using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Holding;

/// <summary>All that those share who hold the rehearsed forum.</summary>
public sealed record Stage
{
    public required ForumPlan Plan { get; init; }
    public required EditionSeen Edition { get; init; }
    public required EditionTime Time { get; init; }
    public required Journal Journal { get; init; }
    public required Scheduling Scheduling { get; init; }
    public required Registration Registration { get; init; }
    public required IReadOnlyDictionary<MeetingName, Guid> Meetings { get; init; }

    /// <summary>By code of the participant.</summary>
    public required IReadOnlyDictionary<string, Guid> Delegations { get; init; }

    public Hall Hall { get; } = new();

    public static bool Chairs(OfficerRole role) => role is OfficerRole.PresidingOfficer or OfficerRole.Chair or OfficerRole.CoChair or OfficerRole.ViceChair;

    /// <summary>Calls the meeting to order as soon as somebody is there to chair it.</summary>
    /// <returns>When it was; null when nobody was found before the meeting's time was over.</returns>
    public async Task<DateTimeOffset?> Convene(MeetingPlan meeting, CancellationToken ct)
    {
        var look = TimeSpan.FromMinutes(5);
        var at = meeting.StartsAt;
        var noted = false;
        await Time.Until(at, ct);
        while (at < meeting.EndsAt)
        {
            var chairs = (await Scheduling.Meeting(Meetings[meeting.Name], ct)).Officers.Where(officer => Chairs(officer.Role)).ToArray();
            if (chairs.Length > 0 && Arrival(meeting, at, chairs) is var (arrives, who))
            {
                await Time.Until(arrives, ct);
                try
                {
                    await Scheduling.Convene(Meetings[meeting.Name], arrives, ct);
                    Journal.Note(arrives, meeting.Title, $"convened{(who is null ? "" : $", {who.Value.Text}")}", who?.Disturbance);
                    return arrives;
                }
                catch (Refused refused) when (refused.Code is "offices-vacant")
                {
                    at = arrives;
                }
            }

            if (!noted)
                Journal.Note(at, meeting.Title, "cannot be convened: an office is vacant that it cannot sit without");
            noted = true;
            at += look;
            await Time.Until(at, ct);
        }

        Journal.Note(meeting.EndsAt, meeting.Title, "was not held: an office was vacant to the end");
        return null;
    }

    public async Task Rise(MeetingPlan meeting, DateTimeOffset at, CancellationToken ct)
    {
        await Time.Until(at, ct);
        await Scheduling.Conclude(Meetings[meeting.Name], at, ct);
        Journal.Note(at, meeting.Title, "rose");
    }

    /// <summary>When somebody is there to chair: the one who was to, or after a while another.</summary>
    private (DateTimeOffset At, (string Text, int Disturbance)? Because) Arrival(MeetingPlan meeting, DateTimeOffset at, Officer[] chairs)
    {
        if (Hall.Late(meeting.Name) is not var (arrives, disturbance) || arrives <= at)
            return (at, null);
        var patience = meeting.StartsAt.AddMinutes(Plan.Scenario.GraceMinutes);
        var first = chairs[0].Participant;
        return chairs.Length > 1 && patience < arrives
            ? (patience > at ? patience : at, ($"{chairs[1].Role} presiding: {first} is late", disturbance))
            : (arrives, ($"late: {first} came at {arrives:HH:mm}", disturbance));
    }
}
