using System.Globalization;
using System.Text;
using System.Text.Json;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>Several arrangements of one instance side by side: ours, the baselines, the previous release, or anybody's.</summary>
/// <param name="Instance">What the instance is called.</param>
/// <param name="Columns">The arrangements in the order in which they are printed.</param>
public sealed record MetricsTable(string Instance, IReadOnlyList<MetricsColumn> Columns)
{
    /// <summary>The result beside registration order, round robin and, where there is one, the previous release.</summary>
    public static MetricsTable Beside(Instance instance, Solution solution, string name = "ours")
    {
        List<MetricsColumn> columns = [];
        if (solution.Arrangement is { } arrangement)
            columns.Add(MetricsColumn.Of(instance, name, arrangement, solution.Proofs));
        columns.Add(MetricsColumn.Of(instance, RegistrationOrder.Name, RegistrationOrder.Arrange(instance)));
        columns.Add(MetricsColumn.Of(instance, RoundRobin.Name, RoundRobin.Arrange(instance)));
        if (instance.Previous is { } previous)
            columns.Add(MetricsColumn.Of(instance, "previous release", previous));
        return new(instance.Name, columns);
    }

    /// <summary>Its figures as rows: what is counted, and its value in each column; "-" where a column has none. Rows in which no column has a value are left out.</summary>
    public IReadOnlyList<MetricsRow> Rows()
    {
        List<MetricsRow> rows = [];
        Add("hard violations", column => column.Violations.Values.Sum());
        foreach (var rule in HardRules.All.Where(rule => Columns.Any(column => column.Violations.ContainsKey(rule))))
            Add($"  {rule}", column => column.Violations.GetValueOrDefault(rule));

        Seats("participants", seats => seats.Participants);
        Seats("seats", seats => seats.Seats);
        Seats("first choices, %", seats => seats.FirstChoicePercent);
        for (var rank = 1; rank <= Columns.Max(column => column.Seats?.RankProfile.Count ?? 0); rank++)
        {
            var n = rank;
            Seats($"seats of rank {n}", seats => n <= seats.RankProfile.Count ? seats.RankProfile[n - 1] : null);
        }

        Seats("mean rank", seats => seats.MeanRank);
        Seats("worst rank", seats => seats.WorstRank);
        Seats("without a seat", seats => seats.WithoutSeat);
        Seats("unfilled wishes", seats => seats.UnfilledWishes);
        Seats("regional deviation, %", seats => seats.RegionalDeviationPercent);
        Seats("lower-quota shortfall", seats => seats.LowerQuotaShortfall);
        Seats("civil-society shortfall", seats => seats.CivilSocietyShortfall);
        Seats("upper-quota breaches", seats => seats.UpperQuotaBreaches);
        Seats("conflicts of a person", seats => seats.PersonConflicts);
        Seats("justified envy", seats => seats.JustifiedEnvy);
        Seats("passed over by a later one", seats => seats.PassedOver);
        Seats("moved seats", seats => seats.Moves);
        Seats("  of them forced, at least", seats => seats.ForcedMoves);
        Seats("mean utility, %", seats => seats.MeanUtilityPercent);
        Seats("worst utility, %", seats => seats.WorstUtilityPercent);

        Sessions("sessions", timetable => timetable.Sessions);
        Sessions("placed", timetable => timetable.Placed);
        Sessions("timetable objective", timetable => timetable.Objective);
        Sessions("weighted clash", timetable => timetable.WeightedClash);
        Sessions("slot penalties", timetable => timetable.SlotPenalties);
        Sessions("soft pins not kept", timetable => timetable.SoftPins);
        Sessions("can attend first three, %", timetable => timetable.CanAttendFirstThreePercent);
        Sessions("same topic in parallel", timetable => timetable.SameTopicInParallel);
        Sessions("room too small", timetable => timetable.RoomTooSmall);
        Sessions("empty places, %", timetable => timetable.EmptyPlacesPercent);
        foreach (var group in Columns.SelectMany(column => column.Timetable?.ChairsByGroup.Keys ?? []).Distinct().Order(StringComparer.Ordinal))
            Sessions($"chairs, {group}", timetable => timetable.ChairsByGroup.GetValueOrDefault(group));
        Sessions("interpreted at once, most", timetable => timetable.MostInterpreted);
        Sessions("interpreted at once, mean", timetable => timetable.MeanInterpreted);
        Sessions("moved sessions", timetable => timetable.Moves);
        Add("  of them forced, at least", column => column.Proofs.FirstOrDefault(proof => proof.Part == "timetable")?.Aims.FirstOrDefault(aim => aim.Aim == "sessions moved")?.Bound);

        foreach (var part in Columns.SelectMany(column => column.Proofs).Select(proof => proof.Part).Distinct())
        {
            Proofs($"{part}: objective", proof => proof.Objective);
            Proofs($"{part}: bound", proof => proof.Bound);
            Proofs($"{part}: gap, %", Gap);
            Proofs($"{part}: seconds", proof => proof.Seconds);
            Proofs($"{part}: seconds to first", proof => proof.SecondsToFirst);
            Proofs($"{part}: seconds to best", proof => proof.SecondsToBest);
            Proofs($"{part}: MB", proof => proof.Megabytes);
            Proofs($"{part}: seed", proof => proof.Seed);
            void Proofs(string label, Func<Proof, double?> of) => Add(label, column => column.Proofs.FirstOrDefault(proof => proof.Part == part) is { } proof ? of(proof) : null);
        }

        return rows;

        void Seats(string label, Func<SeatMetrics, double?> of) => Add(label, column => column.Seats is { } seats ? of(seats) : null);
        void Sessions(string label, Func<TimetableMetrics, double?> of) => Add(label, column => column.Timetable is { } timetable ? of(timetable) : null);
        void Add(string label, Func<MetricsColumn, double?> of)
        {
            var values = Columns.Select(of).ToList();
            if (values.Any(value => value is not null))
                rows.Add(new(label, [.. values.Select(Printed)]));
        }
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine($"| {Instance} | {string.Join(" | ", Columns.Select(column => column.Name))} |");
        text.AppendLine($"|---|{string.Concat(Columns.Select(_ => "---:|"))}");
        foreach (var row in Rows())
            text.AppendLine($"| {row.Label.Trim()} | {string.Join(" | ", row.Values)} |");
        return text.ToString();
    }

    public string ToText()
    {
        var rows = Rows();
        var label = Math.Max(Instance.Length, rows.Max(row => row.Label.Length));
        var text = new StringBuilder();
        text.AppendLine(Line(Instance, [.. Columns.Select(column => column.Name)]));
        foreach (var row in rows)
            text.AppendLine(Line(row.Label, row.Values));
        return text.ToString();

        string Line(string first, IReadOnlyList<string> values) =>
            (first.PadRight(label) + string.Concat(values.Select((value, n) => "  " + value.PadLeft(Math.Max(10, Columns[n].Name.Length))))).TrimEnd();
    }

    /// <summary>Every figure under the name that its docstring has here, in camel case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, InstanceJson.Options);

    private static string Printed(double? value) => value switch
    {
        null => "-",
        { } whole when double.IsInteger(whole) => whole.ToString("0", CultureInfo.InvariantCulture),
        { } part => part.ToString("0.0##", CultureInfo.InvariantCulture),
    };

    /// <summary>By how much the objective may at most be better, in percent of it.</summary>
    private static double? Gap(Proof proof) => proof switch
    {
        { Optimal: true } => 0,
        { Objective: { } objective, Bound: { } bound } => objective == bound ? 0 : 100 * Math.Abs(objective - bound) / Math.Max(1e-9, Math.Abs(objective)),
        _ => null,
    };
}

/// <summary>A row of the table as it is printed.</summary>
public sealed record MetricsRow(string Label, IReadOnlyList<string> Values);

/// <summary>The figures of one arrangement.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Violations">How many times each hard rule is broken, by its code; rules that are kept are left out.</param>
/// <param name="Seats">Null when the instance has no tables.</param>
/// <param name="Timetable">Null when the instance has nothing to be placed.</param>
/// <param name="Proofs">What the solver says of it itself; empty for what no solver made.</param>
public sealed record MetricsColumn(string Name, IReadOnlyDictionary<string, int> Violations, SeatMetrics? Seats, TimetableMetrics? Timetable, IReadOnlyList<Proof> Proofs)
{
    public static MetricsColumn Of(Instance instance, string name, Arrangement arrangement, IReadOnlyList<Proof>? proofs = null)
    {
        var reading = new Reading(instance, arrangement);
        return new(
            name,
            Violation.Of(reading).CountBy(violation => violation.Rule).ToDictionary(),
            instance.Tables.Count == 0 ? null : SeatMetrics.Of(reading),
            TimetableMetrics.Of(reading),
            proofs ?? []);
    }
}
