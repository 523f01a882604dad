using System.Globalization;

namespace Forum.Rehearsal;

/// <summary>What the rehearsal was asked to do.</summary>
/// <param name="Origin">The forum's public origin.</param>
/// <param name="Scenario">File with the scenario; null for the usual one.</param>
/// <param name="Seed">Draws delegations, officers and disturbances.</param>
/// <param name="Speed">Seconds of the edition per real second.</param>
/// <param name="Preparation">Real seconds that the edition's clock leaves for what is done before the first day.</param>
/// <param name="Json">Where the report is written to as JSON; null for nowhere.</param>
/// <param name="Html">Where the report is written to as a page; null for nowhere.</param>
public sealed record Options(Uri Origin, string? Scenario, ulong Seed, double Speed, double Preparation, string? Json, string? Html)
{
    public const string Usage =
        """
        Rehearses a two-day forum through the forum's public API before it happens, with withdrawals, late chairs and overruns, and reports what came of them.

          Forum.Rehearsal [--origin URL] [--scenario FILE] [--seed N] [--speed N] [--preparation S] [--json FILE] [--html FILE]

          --origin URL      the forum's public origin; http://127.0.0.1:5100 when left out
          --scenario FILE   the forum and what goes wrong at it, as JSON; the usual two days when left out
          --seed N          draws delegations, officers and disturbances; 1 when left out
          --speed N         seconds of the edition per real second, 60 to 20000; 2900 when left out: two days in less than a minute
          --preparation S   real seconds for registration and programme before the evening of the freeze; 15 when left out, twice as many when they do not do
          --json FILE       write the report to FILE as JSON
          --html FILE       write the report to FILE as a page that needs nothing else

        The secret of the demo clients is read from FORUM_DEMO_CLIENT_SECRET.
        Exit code: 0 when every rule held, 1 when one broke, 2 when it was asked wrongly, 3 when the rehearsal could not finish.
        """;

    /// <exception cref="FormatException">An option is unknown, lacks its value, or has one that cannot be.</exception>
    public static Options Read(string[] args)
    {
        var options = new Options(new Uri("http://127.0.0.1:5100"), null, 1, 2900, 15, null, null);
        while (args is [var option, .. var rest])
        {
            if (rest is not [var value, .. var others])
                throw new FormatException($"{option} is unknown, or its value is missing.");
            options = option switch
            {
                "--origin" when Uri.TryCreate(value, UriKind.Absolute, out var origin) => options with { Origin = origin },
                "--scenario" => options with { Scenario = value },
                "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => options with { Seed = seed },
                "--speed" when Number(value) is >= 60 and <= 20_000 and var speed => options with { Speed = speed },
                "--preparation" when Number(value) is >= 1 and <= 600 and var seconds => options with { Preparation = seconds },
                "--json" => options with { Json = value },
                "--html" => options with { Html = value },
                _ => throw new FormatException($"{option} {value} is not understood."),
            };
            args = others;
        }

        return options;
    }

    private static double? Number(string value) => double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
