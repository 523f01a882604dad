using Forum.Contracts.Governance;
using Forum.Hosting.Deadlines;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.People;

/// <summary>How far the erasure of an edition's people has come, and what was erased.</summary>
/// <param name="Id">The edition.</param>
/// <param name="Last">The last of the edition's delegations that was dealt with; null when the round is through.</param>
/// <param name="BegunAt">World time.</param>
/// <param name="DoneAt">World time; null while the first round is under way.</param>
/// <param name="Erased">How many documents were erased so far, by kind.</param>
public sealed record EditionErasure(Guid Id, Guid? Last, DateTimeOffset BegunAt, DateTimeOffset? DoneAt, IReadOnlyDictionary<string, int> Erased);

/// <summary>
/// Erases the people of an edition whose retention has ended, some delegations at a time: each batch is a commit of its own, and whoever is stopped goes on where it stopped.
/// What comes in afterwards, while the edition lasts, is erased within a day.
/// </summary>
public sealed class EndRetention(IDocumentSession session, TimeProvider time) : IWhenDue
{
    public const int AtATime = 50;
    private static readonly TimeSpan Round = TimeSpan.FromDays(1);

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        var (id, now) = (deadline.Subject, time.GetUtcNow());
        if (await session.LoadAsync<KnownEdition>(id, ct) is not { } edition || await session.LoadAsync<RetentionEnd>(id, ct) is not { } end)
            return;
        if (end.PassesAt(edition) is var passes && passes > now)
        {
            session.SetDeadline(HoldingPeople.Deadline, id, passes);
            return;
        }

        await session.EraseAlone(id, ct);
        var erasure = await session.LoadAsync<EditionErasure>(id, ct) ?? new EditionErasure(id, Last: null, now, DoneAt: null, new Dictionary<string, int>());
        var subjects = await PersonalData.SubjectsOf(session, id, ct);
        Guid[] batch = [.. subjects.Where(subject => erasure.Last is null || subject.CompareTo(erasure.Last.Value) > 0).Take(AtATime)];
        var erased = erasure.Erased.ToDictionary(StringComparer.Ordinal);
        foreach (var kind in PersonalData.Kinds)
            erased[kind.Name] = erased.GetValueOrDefault(kind.Name) + await kind.Erase(session, batch, ct);

        var through = batch.Length == 0 || batch[^1] == subjects[^1];
        session.Store(erasure with { Last = through ? null : batch[^1], DoneAt = through ? now : erasure.DoneAt, Erased = erased });
        if (!through)
            session.SetDeadline(HoldingPeople.Deadline, id, now);
        else if (edition.Edition.State is not EditionState.Closed)
            session.SetDeadline(HoldingPeople.Deadline, id, now + Round);
    }
}
