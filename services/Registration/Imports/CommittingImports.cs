using System.Diagnostics;
using Forum.Hosting;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using JasperFx;
using Marten;
using Npgsql;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.Imports;

/// <summary>
/// Registers and changes the delegations of committed imports, each in a transaction of its own in which its outcome is kept, too: whatever stops this, a delegation is dealt with once.
/// One replica at a time works on an import; if it is gone, another goes on where it stopped.
/// </summary>
public sealed class CommittingImports(
    IDocumentStore store, IServiceScopeFactory scopes, ParticipantListsAtHand lists, NpgsqlDataSource source, TimeProvider time, ILogger<CommittingImports> log) : BackgroundService
{
    // The name by which the services' spans are listened for.
    private static readonly ActivitySource Source = new("Forum");

    private const int Lock = 0x494D50; // "IMP"
    private const int AtOnce = 4, AtATime = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly LightSleep sleep = new();

    /// <summary>There may be something to do.</summary>
    public void Wake() => sleep.Wake();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sleep.For(Rest, stoppingToken);
                await CommitAll(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("Imports could not be committed ({Reason}); trying again", e.GetBaseException().Message);
            }
        }
    }

    private async Task CommitAll(CancellationToken ct)
    {
        IReadOnlyList<Import> imports;
        await using (var session = store.QuerySession())
        {
            imports = await session.Query<Import>().Where(import => import.State == ImportState.Committing).OrderBy(import => import.Id).ToListAsync(ct);
        }

        foreach (var import in imports)
            await Commit(import, ct);
    }

    private async Task Commit(Import import, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        if (!await Ask(connection, $"select pg_try_advisory_lock({Lock}, hashtext('{import.Id:N}'))", ct))
            return;
        try
        {
            var file = await File(import.Id, ct);
            _ = ActivityContext.TryParse(file?.TraceParent, traceState: null, isRemote: true, out var committed);
            using var span = Source.StartActivity("commit import", ActivityKind.Internal, committed, tags: [new("forum.import_id", import.Id)]);
            var reason = file?.Reason ?? "";
            while (await Waiting(import.Id, ct) is { Count: > 0 } some)
            {
                await Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (staged, stop) => await Commit(import, staged, reason, stop));
                await Ask(connection, "select true", ct);
            }

            await Complete(import, ct);
        }
        finally
        {
            // The pool keeps connections open and does not reset them.
            await ((Task)Ask(connection, $"select pg_advisory_unlock({Lock}, hashtext('{import.Id:N}'))", CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<StagedFile?> File(Guid import, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<StagedFile>(import, ct);
    }

    private async Task<IReadOnlyList<string>> Waiting(Guid import, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.Query<StagedDelegation>().Where(d => d.ImportId == import && d.Outcome == DelegationOutcome.Waiting).OrderBy(d => d.Id).Take(AtATime).Select(d => d.Id).ToListAsync(ct);
    }

    /// <summary>One delegation, in one transaction. What the rules or somebody else's change say against it is its outcome and keeps nothing else.</summary>
    private async Task Commit(Import import, string staged, string reason, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Take(scope.ServiceProvider.GetRequiredService<IDocumentSession>(), import, staged, reason, ct);
        }
        catch (Refusal refusal)
        {
            await Close(staged, DelegationOutcome.Refused, refusal.Code, ct);
        }
        catch (Exception e) when (e is ConcurrencyException or DocumentAlreadyExistsException or Marten.Exceptions.ExistingStreamIdCollisionException)
        {
            await Close(staged, DelegationOutcome.ChangedMeanwhile, "changed-meanwhile", ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !PassesBy(e))
        {
            log.LogError(e, "A delegation of the import {Import} could not be taken", import.Id);
            await Close(staged, DelegationOutcome.Refused, "unexpected", ct);
        }
    }

    private async Task Take(IDocumentSession session, Import import, string stagedId, string reason, CancellationToken ct)
    {
        var staged = await session.LoadAsync<StagedDelegation>(stagedId, ct);
        if (staged is not { Outcome: DelegationOutcome.Waiting })
            return;
        var edition = await session.Require<KnownEdition>(import.EditionId, ct);
        var now = edition.Edition.Clock.Now(time);
        var plan = new DelegationPlan(staged, await session.LoadManyAsync<StagedRow>(ct, [.. staged.Places.Select(place => StagedRow.Key(import.Id, place))]));
        if (staged.Seen is null)
        {
            var category = staged.Category!.Value;
            var admission = await Admission.Find(session, lists, edition.Id, staged.Code, category, bySecretariat: true, ct);
            session.Events.StartStream<Delegation>(staged.DelegationId, plan.Decide(edition, admission, current: null, now).AndRemind(new Delegation(), edition, now));
            await session.TakePlace(edition, category, staged.DelegationId, now, ct);
        }
        else
        {
            var stream = await session.Events.FetchForWriting<Delegation>(staged.DelegationId, ct);
            if (stream.CurrentVersion != staged.Seen)
                throw new ConcurrencyException(typeof(Delegation), staged.DelegationId);
            var current = stream.Aggregate!;
            var events = plan.Decide(edition, new Admission(await lists.For(edition.Id, ct)), current, now).AndRemind(current, edition, now);
            stream.AppendMany(events);
            session.ForgetWhoLeaves(edition, current, events.Aggregate(current, static (state, e) => state.Evolve(e)), now);
            var people = await session.LoadManyAsync<Person>(ct, [.. plan.Rows.Where(row => row.Effect is RowEffect.Changed).Select(row => row.PersonId!.Value)]);
            session.Update<Person>([.. plan.Renamed(people.ToDictionary(person => person.Id))]);
        }

        session.Insert(plan.Newcomers());
        session.Note<CommitImport>(staged.DelegationId, reason, now);
        session.Update(staged with { Outcome = DelegationOutcome.Done });
        await session.SaveChangesAsync(ct);
    }

    /// <summary>Keeps the outcome, unless the delegation was dealt with meanwhile.</summary>
    private async Task Close(string stagedId, DelegationOutcome outcome, string problem, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<StagedDelegation>(stagedId, ct) is not { Outcome: DelegationOutcome.Waiting } staged)
            return;
        session.Update(staged with { Outcome = outcome, Problem = problem });
        await session.SaveChangesAsync(ct);
    }

    private async Task Complete(Import import, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        var stream = await session.Events.FetchForWriting<Import>(import.Id, ct);
        if (stream.Aggregate is not { State: ImportState.Committing })
            return;
        var edition = await session.Require<KnownEdition>(import.EditionId, ct);
        stream.AppendOne(new ImportCompleted(edition.Edition.Clock.Now(time)));
        session.SetDeadline(RemoveImportRows.Deadline, import.Id, time.GetUtcNow() + RemoveImportRows.After);
        await session.SaveChangesAsync(ct);
    }

    /// <summary>True when the store is away and will be back: then the delegation waits. Anything else would only come again.</summary>
    private static bool PassesBy(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is NpgsqlException { IsTransient: true })
                return true;
        }

        return false;
    }

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    public override void Dispose()
    {
        sleep.Dispose();
        base.Dispose();
    }
}
