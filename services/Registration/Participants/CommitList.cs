using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.People;
using JasperFx;
using Marten;

namespace Forum.Registration.Participants;

/// <summary>
/// Makes an uploaded list the newest one: a new version, which does not change any more. Editions whose registration has opened stay with theirs.
/// A list that says nothing new makes none, whoever commits it and however often.
/// </summary>
public sealed record CommitList
{
    public required Guid Upload { get; init; }

    /// <summary>Number of the newest list, as the preview says it.</summary>
    [Range(1, int.MaxValue)]
    public required int BasedOn { get; init; }

    /// <summary>How many lines of the newest list are to fall away, as the preview counts them: none of them is lost unawares.</summary>
    [Range(0, int.MaxValue)]
    public int Missing { get; init; }

    /// <summary>Where the list comes from, so that it can be looked up.</summary>
    [RegularExpression(Person.OneLine), StringLength(500, MinimumLength = 3)]
    public required string Source { get; init; }

    /// <summary>What to bear in mind when it is used.</summary>
    [StringLength(1_000, MinimumLength = 1)]
    public string? SourceNote { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="list">The upload, held against the newest list.</param>
    /// <exception cref="Refusal">Rows are faulty, lines would fall away unawares, or there is a newer list than the caller knew.</exception>
    public IEnumerable<object> Decide(ParticipantRegister register, CheckedList list, Guid id, DateTimeOffset now)
    {
        if (list.SaysNothingNew)
            return [];
        if (BasedOn != register.Newest)
            throw new Refusal("list-superseded", $"There is a newer list, number {register.Newest}. Read the preview again: it is held against that one.", "basedOn") { TakenByAnother = true };
        if (!list.IsSound)
            throw new Refusal("rows-faulty", $"{list.Rows.Count(row => row.State is LineState.Faulty)} rows cannot be taken as they are. The preview says why; put them right and upload the list again.", "upload");
        if (Missing != list.Missing.Count)
            throw new Refusal("lines-missing", $"{list.Missing.Count} lines of the newest list have no row in the upload. If they are to fall away, say so with their number; else add them.", "missing");
        return [new ParticipantListImported(id, register.Newest + 1, ListRules.Hash(Made(register, list)), list.Rows.Count, now)];
    }

    internal ParticipantList Made(ParticipantRegister register, CheckedList list)
    {
        ListedParticipant[] lines = [.. list.Rows.Select(row => row.Line!)];
        var named = lines.Select(line => line.Provenance).ToHashSet(StringComparer.Ordinal);
        // Those that no line names any more stay, so that a line that fell away can come back with its source.
        var sources = list.Against.Sources.ToDictionary(StringComparer.Ordinal);
        if (named.Contains(CheckedList.SourceOf(register.Newest + 1)))
            sources[CheckedList.SourceOf(register.Newest + 1)] = new Provenance(ProvenanceSource.Secretariat, Source, SourceNote);
        return new ParticipantList(register.Newest + 1, lines, sources);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/participant-lists", async (CommitList command, IDocumentSession session, IDocumentStore store, ParticipantListsAtHand lists, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var upload = await session.LoadAsync<UploadedList>(command.Upload, ct)
                    ?? throw new Refusal("upload-unknown", "There is no such upload. Upload the list first.", "upload");
                var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
                var stream = await session.Events.FetchForWriting<ParticipantRegister>(ParticipantRegister.Only, ct);
                var register = stream.Aggregate ?? new ParticipantRegister();
                var list = ListFile.Read(upload.Text).Check(await lists.Require(register.Newest, ct));
                object[] events = [.. command.Decide(register, list, id, now)];
                if (events.Length == 0)
                    return await session.Made(http, Answer(register.ListId, register.Newest), ct);

                var made = command.Made(register, list);
                stream.AppendMany(events);
                session.Insert(new ImportedList { Id = id, Number = made.Number, Sha256 = ListRules.Hash(made), ImportedAt = now, Lines = made.Lines, Sources = made.Sources });
                session.Note<CommitList>(ParticipantRegister.Only, command.Reason, now);
                try
                {
                    return await session.Made(http, Answer(id, made.Number), ct);
                }
                // Somebody else committed a list at the same moment: if it says the same, that is the one.
                catch (Exception e) when (e is ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException or DocumentAlreadyExistsException)
                {
                    await using var afresh = store.QuerySession();
                    var first = await afresh.LoadAsync<ParticipantRegister>(ParticipantRegister.Only, ct);
                    if (first is null || !ListFile.Read(upload.Text).Check(await lists.Require(first.Newest, ct)).SaysNothingNew)
                        throw new Refusal("list-superseded", "Somebody else committed another list at the same moment. Read the preview again: it is held against that one.", "basedOn") { TakenByAnother = true };
                    return Answer(first.ListId, first.Newest);
                }
            })
            .AcceptsIdempotencyKey<CommitList>()
            .Allow(Role.Organizer)
            .WithName(nameof(CommitList))
            .WithTags("Participants");

    /// <summary>The version of a list is its number: it has no other.</summary>
    private static Started Answer(Guid id, int number) => new(id, number, $"/participant-lists/{number}");
}
