using Microsoft.IdentityModel.Tokens;

namespace Forum.Identity.Tests;

public sealed class When_keys_are_kept : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2006, 9, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly Folder folder = new();

    [Fact]
    public void the_first_ones_are_made_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        Keys.In(folder.Path, Noon);
        var files = Directory.GetFiles(folder.Path, "*.pem");
        files.Select(Path.GetFileName).Order().ShouldBe(["encryption-20060914T120000Z.pem", "signing-20060914T120000Z.pem"]);
        foreach (var file in files) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void they_are_used_again()
    {
        var first = Keys.In(folder.Path, Noon);
        Ids(Keys.In(folder.Path, Noon.AddDays(30))).ShouldBe(Ids(first));
        Keys.In(folder.Path, Noon.AddDays(30)).Certificates()[0].Thumbprint.ShouldBe(first.Certificates()[0].Thumbprint);
    }

    [Fact]
    public void a_key_of_tomorrow_is_published_today_and_signs_tomorrow()
    {
        var today = Ids(Keys.In(folder.Path, Noon)).Single();
        using var elsewhere = new Folder();
        var tomorrow = Ids(Keys.In(elsewhere.Path, Noon.AddDays(1))).Single();
        File.Copy(Path.Combine(elsewhere.Path, "signing-20060915T120000Z.pem"), Path.Combine(folder.Path, "signing-20060915T120000Z.pem"));

        Ids(Keys.In(folder.Path, Noon.AddHours(1))).ShouldBe([today, tomorrow]);
        Ids(Keys.In(folder.Path, Noon.AddDays(2))).ShouldBe([tomorrow, today]);
    }

    [Fact]
    public void what_is_not_a_key_is_named()
    {
        folder.Holding("signing-20060914T120000Z.pem", "nothing of the sort");
        Should.Throw<InvalidOperationException>(() => Keys.In(folder.Path, Noon)).Message.ShouldContain("signing-20060914T120000Z.pem");
    }

    public void Dispose() => folder.Dispose();

    private static string[] Ids(Keys keys) => [.. keys.Signing.Select(key => Base64UrlEncoder.Encode(key.Rsa.ExportParameters(false).Modulus))];
}
