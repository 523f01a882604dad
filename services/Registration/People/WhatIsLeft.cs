using Forum.Hosting.Http;
using Marten;

namespace Forum.Registration.People;

/// <summary>Something that an erasure leaves behind, or that is held outside of it.</summary>
/// <param name="Where">In kebab case, e.g. <c>event-streams</c>.</param>
/// <param name="What">What of the person it is.</param>
/// <param name="Count">How many; null when nobody here can count it.</param>
/// <param name="Until">When it goes, or who takes it away.</param>
public sealed record Left(string Where, string What, int? Count, string Until);

/// <summary>Where a person is still referred to when the person's document is gone.</summary>
internal static class WhatIsLeft
{
    /// <summary>The account of it, for a person of the delegation.</summary>
    public static async Task<IReadOnlyList<Left>> After(IQuerySession session, Guid person, Guid delegation, CancellationToken ct)
    {
        var papers = 0;
        foreach (var kind in PersonalData.Kinds.Where(kind => kind.Unsearchable))
            papers += await kind.Count(session, [delegation], ct);
        var events = await EventsThatRefer(session, person, delegation, ct);
        var answered = await session.Query<AnsweredRequest>().CountAsync(request => request.Started == delegation, ct);
        var erasures = await session.Query<Erasure>().CountAsync(erasure => erasure.PersonId == person, ct);
        var reads = await session.Query<ExportRead>().CountAsync(read => read.PersonId == person, ct);
        return
        [
            new("event-streams", "The person's id, role and rank level. Without the document nobody can say whose they are.", events.Count, "Never: the delegation's history and the counts of the edition rest on them."),
            new("idempotency-keys", "A hash of the request that registered the delegation, to recognise it when it is repeated. The repetition is answered and brings nobody back.", answered, "Three days after the request."),
            new("erasure-records", "That this id was erased, when, why and by which account.", erasures, "Never: the erasure can be proved, and done again on a restored backup, with it."),
            new("export-reads", "Which accounts read an export of this person, and when.", reads, "Never: who had access can be told."),
            new("papers", "Papers about the delegation as they came, in which nobody can be found by a program. They may name the person.", papers, "With the end of the edition's retention, or sooner when the secretariat takes a paper away."),
            new("offices-in-public", "Name and title of officers of meetings and of openers, which Scheduling announces because they act in public. They were entered there and not taken from here.", null, "When Scheduling's organizers replace the officer; what was published about a public office stays."),
            new("places-at-scheduling", "The person's id, with the slots, seats and offices that the person was named for. Without the document nobody can say whose it is.", null, "Never: that nobody was in two places at a time rests on it."),
            new("words-at-scheduling", "Texts of statements, reasons and rulings, in which nobody can be found by a program. They may name the person.", null, "A text that was not delivered goes with the inscription; what was said in public stays."),
            new("logs-and-traces", "No name or title is written to them; the id may be, in addresses of requests.", null, "When the operators' retention of logs and traces ends."),
            new("backups", "Copies of the store from before the erasure, the document among them.", null, "When the operators' retention of backups ends. After restoring one, erase again what GET /erasures lists."),
            new("copies-outside", "What was downloaded, printed or sent on before: exports, lists of participants.", null, "When those who hold them destroy them."),
        ];
    }

    /// <summary>The events of the delegation that say the person's id, oldest first.</summary>
    public static async Task<IReadOnlyList<EventReference>> EventsThatRefer(IQuerySession session, Guid person, Guid delegation, CancellationToken ct)
    {
        var id = person.ToString();
        var stream = await session.Events.FetchStreamAsync(delegation, token: ct);
        return
        [
            .. stream
                .Where(e => System.Text.Json.JsonSerializer.Serialize(e.Data).Contains(id, StringComparison.Ordinal))
                .Select(e => new EventReference(e.Id, e.EventTypeName, delegation, e.Version, e.Timestamp)),
        ];
    }
}

/// <summary>An event in which a person is referred to by id.</summary>
/// <param name="Type">As it is stored, e.g. <c>delegation_announced</c>.</param>
/// <param name="At">The store's own time.</param>
public sealed record EventReference(Guid EventId, string Type, Guid StreamId, long Version, DateTimeOffset At);
