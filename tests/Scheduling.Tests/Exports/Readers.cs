using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>What a calendar's reader found in it.</summary>
/// <param name="Refused">Why it did not take it; null when it did.</param>
internal sealed record CalendarReading(string? Refused, string? Method, string? Name, IReadOnlyList<EventReading>? Events);

/// <summary>An event as a calendar's reader tells it; times in UTC, with seconds.</summary>
internal sealed record EventReading(
    string Uid, int Sequence, string Status, string Summary, string? Location, string? Description, string Category, string StartsAt, string EndsAt, string StampedAt, string ChangedAt, string? Page, string? PartOf);

/// <summary>
/// Programs of others that read what the forum exports (tests/ExportCheck, and Debian's packages). They are asked for many files at once, because each start takes its time.
/// <c>deploy/local/test</c> installs them; without them these tests fail.
/// </summary>
internal static class Readers
{
    public static readonly string[] OfCalendars = ["ical.js", "icalendar", "vobject"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<CalendarReading>> Read(string reader, IEnumerable<byte[]> calendars)
    {
        var texts = JsonSerializer.Serialize(calendars.Select(Encoding.UTF8.GetString));
        var (code, said, complained) = reader == "ical.js"
            ? await Run("node", [Check("read-calendars.mjs")], texts)
            : await Run("/usr/bin/python3", [Check("read_calendars.py"), reader], texts);
        code.ShouldBe(0, complained);
        return JsonSerializer.Deserialize<List<CalendarReading>>(said, Json)!;
    }

    /// <summary>What is wrong with each schedule.json, by ajv and the published schema.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> Validate(string schema, IEnumerable<byte[]> schedules)
    {
        var (code, said, complained) = await Run("node", [Check("validate-schedules.mjs"), schema], $"[{string.Join(',', schedules.Select(Encoding.UTF8.GetString))}]");
        code.ShouldBe(0, complained);
        return JsonSerializer.Deserialize<List<List<string>>>(said, Json)!;
    }

    /// <summary>What xmllint says of schedule.xml files, by the published schema: an empty text when all are valid.</summary>
    public static async Task<string> Validate(string schema, IReadOnlyList<byte[]> schedules, string directory)
    {
        var files = schedules.Select((schedule, index) => (Path: Path.Combine(directory, $"{index}.xml"), Bytes: schedule)).ToList();
        foreach (var (path, bytes) in files)
            await File.WriteAllBytesAsync(path, bytes);
        var (code, _, complained) = await Run("/usr/bin/xmllint", ["--noout", "--nonet", "--schema", schema, .. files.Select(file => file.Path)], "");
        return code == 0 ? "" : complained;
    }

    /// <summary>Text of a PDF, what it says of itself (pdfinfo), and its structure with the text in it.</summary>
    public static async Task<(string Text, string Info, string Structure, string Fonts)> ReadPdf(byte[] pdf, string directory)
    {
        var path = Path.Combine(directory, "document.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        return (
            await Said("/usr/bin/pdftotext", "-enc", "UTF-8", "-layout", path, "-"),
            await Said("/usr/bin/pdfinfo", path),
            await Said("/usr/bin/pdfinfo", "-struct-text", path),
            await Said("/usr/bin/pdffonts", path));
    }

    private static async Task<string> Said(string program, params string[] arguments)
    {
        var (code, said, complained) = await Run(program, arguments, "");
        code.ShouldBe(0, complained);
        complained.ShouldBe("", $"{program} complains");
        return said;
    }

    private static string Check(string file) => Repository.Path("tests", "ExportCheck", file);

    private static async Task<(int Code, string Said, string Complained)> Run(string program, string[] arguments, string input)
    {
        if (program == "node")
            Directory.Exists(Repository.Path("tests", "ExportCheck", "node_modules")).ShouldBeTrue("npm ci --prefix tests/ExportCheck --ignore-scripts installs what reads; deploy/local/test does it");
        else
            File.Exists(program).ShouldBeTrue("apt-get install python3-icalendar python3-vobject libxml2-utils poppler-utils installs what reads; deploy/local/test does it");
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["PYTHONIOENCODING"] = "utf-8" },
        })!;
        var complained = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }
}
