using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Forum.Console.Access;

/// <summary>
/// Who is signed in, with their tokens: kept here, while the browser holds nothing but a random key.
/// It is in this process's memory: a restart signs everybody out, and a second console behind the same address would need a store that both share.
/// </summary>
internal sealed class Sessions(TimeProvider time) : ITicketStore
{
    /// <summary>How many people may be signed in at once; beyond that the longest unused session ends.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, AuthenticationTicket> tickets = new(StringComparer.Ordinal);

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        foreach (var (old, kept) in tickets)
        {
            if (Expiry(kept) <= time.GetUtcNow())
                tickets.TryRemove(old, out _);
        }

        if (tickets.Count >= Most)
            tickets.TryRemove(tickets.MinBy(entry => Expiry(entry.Value)).Key, out _);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        tickets[key] = ticket;
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        // A session that was ended meanwhile stays ended.
        if (tickets.TryGetValue(key, out var current))
            tickets.TryUpdate(key, ticket, current);
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(tickets.GetValueOrDefault(key));

    public Task RemoveAsync(string key)
    {
        tickets.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    private static DateTimeOffset Expiry(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc ?? DateTimeOffset.MaxValue;
}
