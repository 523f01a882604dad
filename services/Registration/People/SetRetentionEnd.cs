using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.People;

/// <summary>Says until when the people of an edition are held. A day that has passed has them erased at once.</summary>
public sealed record SetRetentionEnd
{
    /// <summary>Last day, in the venue's zone; at the end of it the people are erased.</summary>
    public required DateOnly EndsOn { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The edition would be held without its people, or the day is none that a clock can reach.</exception>
    public RetentionEnd Decide(KnownEdition edition)
    {
        if (EndsOn < edition.Edition.EndsOn)
            throw new Refusal("retention-ends-before-edition", $"The edition needs its people until its last day, {edition.Edition.EndsOn:yyyy-MM-dd}. Name that day or a later one.", "endsOn");
        if (EndsOn.Year > 9_000)
            throw new Refusal("retention-never-ends", "People are not held for ever. Name a day that comes.", "endsOn");
        return new RetentionEnd { Id = edition.Id, EndsOn = EndsOn };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/editions/{id:guid}/personal-data/retention", async (Guid id, SetRetentionEnd command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.Require<KnownEdition>(id, ct);
                var end = command.Decide(edition);
                var current = (await session.LoadAsync<RetentionEnd>(id, ct))?.Version ?? 0;
                if (current != expected.Value)
                    throw new StaleVersion(expected.Value, current);

                session.UpdateRevision(end, current + 1);
                session.SetDeadline(HoldingPeople.Deadline, id, end.PassesAt(edition));
                session.Note<SetRetentionEnd>(id, command.Reason, edition.Edition.Clock.Now(time));
                await session.SaveChangesAsync(ct);
                return new Changed(current + 1);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(SetRetentionEnd))
            .WithTags("People");
}
