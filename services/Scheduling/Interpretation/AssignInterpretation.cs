using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Meetings;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Interpretation;

/// <summary>
/// Says into which languages a meeting is interpreted, and by which teams. A meeting that is served in any case takes a team from one that is served as available;
/// a meeting that goes on for more than three hours needs a second team.
/// </summary>
public sealed record AssignInterpretation
{
    /// <summary>Empty when it is not interpreted, or not any more.</summary>
    [MaxLength(6)]
    public required IReadOnlyList<Language> Languages { get; init; }

    /// <summary>Ids of teams that together serve all the languages; those that serve the same one share the time.</summary>
    [MaxLength(20)]
    public required IReadOnlyList<Guid> Teams { get; init; }

    /// <exception cref="Refusal">The room has not the booths, a language is not served, or a team is elsewhere or works too long.</exception>
    public Arranged Decide(Meeting meeting, Programme programme, DateTimeOffset now)
    {
        meeting.MustBeToBeHeld();
        var entry = meeting.Entry with { Languages = [.. Languages.Distinct().Order()], Teams = [.. Teams.Distinct().Order()] };
        if (entry.Languages.SequenceEqual(meeting.Entry.Languages) && entry.Teams.SequenceEqual(meeting.Entry.Teams))
            return Arranged.Nothing;
        return new Arranged([new InterpretationAssigned(entry, now)], programme.Serve(meeting.Id, entry, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/meetings/{id:guid}/interpretation", (Guid id, ExpectedVersion expected, AssignInterpretation command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Arrange(id, expected, time, (meeting, programme, _, now) => command.Decide(meeting, programme, now), also: null, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(AssignInterpretation))
            .WithTags("Interpretation");
}
