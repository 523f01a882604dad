using System.Diagnostics;
using System.Text;
using Forum.Kit;

namespace Forum.Publishing.Tests.Outputs;

/// <summary>
/// Programs of others that judge what the forum prints (tests/DocumentCheck, and Debian's packages). They are given many files at once, because each start takes its time.
/// <c>deploy/local/test</c> installs them; without them these tests fail.
/// </summary>
internal static class Checkers
{
    /// <summary>What xmllint says of XML files by a schema: an empty text when all are valid.</summary>
    public static async Task<string> Xmllint(string schema, IReadOnlyList<byte[]> files) =>
        await Said("/usr/bin/xmllint", ["--noout", "--nonet", "--schema", schema], files, "xml") is (not 0, var complaint) ? complaint : "";

    /// <summary>What qpdf says of PDF files: an empty text when it finds no error and has no warning.</summary>
    public static async Task<string> Qpdf(IReadOnlyList<byte[]> files)
    {
        var complaints = new StringBuilder();
        foreach (var file in files)
        {
            if (await Said("/usr/bin/qpdf", ["--check"], [file], "pdf") is (not 0, var complaint))
                complaints.AppendLine(complaint);
        }

        return complaints.ToString();
    }

    /// <summary>What the Nu Html Checker says of pages and drawings (errors and warnings): an empty text when it says nothing.</summary>
    public static async Task<string> Vnu(IReadOnlyList<byte[]> pages)
    {
        var jar = Repository.Path("tests", "DocumentCheck", "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
        File.Exists(jar).ShouldBeTrue("npm ci --prefix tests/DocumentCheck --ignore-scripts installs it; deploy/local/test does it");
        var (code, said) = await Said("/usr/bin/java", ["-Xss8m", "-jar", jar, "--format", "gnu"], pages, "html");
        (code is 0 or 1).ShouldBeTrue(said);
        return said;
    }

    /// <summary>Text of a PDF, and its structure with the text in it.</summary>
    public static async Task<(string Text, string Info, string Structure)> Poppler(byte[] pdf) => (
        (await Said("/usr/bin/pdftotext", ["-enc", "UTF-8", "-layout"], [pdf], "pdf", "-")).Said,
        (await Said("/usr/bin/pdfinfo", [], [pdf], "pdf")).Said,
        (await Said("/usr/bin/pdfinfo", ["-struct-text"], [pdf], "pdf")).Said);

    /// <summary>What feedparser makes of a feed, as JSON.</summary>
    public static async Task<string> Feedparser(byte[] feed)
    {
        const string Script =
            """
            import sys, json, feedparser
            feed = feedparser.parse(open(sys.argv[1], 'rb').read())
            print(json.dumps({'bozo': bool(feed.bozo), 'version': feed.version, 'id': feed.feed.get('id'), 'updated': feed.feed.get('updated'),
                'entries': [{'id': e.id, 'title': e.title, 'updated': e.updated, 'links': [[l.rel, l.type, l.href] for l in e.links]} for e in feed.entries]}))
            """;
        var (code, said) = await Said("/usr/bin/python3", ["-c", Script], [feed], "xml");
        code.ShouldBe(0, said);
        return said;
    }

    private static async Task<(int Code, string Said)> Said(string program, string[] arguments, IReadOnlyList<byte[]> files, string extension, params string[] more)
    {
        File.Exists(program).ShouldBeTrue("apt-get install libxml2-utils poppler-utils qpdf python3-feedparser default-jre-headless installs what judges; deploy/local/test does it");
        var directory = Directory.CreateTempSubdirectory("forum-documents-");
        try
        {
            var paths = files.Select((_, index) => Path.Combine(directory.FullName, $"{index}.{extension}")).ToList();
            foreach (var (index, path) in paths.Index())
                await File.WriteAllBytesAsync(path, files[index]);
            using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, .. paths, .. more])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONUTF8"] = "1" },
            })!;
            var complained = process.StandardError.ReadToEndAsync();
            var said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, said + await complained);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
