using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;
using Forum.Seeds;

namespace Forum.Tests;

/// <summary>A chair withdraws while Scheduling does not run: the withdrawal is taken, and once Scheduling is back everything that was held settles, once.</summary>
[Collection<StoriesOfARunningForum>]
public sealed class R6_Withdrawal_while_Scheduling_is_down(ForumThatRuns forum)
{
    private static readonly Scenario Quiet = new() { Delegations = 24, RoundTableSeats = 1, Drawn = 0 };

    [Fact]
    public async Task it_settles_when_Scheduling_is_back()
    {
        await forum.Running.UntilReady();
        using var http = new HttpClient { BaseAddress = new Uri($"{forum.Running.Origin}/") };
        var (time, ct) = (TimeProvider.System, TestContext.Current.CancellationToken);
        var origin = RunningForum.Api(http);
        var (governance, registration, scheduling) = (new Rehearsal.Api.Governance(origin), new Rehearsal.Api.Registration(origin, time), new Rehearsal.Api.Scheduling(origin, time));

        var plan = ForumPlan.Draw(Quiet, await registration.MemberStates(Quiet.StartsOn, ct), 1);
        var edition = await governance.Announce(Quiet, $"story-{Guid.CreateVersion7():N}"[..30], plan.Freeze, 1, ct);
        await governance.OpenRegistration(edition, ct);
        await origin.Until("Scheduling knows the edition", async () => (await scheduling.SpeakersList(edition.Id, ct)) is { Version: > 0 } list ? list : null, static _ => true, ct);
        var table = plan.Meetings[new MeetingName(MeetingKind.RoundTable, 1)];
        var room = await scheduling.RegisterRoom(edition.Id, plan.Rooms[1], 1, ct);
        var meeting = await scheduling.PlanMeeting(edition.Id, table, room, ct);
        await scheduling.PlanRoundTable(edition.Id, 1, meeting, 1, ct);
        // The first drawn delegation chairs and sits; the second one waits for the seat.
        var (chair, next) = (plan.Delegations[0], plan.Delegations[1]);
        var there = new Dictionary<string, Seeds.Made>();
        foreach (var delegation in new[] { chair, next })
        {
            await governance.Designate(delegation.Code, ct);
            var made = await registration.Register(edition.Id, delegation, ct);
            var who = Who.DelegationOf(delegation.Code);
            there[delegation.Code] = made with { Version = await registration.Choose(who, made with { Version = await registration.AskForTheFloor(who, made, ct) }, [1], ct) };
        }

        await origin.Until("the chair is seated", async () => (await scheduling.RoundTables(edition.Id, ct)).Single(), seen => seen.Seats.Select(seat => seat.Participant).SequenceEqual([chair.Code]), ct);
        await scheduling.Designate(meeting, new Officer { Role = OfficerRole.Chair, Name = chair.NameOf("Chair"), Title = chair.Title, Participant = chair.Code }, ct);

        await forum.Running.Process("scheduling").Kill();
        await registration.Withdraw(Who.DelegationOf(chair.Code), there[chair.Code].Id, ct);
        forum.Running.Process("scheduling").Start();

        await origin.Until("the seat goes to the next", async () => (await scheduling.RoundTables(edition.Id, ct)).Single(), seen => seen.Seats.Select(seat => seat.Participant).SequenceEqual([next.Code]), ct);
        await origin.Until("the chair is vacant", async () => await scheduling.Vacancies(edition.Id, ct), vacancies => vacancies is [{ ChairVacant: true }] && vacancies[0].Participant == chair.Code, ct);
        await origin.Until("it stands on no list", async () => await scheduling.SpeakersList(edition.Id, ct), list => list.Items.Select(speaker => speaker.Participant).SequenceEqual([next.Code]), ct);

        await forum.Books.NothingIsLost();
        await forum.Books.NothingIsAppliedTwice();
        await forum.Books.NothingIsPutAside();
    }
}
