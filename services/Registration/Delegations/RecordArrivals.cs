using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using JasperFx;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Somebody of the delegation is there: a badge was collected or checked in.</summary>
public sealed record DelegationArrived(Listing Listing, Arrival Arrival);

/// <summary>A scan by which the delegation, or somebody of it, was found to be present for the first time.</summary>
/// <param name="ScanId">Given by the desk or the reader.</param>
/// <param name="PersonId">Whose badge it was; null when it is known only whose delegation's.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record Arrival(Guid ScanId, Guid? PersonId, DateTimeOffset At);

/// <summary>
/// Records who has arrived, as scanned at desks and gates; a reader that was offline sends what it kept. Each scan is answered for itself, and one that was
/// recorded before changes nothing: after a lost answer all of it may be sent again.
/// </summary>
public sealed record RecordArrivals
{
    public const int MostScans = 500;

    [MinLength(1), MaxLength(MostScans)]
    public required IReadOnlyList<Scan> Scans { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/arrivals", async (Guid id, RecordArrivals command, IQuerySession reading, ISessionFactory sessions, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await reading.LoadAsync<KnownEdition>(id, ct) ?? throw new Missing("edition", id);
                edition.MustLetChange(bySecretariat: true);
                var now = edition.Edition.Clock.Now(time);
                var taken = new Dictionary<Scan, TakenScan>(ReferenceEqualityComparer.Instance);
                foreach (var ofDelegation in command.Scans.GroupBy(scan => scan.DelegationId))
                {
                    foreach (var (scan, answer) in await Take(sessions, edition, [.. ofDelegation], now, ct))
                        taken[scan] = answer;
                }

                return TypedResults.Ok(new TakenScans([.. command.Scans.Select(scan => taken[scan])]));
            })
            .Allow(Role.Organizer, Role.Service)
            .WithName(nameof(RecordArrivals))
            .WithTags("Arrivals");

    /// <summary>Takes the scans of one delegation in one commit. Two desks may scan for it at once, so who was slower decides again.</summary>
    private static async Task<IReadOnlyList<(Scan Scan, TakenScan Answer)>> Take(ISessionFactory sessions, KnownEdition edition, IReadOnlyList<Scan> scans, DateTimeOffset now, CancellationToken ct)
    {
        while (true)
        {
            await using var session = sessions.OpenSession();
            // The store looks for no stream without an id.
            var stream = scans[0].DelegationId == Guid.Empty ? null : await session.Events.FetchForWriting<Delegation>(scans[0].DelegationId, ct);
            if (stream?.Aggregate is not { } delegation || delegation.Listing.EditionId != edition.Id)
                return [.. scans.Select(scan => (scan, TakenScan.Refused(scan, new Refusal("delegation-unknown", $"There is no delegation {scan.DelegationId} at this edition.", "delegationId"))))];

            var answers = new List<(Scan, TakenScan)>();
            foreach (var scan in scans)
            {
                try
                {
                    object[] events = [.. scan.Decide(delegation, edition, now)];
                    stream.AppendMany(events);
                    delegation = events.Aggregate(delegation, (state, e) => state.Evolve(e));
                    answers.Add((scan, TakenScan.Of(scan, events.Length > 0)));
                }
                catch (Refusal refusal)
                {
                    answers.Add((scan, TakenScan.Refused(scan, refusal)));
                }
            }

            try
            {
                await session.SaveChangesAsync(ct);
                return answers;
            }
            catch (ConcurrencyException)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }
}

/// <summary>A badge that was scanned.</summary>
public sealed record Scan
{
    /// <summary>Given by the desk or the reader, a new one for each scan; the same again is the same scan.</summary>
    public required Guid ScanId { get; init; }

    public required Guid DelegationId { get; init; }

    /// <summary>Whose badge it was, one of the delegation's people; null when it is known only whose delegation's.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>When, on the edition's clock; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The delegation has withdrawn, the person is none of its people, the scan was another's, or the edition was over by then.</exception>
    public IEnumerable<object> Decide(Delegation delegation, KnownEdition edition, DateTimeOffset now)
    {
        if (delegation.Arrivals.FirstOrDefault(arrival => arrival.ScanId == ScanId) is { } known)
        {
            return known.PersonId == PersonId
                ? []
                : throw new Refusal("scan-of-another", "Under this id a scan of somebody else was recorded. Give each scan an id of its own.", "scanId");
        }

        delegation.MustCome();
        if (PersonId is { } person && delegation.Members.All(member => member.PersonId != person))
            throw new Refusal("person-not-of-delegation", $"There is nobody {person} in this delegation.", "personId");
        if (At >= edition.EndsAt())
            throw new Refusal("outside-edition", $"The edition was over at {edition.EndsAt():O}; nobody arrived after that.", "at");

        // Nobody arrives twice, whichever scan said so first.
        var arrived = PersonId is null ? delegation.ArrivedAt is not null : delegation.Arrivals.Any(arrival => arrival.PersonId == PersonId);
        return arrived ? [] : [new DelegationArrived(delegation.Listing, new Arrival(ScanId, PersonId, (At ?? now).ToUniversalTime()))];
    }
}

/// <summary>What became of each scan, in the order in which they were sent.</summary>
public sealed record TakenScans(IReadOnlyList<TakenScan> Items);

/// <summary>What became of a scan.</summary>
/// <param name="Code">Why it was refused, as in a problem document; null when it was not.</param>
/// <param name="Field">The member of the scan that the refusal speaks of.</param>
/// <param name="Detail">Why it was refused, and what to do.</param>
public sealed record TakenScan(Guid ScanId, ScanOutcome Outcome, string? Code, string? Field, string? Detail)
{
    internal static TakenScan Of(Scan scan, bool isNew) => new(scan.ScanId, isNew ? ScanOutcome.Recorded : ScanOutcome.KnownAlready, null, null, null);

    internal static TakenScan Refused(Scan scan, Refusal refusal) => new(scan.ScanId, ScanOutcome.Refused, refusal.Code, refusal.Field, refusal.Message);
}

public enum ScanOutcome
{
    /// <summary>Somebody arrived who had not been known to be there.</summary>
    Recorded,

    /// <summary>Nothing new: the same scan again, or of somebody who had arrived before.</summary>
    KnownAlready,

    Refused,
}
