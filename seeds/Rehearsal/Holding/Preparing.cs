using System.Collections.Concurrent;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Holding;

/// <summary>What is done before the first day: the edition with its clock, the programme with its officers, the delegations with what they ask for.</summary>
public sealed class Preparing(Origin origin, Governance governance, Registration registration, Scheduling scheduling, ForumPlan plan, ulong seed, TimeProvider time, Progress progress)
{
    private const int AtATime = 8;

    /// <summary>The edition's clock leaves this much real time before the freeze.</summary>
    public async Task<Stage> Run(string code, double speed, TimeSpan preparation, CancellationToken ct)
    {
        var edition = await governance.Announce(plan.Scenario, code, plan.Freeze - (preparation * speed), speed, ct);
        progress.Say($"Edition {code} announced: {plan.Scenario.StartsOn:d MMMM} to {plan.Scenario.EndsOn:d MMMM yyyy}, a second of ours is {speed / 60:0} minutes of it");
        await governance.OpenRegistration(edition, ct);
        await origin.Until("Scheduling knows the edition", () => origin.Read<KnownSeen>(Who.Anybody, $"api/scheduling/editions/{edition.Id}/counts", ct), static _ => true, ct);

        var meetings = await Plan(edition.Id, ct);
        progress.Say($"Programme of work: {plan.Rooms.Count} rooms, {meetings.Count} meetings with their officers, 4 round tables");
        var delegations = await Register(edition.Id, ct);
        await governance.CloseRegistration(await governance.Read(edition.Id, ct), ct);
        await origin.Until(
            $"Scheduling inscribes {plan.Delegations.Count} speakers",
            async () => await scheduling.SpeakersList(edition.Id, ct),
            list => list.Items.Count(speaker => speaker.Participant is not null) == plan.Delegations.Count,
            ct);
        progress.Say($"Registration: {delegations.Count} synthetic delegations have come, asked for the floor and for seats");

        var edited = new EditionTime(edition.Clock, plan.Scenario.TimeZone, time);
        return new Stage
        {
            Plan = plan,
            Edition = edition,
            Time = edited,
            Journal = new Journal(progress.Say),
            Scheduling = scheduling,
            Registration = registration,
            Meetings = meetings,
            Delegations = delegations,
        };
    }

    private async Task<IReadOnlyDictionary<MeetingName, Guid>> Plan(Guid edition, CancellationToken ct)
    {
        var rooms = new Dictionary<string, Guid>();
        foreach (var (number, room) in plan.Rooms.Index())
            rooms[room.Name] = await scheduling.RegisterRoom(edition, room, number + 1, ct);
        var meetings = new Dictionary<MeetingName, Guid>();
        foreach (var meeting in plan.Meetings.Values)
        {
            var id = meetings[meeting.Name] = await scheduling.PlanMeeting(edition, meeting, rooms[meeting.Room], ct);
            foreach (var officer in meeting.Officers)
                await scheduling.Designate(id, officer, ct);
            if (meeting.Name.Kind is MeetingKind.RoundTable)
                await scheduling.PlanRoundTable(edition, meeting.Name.Number, id, plan.Scenario.RoundTableSeats, ct);
        }

        await scheduling.PublishSeed(edition, $"rehearsal-{seed:D8}", ct);
        await scheduling.PlanList(edition, plan, ct);
        foreach (var office in ForumPlan.Openers)
            await scheduling.InscribeOpener(edition, office, ct);
        return meetings;
    }

    /// <summary>All register at the same time. Floor and seats they ask for one after the other: the order of receipt is part of what the seed draws.</summary>
    private async Task<IReadOnlyDictionary<string, Guid>> Register(Guid edition, CancellationToken ct)
    {
        var made = new ConcurrentDictionary<string, Made>();
        await Parallel.ForEachAsync(plan.Delegations, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (delegation, stop) =>
        {
            await governance.Designate(delegation.Code, stop);
            made[delegation.Code] = await registration.Register(edition, delegation, stop);
        });
        foreach (var delegation in plan.Delegations)
        {
            var (who, there) = (Who.DelegationOf(delegation.Code), made[delegation.Code]);
            await registration.Choose(who, there with { Version = await registration.AskForTheFloor(who, there, ct) }, delegation.Choices, ct);
        }

        return made.ToDictionary(pair => pair.Key, pair => pair.Value.Id);
    }

    private sealed record KnownSeen(Guid EditionId);
}
