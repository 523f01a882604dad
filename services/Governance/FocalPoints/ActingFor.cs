using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.FocalPoints;

/// <summary>Whoever acts for a participant rests on a mandate, also here where the mandates are kept.</summary>
internal static class ActingFor
{
    /// <exception cref="Missing">The caller may not act for the participant: its object does not exist, as far as the caller can tell.</exception>
    /// <exception cref="Refusal">The caller's account has no mandate in force.</exception>
    public static async Task MustActFor(this IQuerySession session, Caller caller, string participant, string what, object id, TimeProvider time, CancellationToken ct)
    {
        caller.MustActFor(participant, what, id);
        if (caller.Is(Role.Organizer))
            return;
        if (!await session.HoldsMandate(participant, caller.Subject, time, ct))
            throw new Refusal("no-mandate", $"This account has no mandate in force to act for {participant}. Ask the secretariat to record it as a focal point.") { NotAllowed = true };
    }

    /// <summary>True while the account may act for the participant.</summary>
    public static async ValueTask<bool> HoldsMandate(IServiceProvider services, string participant, string subject, CancellationToken ct)
    {
        await using var session = services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.HoldsMandate(participant, subject, services.GetRequiredService<TimeProvider>(), ct);
    }

    private static async Task<bool> HoldsMandate(this IQuerySession session, string participant, string subject, TimeProvider time, CancellationToken ct) =>
        (await session.LoadAsync<FocalPointNetwork>(FocalPointNetwork.Of(participant), ct))?.HasInForce(subject, time.GetUtcNow()) is true;

    /// <summary>The secretariat says why; a participant that acts for itself owes no reason.</summary>
    /// <exception cref="Refusal">The secretariat gave no reason.</exception>
    public static void NoteOrOwn<TAct>(this IDocumentSession session, Caller caller, Guid subject, string? reason, DateTimeOffset at)
    {
        if (caller.Is(Role.Organizer))
            session.Note<TAct>(subject, reason ?? throw new Refusal("reason-needed", "What the secretariat does has a reason. Give it.", "reason"), at);
    }
}
