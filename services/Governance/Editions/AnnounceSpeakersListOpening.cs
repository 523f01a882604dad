using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>
/// Announces from when on delegations may ask for the floor in plenary. What is received before is refused, so that all have the same chance. The instant can be announced anew until it has come.
/// </summary>
public sealed record AnnounceSpeakersListOpening
{
    /// <summary>On the edition's clock, and to come.</summary>
    public required DateTimeOffset OpensAt { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The list is open, the instant has passed or is not before the end of the edition, or the edition is over.</exception>
    public IEnumerable<object> Decide(Edition edition, DateTimeOffset now)
    {
        if (edition.State is EditionState.Closed)
            throw new Refusal("edition-closed", "The edition is over; nobody asks for the floor any more.");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(edition.Plan.TimeZone);
        var opensAt = TimeZoneInfo.ConvertTime(OpensAt, zone);
        if (edition.Plan.SpeakersListOpensAt is { } announced && (announced <= now || announced == opensAt))
            return announced == opensAt ? [] : throw new Refusal("speakers-list-open", $"The speakers' list opened at {announced:O}.", "opensAt");
        if (opensAt <= now)
            throw new Refusal("opens-in-the-past", $"It is {TimeZoneInfo.ConvertTime(now, zone):O} in this edition. Announce an instant that is to come.", "opensAt");
        if (opensAt.DateTime >= edition.Plan.EndsOn.AddDays(1).ToDateTime(TimeOnly.MinValue))
            throw new Refusal("opens-after-edition", $"The edition ends on {edition.Plan.EndsOn:O}. Announce an instant before.", "opensAt");
        return [new SpeakersListOpeningAnnounced(edition.Plan with { SpeakersListOpensAt = opensAt }, edition.State, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list-opening", (Guid id, AnnounceSpeakersListOpening command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Decide<Edition>(id, expected, edition =>
                {
                    var now = edition.Plan.Clock.Now(time);
                    session.Note<AnnounceSpeakersListOpening>(id, command.Reason, now);
                    return command.Decide(edition, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(AnnounceSpeakersListOpening))
            .WithTags("Editions");
}
