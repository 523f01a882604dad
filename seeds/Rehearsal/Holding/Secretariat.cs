using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Holding;

/// <summary>Watches for offices that fall vacant, and names somebody as fast as the scenario says.</summary>
public sealed class Secretariat(Stage stage)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly HashSet<(Guid Meeting, OfficerRole Role, string? Participant)> seen = [];
    private readonly HashSet<string> officers = [.. stage.Plan.Meetings.Values.SelectMany(meeting => meeting.Officers).Select(officer => officer.Participant).OfType<string>()];
    private readonly PriorityQueue<VacancySeen, DateTimeOffset> toName = new();

    /// <summary>Until the last meeting has risen.</summary>
    public async Task Watch(CancellationToken done, CancellationToken ct)
    {
        var at = stage.Time.Now;
        while (!done.IsCancellationRequested)
        {
            await LookAround(at, ct);
            at += Pause;
            await stage.Time.Until(at, ct);
        }
    }

    private async Task LookAround(DateTimeOffset at, CancellationToken ct)
    {
        foreach (var vacancy in (await stage.Scheduling.Vacancies(stage.Edition.Id, ct)).Where(vacancy => seen.Add((vacancy.MeetingId, vacancy.Role, vacancy.Participant))))
        {
            var meeting = stage.Plan.Meetings[new MeetingName(vacancy.Kind, vacancy.Number)];
            stage.Journal.Note(vacancy.Since, meeting.Title, $"{vacancy.Role} is vacant{(vacancy.ChairVacant ? ", and nobody is left to chair" : "")}", Because(vacancy));
            toName.Enqueue(vacancy, vacancy.Since.AddMinutes(stage.Plan.Scenario.ReactionMinutes));
        }

        while (toName.TryPeek(out var vacancy, out var due) && due <= at)
        {
            toName.Dequeue();
            await Name(vacancy, ct);
        }
    }

    private async Task Name(VacancySeen vacancy, CancellationToken ct)
    {
        var meeting = stage.Plan.Meetings[new MeetingName(vacancy.Kind, vacancy.Number)];
        var now = await stage.Scheduling.Meeting(vacancy.MeetingId, ct);
        if (now.State is MeetingState.Concluded || Substitute(now) is not { } substitute)
            return;
        var officer = new Officer { Role = vacancy.Role, Name = substitute.NameOf($"{vacancy.Role} in place of {vacancy.Participant}"), Title = substitute.Title, Participant = substitute.Code };
        // It may rise in the same moment, and stays as it was then.
        if (!(await stage.Scheduling.Designate(vacancy.MeetingId, officer, ct)).HasOfficer(officer))
            return;
        officers.Add(substitute.Code);
        stage.Journal.Note(stage.Time.Now, meeting.Title, $"{substitute.Code} is {vacancy.Role} in place of {vacancy.Participant}", Because(vacancy));
        // So that calendars and Journal have the new name, too.
        if (await stage.Scheduling.Release(stage.Edition.Id, "A vacant office was filled.", ct) is { } conflicts)
            stage.Journal.Note(stage.Time.Now, "Secretariat", $"cannot release the programme: {conflicts}", Because(vacancy));
    }

    private int? Because(VacancySeen vacancy) => vacancy.Participant is { } left ? stage.Hall.Away(left) : null;

    /// <summary>Somebody who holds no office yet, from another group than the other officers where that can be.</summary>
    private SyntheticDelegation? Substitute(MeetingSeen meeting)
    {
        var groups = meeting.Officers.Where(officer => officer.Participant is not null).Select(officer => stage.Plan.Delegation(officer.Participant!).Group).ToHashSet();
        return stage.Plan.Delegations
            .Where(delegation => delegation.Group is not null && !officers.Contains(delegation.Code) && stage.Hall.Away(delegation.Code) is null)
            .OrderBy(delegation => groups.Contains(delegation.Group))
            .FirstOrDefault();
    }
}
