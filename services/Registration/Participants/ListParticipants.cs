using Forum.Contracts.Registration;
using Forum.Hosting.Http;

namespace Forum.Registration.Participants;

/// <summary>Somebody on the list of participants, as of the day that was asked for.</summary>
/// <param name="Id">Number of the participant; it stays when names and codes change.</param>
/// <param name="M49">Null for who has none.</param>
/// <param name="Name">Official short name on that day, in English.</param>
/// <param name="Names">The same in the other languages, where the list knows it.</param>
/// <param name="NamesToday">What it is called today, as far as an open source says; null when it says nothing. Not to be used for an earlier day.</param>
/// <param name="Group">Null for who is in no group.</param>
/// <param name="From">First day on which the line holds; null when it is not known, and then before any edition.</param>
/// <param name="To">Last day; null when it still holds.</param>
/// <param name="Provenance">Key of the source, among those of the list.</param>
public sealed record ParticipantLine(
    int Id,
    string Code,
    string? M49,
    string Name,
    NamesInOtherLanguages Names,
    NamesToday? NamesToday,
    ParticipantStatus Status,
    RegionalGroup? Group,
    DateOnly? From,
    DateOnly? To,
    string Provenance,
    string Note)
{
    internal static ParticipantLine Of(ListedParticipant line) => new(
        line.Id, line.Code, line.M49, line.Name, line.Names, NamesToday.Of(line.Id), line.Status, line.Group, line.From, line.To, line.Provenance, line.Note);
}

/// <summary>The list of participants as of a day, by code: the newest version of it, or the one that is asked for.</summary>
public static class ListParticipants
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/participants", async (DateOnly asOf, int? version, ParticipantListsAtHand lists, CancellationToken ct) =>
                TypedResults.Ok(new Page<ParticipantLine>([.. (await lists.Require(version, ct)).AsOf(asOf).Select(ParticipantLine.Of)], null)))
            .AllowAnonymous()
            .WithName(nameof(ListParticipants))
            .WithTags("Participants");
}
