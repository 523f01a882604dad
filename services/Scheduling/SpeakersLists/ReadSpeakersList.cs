using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>The speakers' list as it is called, each with the keys that placed it.</summary>
public sealed record ListOfSpeakers(Guid EditionId, long Version, IReadOnlyList<ListedSpeaker> Items)
{
    internal static ListOfSpeakers Of(SpeakersList list) =>
        new(list.Id, list.Version, [.. list.InOrder().Select((entry, index) => ListedSpeaker.Of(index + 1, entry))]);
}

/// <summary>A speaker on the list.</summary>
/// <param name="Position">Place in the order of the list, from 1.</param>
/// <param name="InscriptionId"></param>
/// <param name="Kind"></param>
/// <param name="Office">The office that opens; null for a participant.</param>
/// <param name="OfficeHolder">Null when not known, and for a participant.</param>
/// <param name="Participant">Code of the participant; null for an opener.</param>
/// <param name="Name">Official short name of the participant; null for an opener.</param>
/// <param name="Category"></param>
/// <param name="Rank"></param>
/// <param name="ReceivedAt">When the request was received, on the edition's clock.</param>
/// <param name="MeetingId">Where the statement was made; null before.</param>
/// <param name="DeliveredAt">When the statement was made, on the edition's clock; null before.</param>
public sealed record ListedSpeaker(
    int Position,
    Guid InscriptionId,
    StatementKind Kind,
    string? Office,
    string? OfficeHolder,
    string? Participant,
    string? Name,
    ParticipantCategory? Category,
    RankLevel? Rank,
    DateTimeOffset ReceivedAt,
    Guid? MeetingId,
    DateTimeOffset? DeliveredAt)
{
    internal static ListedSpeaker Of(int position, Entry entry) => new(
        position,
        entry.Inscription.Id,
        entry.Inscription.Kind,
        entry.Inscription.Office,
        entry.Inscription.OfficeHolder,
        entry.Inscription.Participant,
        entry.Inscription.Name,
        entry.Inscription.Category,
        entry.Inscription.Rank,
        entry.Inscription.ReceivedAt,
        entry.Statement?.MeetingId,
        entry.Statement?.At);
}

/// <summary>The list is public.</summary>
public static class ReadSpeakersList
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/speakers-list", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var list = ListOfSpeakers.Of(await session.Require<SpeakersList>(id, ct));
                return new Versioned<ListOfSpeakers>(list, list.Version);
            })
            .AllowAnonymous()
            .WithName(nameof(ReadSpeakersList))
            .WithTags("Speakers' list");
}
