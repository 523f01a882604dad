using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Forum.Identity;

/// <summary>
/// The RSA keys of the issuer, kept as PEM files. A file is named by its purpose and the time from which it is used, <c>signing-20260914T130000Z.pem</c>; without a time it counts as the oldest.
/// The latest whose time has come signs (or encrypts); all the others are still accepted and, for signing, published. So a key is rotated by adding a file dated tomorrow and
/// restarting the replicas one by one, twice: today (everybody learns of it) and tomorrow (it signs). The old file goes when its last token has expired.
/// </summary>
/// <param name="Signing">The key in use first.</param>
/// <param name="Encryption">The key in use first; for authorization codes and refresh tokens, which only this service reads, and for the session keys in the store.</param>
public sealed record Keys(IReadOnlyList<RsaSecurityKey> Signing, IReadOnlyList<RsaSecurityKey> Encryption)
{
    private const string Time = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Reads the keys of a directory; makes the first ones where there are none.</summary>
    public static Keys In(string directory, DateTimeOffset now) => new(Read(directory, "signing", now), Read(directory, "encryption", now));

    /// <summary>The encryption keys as certificates, the one in use first. Nothing but the key in them matters; they are the same at every start and on every replica.</summary>
    public IReadOnlyList<X509Certificate2> Certificates() => [.. Encryption.Select(key =>
    {
        var name = new X500DistinguishedName("CN=forum-identity");
        var request = new CertificateRequest(name, key.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(name, X509SignatureGenerator.CreateForRSA(key.Rsa, RSASignaturePadding.Pkcs1), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200), [1]);
        return certificate.CopyWithPrivateKey(key.Rsa);
    })];

    private static List<RsaSecurityKey> Read(string directory, string purpose, DateTimeOffset now)
    {
        if (Files(directory, purpose).Length == 0) MakeFirst(directory, purpose, now);
        return [.. Files(directory, purpose)
            .Select(file => (File: file, From: From(file, purpose)))
            .OrderByDescending(key => key.From <= now)
            .ThenByDescending(key => key.From)
            .Select(key => Load(key.File))];
    }

    private static string[] Files(string directory, string purpose) =>
        Directory.Exists(directory) ? Directory.GetFiles(directory, $"{purpose}*.pem") : [];

    private static DateTimeOffset From(string file, string purpose) =>
        DateTimeOffset.TryParseExact(Path.GetFileNameWithoutExtension(file)[purpose.Length..].TrimStart('-'), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
            ? from
            : DateTimeOffset.MinValue;

    private static RsaSecurityKey Load(string file)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(file));
        }
        catch (ArgumentException problem)
        {
            throw new InvalidOperationException($"{file} is not an RSA private key in PEM.", problem);
        }
        return new RsaSecurityKey(rsa);
    }

    private static void MakeFirst(string directory, string purpose, DateTimeOffset now)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        using var only = Lock(Path.Combine(directory, ".lock"));
        if (Files(directory, purpose).Length > 0) return;      // another replica was faster

        using var rsa = RSA.Create(2048);
        var draft = Path.Combine(directory, $".{purpose}-{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(draft, options)) file.WriteLine(rsa.ExportPkcs8PrivateKeyPem());
        // Renamed when it is whole, because others read without the lock.
        File.Move(draft, Path.Combine(directory, $"{purpose}-{now.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}.pem"));
    }

    private static FileStream Lock(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 100)
            {
                Thread.Sleep(100);
            }
        }
    }
}
