using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.People;

/// <summary>What is held of the people of an edition, until when, and what was erased: numbers, and nobody's name.</summary>
/// <param name="HeldUntil">Last day in the venue's zone.</param>
/// <param name="ByDefault">True when nobody has said until when.</param>
/// <param name="EndsAt">World time at which that day is over by the edition's clock, and the erasure begins.</param>
/// <param name="Held">How many documents there are, by kind.</param>
/// <param name="ErasedOneByOne">How many people were erased before the end, by reason; every reason is there.</param>
/// <param name="ErasedAtTheEnd">What the end of retention erased; null before.</param>
public sealed record PersonalDataHeld(
    Guid EditionId,
    long Version,
    DateOnly HeldUntil,
    bool ByDefault,
    DateTimeOffset EndsAt,
    IReadOnlyDictionary<string, int> Held,
    IReadOnlyDictionary<ErasureReason, int> ErasedOneByOne,
    ErasedAtTheEnd? ErasedAtTheEnd);

/// <summary>What the end of retention erased.</summary>
/// <param name="BegunAt">World time.</param>
/// <param name="DoneAt">World time; null while it is under way.</param>
/// <param name="Erased">How many documents, by kind.</param>
public sealed record ErasedAtTheEnd(DateTimeOffset BegunAt, DateTimeOffset? DoneAt, IReadOnlyDictionary<string, int> Erased);

/// <summary>Says what personal data is held for an edition.</summary>
public static class ReadPersonalData
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/personal-data", async (Guid id, IQuerySession session, PersonalDataPeriods periods, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.Require<KnownEdition>(id, ct);
                var end = await session.RetentionEndOf(edition, periods, time.GetUtcNow(), ct);
                var subjects = await PersonalData.SubjectsOf(session, id, ct);
                var held = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var kind in PersonalData.Kinds)
                    held[kind.Name] = await kind.Count(session, subjects, ct);

                var reasons = await session.Query<Erasure>().Where(erasure => erasure.DelegationId.IsOneOf(subjects)).Select(erasure => erasure.Reason).ToListAsync(ct);
                var atTheEnd = await session.LoadAsync<EditionErasure>(id, ct);
                return new Versioned<PersonalDataHeld>(
                    new PersonalDataHeld(
                        id,
                        end.Version,
                        end.EndsOn,
                        end.Version == 0 || end.ByDefault,
                        end.PassesAt(edition),
                        held,
                        Enum.GetValues<ErasureReason>().ToDictionary(reason => reason, reason => reasons.Count(given => given == reason)),
                        atTheEnd is null ? null : new ErasedAtTheEnd(atTheEnd.BegunAt, atTheEnd.DoneAt, atTheEnd.Erased)),
                    end.Version)
                { Moves = true };
            })
            .Allow(Role.Organizer, Role.Operator)
            .WithName(nameof(ReadPersonalData))
            .WithTags("People");
}
