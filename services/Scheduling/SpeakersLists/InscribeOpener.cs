using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>Lets an office open the edition, before the debate.</summary>
public sealed record InscribeOpener
{
    /// <summary>The office, e.g. "Secretary-General".</summary>
    [StringLength(200, MinimumLength = 2)]
    public required string Office { get; init; }

    /// <summary>Who holds the office; null when not known. The name is public.</summary>
    [StringLength(200, MinimumLength = 2)]
    public string? Name { get; init; }

    /// <exception cref="Refusal">The office stands on the list already.</exception>
    public IEnumerable<object> Decide(SpeakersList list, Guid id, DateTimeOffset now)
    {
        if (list.Entries.Exists(entry => string.Equals(entry.Inscription.Office, Office, StringComparison.OrdinalIgnoreCase)))
            throw new Refusal("opener-already-inscribed", $"{Office} stands on the speakers' list already.", "office");
        yield return new SpeakerInscribed(new Inscription { Id = id, Kind = StatementKind.Opening, ReceivedAt = now, Office = Office, OfficeHolder = Name });
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/speakers-list/openers", async (
                Guid id, ExpectedVersion expected, InscribeOpener command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                return await session.Decide<SpeakersList>(id, expected, list => command.Decide(list, Guid.CreateVersion7(), edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(InscribeOpener))
            .WithTags("Speakers' list");
}
