using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Participants;

/// <summary>
/// Chooses the list that an edition goes by: another than was the newest when its registration opened, or one before it opens. Delegations that
/// have registered keep the names and groups they have.
/// </summary>
public sealed record ChooseList
{
    /// <summary>Number of the list.</summary>
    [Range(1, int.MaxValue)]
    public required int Number { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="chosen">Null while none is.</param>
    /// <param name="before">The list that the edition goes by now.</param>
    /// <param name="list">The one of <see cref="Number"/>.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The edition is over, or a participant that may have registered would have another code.</exception>
    public IEnumerable<object> Decide(KnownEdition edition, EditionList? chosen, ParticipantList before, ParticipantList list, DateTimeOffset now)
    {
        if (edition.Edition.State is Contracts.Governance.EditionState.Closed)
            throw new Refusal("edition-closed", "The edition is over; nothing of it changes any more.");
        if (chosen?.Number == Number)
            return [];
        if (edition.Edition.State is not Contracts.Governance.EditionState.Announced)
            MustKeepCodes(before, list, edition.Edition.ParticipantsAsOf);
        return [new ParticipantListChosen(edition.Id, Number, now)];
    }

    /// <summary>A delegation is known by the code of its participant: while there may be any, nobody's changes.</summary>
    private static void MustKeepCodes(ParticipantList before, ParticipantList list, DateOnly asOf)
    {
        var codes = list.AsOf(asOf).ToDictionary(line => line.Id, line => line.Code);
        if (before.AsOf(asOf).FirstOrDefault(line => codes.TryGetValue(line.Id, out var code) && code != line.Code) is { } other)
            throw new Refusal("code-changes", $"{other.Code} has the code {codes[other.Id]} on that list. Once registration has opened, nobody's code changes in an edition.", "number");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/participant-list", async (Guid id, ChooseList command, ExpectedVersion expected, ParticipantListsAtHand lists, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(id, ct) ?? throw new Missing("edition", id);
                var list = (await lists.All(ct)).FirstOrDefault(known => known.Number == command.Number)
                    ?? throw new Refusal("list-unknown", $"There is no list of participants number {command.Number}. Read GET /participant-lists.", "number");
                var now = edition.Edition.Clock.Now(time);
                var stream = await session.Events.FetchForWriting<EditionList>(EditionList.Of(id), ct);
                var current = stream.CurrentVersion ?? 0;
                if (current != expected.Value)
                    throw new StaleVersion(expected.Value, current);

                object[] events = [.. command.Decide(edition, stream.Aggregate, await lists.For(id, ct), list, now)];
                if (events.Length > 0)
                {
                    stream.AppendMany(events);
                    session.Note<ChooseList>(EditionList.Of(id), command.Reason, now);
                    await session.SaveChangesAsync(ct);
                }

                return new Changed(current + events.Length);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ChooseList))
            .WithTags("Participants");
}
