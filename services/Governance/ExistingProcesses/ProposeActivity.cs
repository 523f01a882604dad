using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.ExistingProcesses;

/// <summary>Proposes a new activity of the forum, and says which existing processes it was held against.</summary>
public sealed record ProposeActivity
{
    public required Guid EditionId { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    [StringLength(5_000, MinimumLength = 1)]
    public required string Purpose { get; init; }

    /// <summary>The existing processes that were looked at, one at least; see <c>/existing-processes</c>.</summary>
    [MaxLength(100)]
    public required IReadOnlyList<CheckedProcess> Checked { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="register">The processes named, as far as they are in the register.</param>
    /// <exception cref="Refusal">Nothing was looked at, or something that is not in the register.</exception>
    public IEnumerable<object> Decide(Guid id, Guid purposeId, IReadOnlyCollection<ExistingProcess> register, DateTimeOffset now)
    {
        if (Checked.Count == 0)
            throw new Refusal("no-process-checked", "Name at least one existing process that the activity was held against. If none comes near, name the nearest, with overlap None.", "checked");
        if (Checked.DistinctBy(named => named.ProcessId).Count() < Checked.Count)
            throw new Refusal("process-named-twice", "Name each process once.", "checked");
        if (Checked.FirstOrDefault(named => register.All(process => process.Id != named.ProcessId)) is { } unknown)
            throw new Refusal("process-unknown", $"There is no existing process {unknown.ProcessId} in the register. Enter it first.", "checked");
        return [new ActivityProposed(id, EditionId, Title, purposeId, Checked, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/activities", async (ProposeActivity command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var id = Guid.CreateVersion7();
                var now = (await session.Named(command.EditionId, ct)).Plan.Clock.Now(time);
                var register = await session.LoadManyAsync<ExistingProcess>(ct, [.. command.Checked.Select(named => named.ProcessId)]);
                var events = command.Decide(id, session.Write(id, command.Purpose), register, now);
                session.Note<ProposeActivity>(id, command.Reason, now);
                return await session.Start<Activity>(http, id, events, $"/activities/{id}", ct);
            })
            .AcceptsIdempotencyKey<ProposeActivity>()
            .Allow(Role.Organizer)
            .WithName(nameof(ProposeActivity))
            .WithTags("Non-duplication");
}
