using System.Net;
using Forum.Contracts.Scheduling;

namespace Forum.Seeds.Tests;

/// <summary>The rehearsal names a substitute for the meeting as it is then, which may have risen since the vacancy was seen.</summary>
public sealed class When_an_office_falls_vacant : IDisposable
{
    private static readonly Guid Meeting = Guid.Parse("0199a6a0-0000-7000-8000-000000000001");
    private static readonly Officer Substitute = new() { Role = OfficerRole.Chair, Name = "Chair in place of UKR", Title = "Minister", Participant = "ZMB" };
    private readonly StagedForum forum = new();

    public void Dispose() => forum.Dispose();

    [Fact]
    public async Task a_substitute_is_named()
    {
        forum.Answers(HttpStatusCode.OK, As(MeetingState.InSession, version: 3)).Answers(HttpStatusCode.NoContent).Answers(HttpStatusCode.OK, As(MeetingState.InSession, version: 4, Substitute));
        (await Designate()).HasOfficer(Substitute).ShouldBeTrue();
        forum.Asked[1].ShouldBe($"POST /api/scheduling/meetings/{Meeting}/officers if=\"3\"");
    }

    [Fact]
    public async Task a_meeting_that_has_risen_stays_as_it_was()
    {
        forum.Answers(HttpStatusCode.OK, As(MeetingState.Concluded, version: 4));
        (await Designate()).HasOfficer(Substitute).ShouldBeFalse();
        forum.Asked.ShouldHaveSingleItem().ShouldStartWith("GET ");
    }

    [Fact]
    public async Task one_that_rises_in_the_same_moment_stays_as_it_was()
    {
        forum.Answers(HttpStatusCode.OK, As(MeetingState.InSession, version: 3)).Answers(HttpStatusCode.PreconditionFailed).Answers(HttpStatusCode.OK, As(MeetingState.Concluded, version: 4));
        (await Designate()).HasOfficer(Substitute).ShouldBeFalse();
        forum.Asked.Count.ShouldBe(3);
    }

    private Task<Rehearsal.Api.MeetingSeen> Designate() => new Rehearsal.Api.Scheduling(forum.Origin, forum.Time).Designate(Meeting, Substitute, CancellationToken.None);

    private static string As(MeetingState state, int version, Officer? officer = null) =>
        $$"""
        {
          "id": "{{Meeting}}", "version": {{version}}, "kind": "RoundTable", "number": 1, "startsAt": "2027-05-11T15:00:00-04:00", "endsAt": "2027-05-11T18:00:00-04:00",
          "officers": [{{(officer is null ? "" : $$"""{ "role": "{{officer.Role}}", "name": "{{officer.Name}}", "title": "{{officer.Title}}", "participant": "{{officer.Participant}}" }""")}}],
          "state": "{{state}}", "chairVacant": {{(officer is null ? "true" : "false")}}
        }
        """;
}
