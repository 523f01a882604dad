using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Forum.Hosting.Webhooks;

/// <summary>Signs as Standard Webhooks 1.0.0 says: HMAC-SHA256 over id, timestamp and body, one signature for each secret that holds.</summary>
internal static class Signature
{
    /// <param name="seconds">Unix time of the attempt.</param>
    public static string Of(IEnumerable<byte[]> secrets, Guid id, long seconds, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}

/// <summary>Makes secrets and keeps them encrypted; in the open they are seen once, by who asked for them.</summary>
internal sealed class Secrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";

    // Standard Webhooks asks for 24 to 64 bytes.
    private const int Length = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Encrypted for this one webhook.</summary>
    public string Keep(Guid webhook, string secret) => For(webhook).Protect(secret);

    /// <summary>The keys of all secrets that hold.</summary>
    /// <exception cref="CryptographicException">The keys that it was encrypted with are gone.</exception>
    public IReadOnlyList<byte[]> Read(Webhook webhook, DateTimeOffset now) =>
        [.. webhook.Secrets.Where(secret => secret.Holds(now)).Select(secret => Convert.FromBase64String(For(webhook.Id).Unprotect(secret.Kept)[Prefix.Length..]))];

    private IDataProtector For(Guid webhook) => protection.CreateProtector("Forum.Webhooks", webhook.ToString());
}
