using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Publishing.Summaries;
using Marten;
using MassTransit;

namespace Forum.Publishing.Proceedings;

/// <summary>Somebody left an office of a meeting that was still to be held. A name that stands in a text for this office is not right any more.</summary>
/// <param name="Id">Id of the event that told it.</param>
/// <param name="Name">Who left. Officers act in public, their names are no secret.</param>
/// <param name="Participant">Code of the participant the officer came from; null when from none.</param>
/// <param name="At">On the edition's clock.</param>
/// <param name="Revision">Of the meeting.</param>
public sealed record LeftOffice(Guid Id, OfficerRole Role, string Name, string? Participant, DateTimeOffset At, long Revision);

/// <summary>Who holds the offices of a meeting, and who left one, as Scheduling announced it in whatever order.</summary>
public sealed record KnownOffices
{
    /// <summary>The meeting's id.</summary>
    public Guid Id { get; init; }

    public required Guid EditionId { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Number among the meetings of its kind.</summary>
    public required int Number { get; init; }

    /// <summary>Revision of the meeting by which <see cref="Holders"/> is known.</summary>
    public long Revision { get; init; }

    /// <summary>Names of those who hold an office.</summary>
    public ImmutableList<string> Holders { get; init; } = [];

    public ImmutableList<LeftOffice> Left { get; init; } = [];

    /// <summary>Who left and holds no office of the meeting now: of each name the last time.</summary>
    public IEnumerable<LeftOffice> NotHeldAnyMore() => Left
        .GroupBy(left => left.Name, StringComparer.OrdinalIgnoreCase)
        .Select(times => times.MaxBy(left => left.Revision)!)
        .Where(left => !Holders.Contains(left.Name, StringComparer.OrdinalIgnoreCase))
        .OrderBy(left => left.Revision);

    /// <summary>What is known when this is heard, too; the same in whatever order, and however often.</summary>
    /// <param name="left">Null when nobody left.</param>
    public KnownOffices Hear(Meeting meeting, long revision, LeftOffice? left)
    {
        var heard = left is null || Left.Exists(known => known.Id == left.Id) ? this : this with { Left = Left.Add(left) };
        return revision <= Revision
            ? heard
            : heard with { Revision = revision, Holders = [.. meeting.Officers.Select(officer => officer.Name?.Trim()).OfType<string>()] };
    }
}

/// <summary>
/// Questions the paragraphs of summaries that name somebody who left an office: a draft so that it is put right before it is cleared, an issued text so that somebody looks
/// whether it needs a corrigendum. No text is changed by it.
/// </summary>
public sealed class QuestionSummaries(IDocumentSession session, TimeProvider time) : IConsumer<OfficeVacated>, IConsumer<OfficerReleased>, IConsumer<OfficerDesignated>
{
    public Task Consume(ConsumeContext<OfficeVacated> context)
    {
        var m = context.Message;
        return Hear(m.MeetingId, m.Revision, m.Meeting, Left(m.Role, m.Name, m.Participant, m.VacatedAt, m.Revision, context), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<OfficerReleased> context)
    {
        var m = context.Message;
        return Hear(m.MeetingId, m.Revision, m.Meeting, Left(m.Role, m.Name, m.Participant, m.ReleasedAt, m.Revision, context), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<OfficerDesignated> context) =>
        Hear(context.Message.MeetingId, context.Message.Revision, context.Message.Meeting, left: null, context.CancellationToken);

    private static LeftOffice? Left<T>(OfficerRole role, string? name, string? participant, DateTimeOffset at, long revision, ConsumeContext<T> context) where T : class =>
        string.IsNullOrWhiteSpace(name) ? null : new LeftOffice(Source.Of(context).EventId, role, name.Trim(), participant, at, revision);

    private async Task Hear(Guid meetingId, long revision, Meeting meeting, LeftOffice? left, CancellationToken ct)
    {
        // What is heard of one edition at the same instant is taken in one after the other: who left, and who was named again.
        await session.TakeTurn($"offices/{meeting.EditionId:N}", ct);
        var known = await session.LoadAsync<KnownOffices>(meetingId, ct) ?? new KnownOffices { Id = meetingId, EditionId = meeting.EditionId, Kind = meeting.Kind, Number = meeting.Number };
        var now = known.Hear(meeting, revision, left);
        session.Store(now);
        // Most are named and never leave.
        if (now.Left.IsEmpty)
            return;

        var offices = await session.OfficesOf(meeting.EditionId, ct);
        await Questioning.BringIntoLine(session, meeting.EditionId, [.. offices.Where(other => other.Id != meetingId), now], time, ct);
    }
}

/// <summary>Finds what is known of offices.</summary>
public static class OfficesOfEdition
{
    public static Task<IReadOnlyList<KnownOffices>> OfficesOf(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        session.Query<KnownOffices>().Where(known => known.EditionId == editionId).ToListAsync(ct);
}
