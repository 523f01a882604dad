namespace Forum.Replay;

/// <summary>What the replay was asked to do.</summary>
/// <param name="Generate">Draw the illustrative files anew instead of replaying.</param>
/// <param name="Origin">The forum's public origin.</param>
/// <param name="Data">The folder seeds/first-dialogue.</param>
/// <param name="Json">Where the figures are written to; null for nowhere.</param>
/// <param name="TraceFile">Where the trace id of one registration is written to; null for nowhere.</param>
public sealed record Options(bool Generate, Uri Origin, string Data, string? Json, string? TraceFile)
{
    public const string Usage =
        """
        Replays the first Dialogue through the forum's public API, or draws its illustrative files anew.

          Forum.Replay [--origin URL] [--data FOLDER] [--json FILE] [--trace-file FILE]
          Forum.Replay generate [--data FOLDER]

          --origin URL        the forum's public origin; http://127.0.0.1:5100 when left out
          --data FOLDER       the data; seeds/first-dialogue when left out
          --json FILE         write the figures, expected and derived, to FILE
          --trace-file FILE   write the trace id of one registration to FILE

        The secret of the demo clients is read from FORUM_DEMO_CLIENT_SECRET.
        Exit code: 0 when every figure came out, 1 when one differs, 2 when it was asked wrongly, 3 when the replay could not finish.
        """;

    /// <exception cref="FormatException">An option is unknown or lacks its value.</exception>
    public static Options Read(string[] args)
    {
        var options = new Options(false, new Uri("http://127.0.0.1:5100"), Path.Combine("seeds", "first-dialogue"), null, null);
        while (args is [var option, .. var rest])
        {
            (options, args) = option switch
            {
                "generate" => (options with { Generate = true }, rest),
                _ when rest.Length == 0 => throw new FormatException($"{option} is unknown, or its value is missing."),
                "--origin" when Uri.TryCreate(rest[0], UriKind.Absolute, out var origin) => (options with { Origin = origin }, rest[1..]),
                "--data" => (options with { Data = rest[0] }, rest[1..]),
                "--json" => (options with { Json = rest[0] }, rest[1..]),
                "--trace-file" => (options with { TraceFile = rest[0] }, rest[1..]),
                _ => throw new FormatException($"{option} {rest[0]} is not understood."),
            };
        }

        return options;
    }
}
