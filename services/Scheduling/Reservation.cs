using Forum.Hosting.Http;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Scheduling;

/// <summary>A number or a name that is given once in an edition. It is stored in the same transaction as what bears it, so of two that ask at the same instant one gets it.</summary>
public sealed record Reservation(string Id);

/// <summary>Gives numbers and names.</summary>
public static class Reservations
{
    /// <summary>Reserves <paramref name="key"/> for what <paramref name="start"/> starts.</summary>
    /// <exception cref="Refusal">It is taken.</exception>
    public static async Task<Started> WithReserved(
        this IDocumentSession session, string key, Func<Refusal> taken, Func<Task<Started>> start, CancellationToken ct)
    {
        if (await session.CheckExistsAsync<Reservation>(key, ct))
            throw taken();
        session.Insert(new Reservation(key));
        try
        {
            return await start();
        }
        catch (DocumentAlreadyExistsException e) when (e.DocType == typeof(Reservation))
        {
            throw taken();
        }
    }
}
