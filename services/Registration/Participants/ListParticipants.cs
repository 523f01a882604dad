using Forum.Contracts.Registration;
using Forum.Hosting.Http;

namespace Forum.Registration.Participants;

/// <summary>Somebody on the list of participants, as of the day that was asked for.</summary>
public sealed record ParticipantLine(string Code, string M49, string Name, ParticipantStatus Status, RegionalGroup? Group);

/// <summary>The list of participants as of a day.</summary>
public static class ListParticipants
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/participants", (DateOnly asOf) => TypedResults.Ok(new Page<ParticipantLine>(
                [.. ParticipantList.AsOf(asOf).Select(p => new ParticipantLine(p.Code, p.M49, p.Name, p.Status, p.Group))], null)))
            .AllowAnonymous()
            .WithName(nameof(ListParticipants))
            .WithTags("Participants");
}
