using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using JasperFx;
using Marten;

namespace Forum.Publishing.Notes;

/// <summary>Until when the notes of an edition are held. At the end of that day texts, delegations and authors are erased; the streams stay, and so does what was counted.</summary>
public sealed record NoteRetention : ILongVersioned
{
    /// <summary>For how long notes are held when nobody says otherwise, after the edition's last day, or after the first note when that came later.</summary>
    public const int MonthsByDefault = 12;

    /// <summary>The edition.</summary>
    public Guid Id { get; init; }

    public long Version { get; set; }

    /// <summary>Last day, in the venue's zone.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>True when nobody has said otherwise.</summary>
    public bool ByDefault { get; init; }

    /// <summary>Why it was set; null by default.</summary>
    public string? Reason { get; init; }

    /// <summary>World time; null while the notes are held.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>How many notes were erased.</summary>
    public int Erased { get; init; }

    internal static NoteRetention Default(KnownEdition edition, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(edition.Clock.At(now), TimeZoneInfo.FindSystemTimeZoneById(edition.TimeZone)).DateTime);
        // What is noted after the event is given its time, too.
        var from = today > edition.EndsOn ? today : edition.EndsOn;
        return new NoteRetention { Id = edition.Id, EndsOn = from.AddMonths(MonthsByDefault), ByDefault = true };
    }

    /// <summary>The first instant after the last day, on the edition's clock.</summary>
    internal DateTimeOffset Passes(KnownEdition edition)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(edition.TimeZone);
        var midnight = EndsOn.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where the clocks are put forward at midnight, the day begins an hour later.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }
}

/// <summary>Says until when the notes of an edition are held. A day that has passed has them erased at once.</summary>
public sealed record SetNoteRetention
{
    /// <summary>Last day, in the venue's zone; at the end of it the notes are erased.</summary>
    public required DateOnly EndsOn { get; init; }

    /// <summary>Why. It names nobody.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The edition would be held without its notes, they were erased, or the day is none that a clock can reach.</exception>
    public NoteRetention Decide(KnownEdition edition, NoteRetention? current)
    {
        if (current?.ErasedAt is not null)
            throw new Refusal("notes-erased", "The notes of this edition were erased; nothing brings them back.");
        if (EndsOn < edition.EndsOn)
            throw new Refusal("retention-ends-before-edition", $"Notes are needed until the edition's last day, {edition.EndsOn:yyyy-MM-dd}. Name that day or a later one.", "endsOn");
        if (EndsOn.Year > 9_000)
            throw new Refusal("retention-never-ends", "Notes are not held for ever. Name a day that comes.", "endsOn");
        return new NoteRetention { Id = edition.Id, EndsOn = EndsOn, Reason = Reason.Trim() };
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/editions/{id:guid}/notes/retention", async (Guid id, ExpectedVersion expected, SetNoteRetention command, IDocumentSession session, CancellationToken ct) =>
            {
                var edition = await session.Require<KnownEdition>(id, ct);
                await session.TakeTurn(HoldingNotes.TurnOf(id), ct);
                var known = await session.LoadAsync<NoteRetention>(id, ct);
                var end = command.Decide(edition, known);
                var current = known?.Version ?? 0;
                if (current != expected.Value)
                    throw new StaleVersion(expected.Value, current);
                session.UpdateRevision(end, current + 1);
                session.SetDeadline(HoldingNotes.Deadline, id, edition.Clock.RealAt(end.Passes(edition)));
                await session.SaveChangesAsync(ct);
                return new Changed(current + 1);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(SetNoteRetention))
            .WithTags("Notes");

        routes.MapGet("/editions/{id:guid}/notes/retention", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.Require<KnownEdition>(id, ct);
                var end = await session.LoadAsync<NoteRetention>(id, ct) ?? NoteRetention.Default(edition, time.GetUtcNow());
                return new Versioned<NoteRetention>(end, end.Version) { Moves = true };
            })
            .Allow(Role.Operator, Role.Organizer)
            .WithName("ReadNoteRetention")
            .WithSummary("Shows until when the notes of an edition are held, or when they were erased")
            .WithTags("Notes");
    }
}

/// <summary>Keeps the end of retention, and the deadline that goes with it.</summary>
internal static class HoldingNotes
{
    public const string Deadline = "note-retention-end";

    /// <summary>The end is set, and the notes are erased, one after the other.</summary>
    public static string TurnOf(Guid editionId) => $"note-retention/{editionId:N}";

    /// <summary>Gives the first note of an edition its end of retention.</summary>
    /// <param name="now">World time.</param>
    /// <exception cref="Refusal">The notes were erased, so that no more are taken.</exception>
    public static async Task HoldNotes(this IDocumentSession session, KnownEdition edition, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.LoadAsync<NoteRetention>(edition.Id, ct) is { } known)
        {
            known.MustNotBeErased();
            return;
        }

        await session.TakeTurn(TurnOf(edition.Id), ct);
        if (await session.LoadAsync<NoteRetention>(edition.Id, ct) is not null)
            return;
        var end = NoteRetention.Default(edition, now);
        session.UpdateRevision(end, 1);
        session.SetDeadline(Deadline, edition.Id, edition.Clock.RealAt(end.Passes(edition)));
    }

    /// <exception cref="Refusal">The notes were erased: what was counted from them stands.</exception>
    public static async Task MustStillHoldNotes(this IQuerySession session, KnownEdition edition, CancellationToken ct) =>
        (await session.LoadAsync<NoteRetention>(edition.Id, ct))?.MustNotBeErased();

    private static void MustNotBeErased(this NoteRetention retention)
    {
        if (retention.ErasedAt is not null)
            throw new Refusal("notes-erased", "The notes of this edition were erased at the end of their retention. What was counted from them stands.");
    }
}

/// <summary>Erases the notes of an edition whose retention has ended: texts, delegations, authors, and who was named to write them.</summary>
public sealed class EraseNotes(IDocumentSession session, TimeProvider time) : IWhenDue
{
    private static readonly TimeSpan ToBeSure = TimeSpan.FromHours(1);

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        var (id, now) = (deadline.Subject, time.GetUtcNow());
        await session.TakeTurn(HoldingNotes.TurnOf(id), ct);
        if (await session.LoadAsync<KnownEdition>(id, ct) is not { } edition || await session.LoadAsync<NoteRetention>(id, ct) is not { } end)
            return;
        if (edition.Clock.RealAt(end.Passes(edition)) is var passes && passes > now)
        {
            session.SetDeadline(HoldingNotes.Deadline, id, passes);
            return;
        }

        var erased = await session.Query<NoteHead>().CountAsync(head => head.EditionId == id, ct);
        session.DeleteWhere<NoteText>(text => text.EditionId == id);
        session.DeleteWhere<NoteHead>(head => head.EditionId == id);
        session.DeleteWhere<NoteTakers>(takers => takers.Id == id);
        if (end.ErasedAt is not null)
            return;
        session.UpdateRevision(end with { ErasedAt = now, Erased = erased }, end.Version + 1);
        // A save that was under way is erased then.
        session.SetDeadline(HoldingNotes.Deadline, id, now + ToBeSure);
    }
}
