using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

internal static class PinViolations
{
    public static IEnumerable<Violation> Of(Reading reading) =>
        reading.Instance.Pins.Where(pin => pin.Strength is PinStrength.Hard && !IsKept(reading, pin))
            .Select(pin => new Violation(HardRules.Pin, $"{Sentence(reading, pin)} This is pinned{Because(pin)} and is not so.", Objects(pin)));

    /// <summary>Whether it is as the pin says. A pin that says nothing is kept.</summary>
    public static bool IsKept(Reading reading, Pin pin) => pin switch
    {
        { Participant: { } participant, Table: { } table } => reading.Sits(participant, table) != pin.Not,
        { Session: { } session } => IsPlaced(reading, session, pin) != pin.Not,
        _ => true,
    };

    public static string Sentence(Reading reading, Pin pin)
    {
        var not = pin.Not ? "not " : "";
        return pin switch
        {
            { Participant: { } participant, Table: { } table } => $"{participant} does {not}sit at {table}.".Replace("does sit", "sits", StringComparison.Ordinal),
            { Session: { } session } => $"{session} is {not}held{(pin.Slot is { } slot ? $" in {reading.Named(slot)}" : "")}{(pin.Room is { } room ? $" in {room}" : "")}.",
            _ => "Nothing is said.",
        };
    }

    public static IReadOnlyList<string> Objects(Pin pin) => [pin.Id, .. new[] { pin.Participant, pin.Table, pin.Session, pin.Room }.OfType<string>()];

    private static bool IsPlaced(Reading reading, string session, Pin pin) =>
        reading.Placements.TryGetValue(session, out var placement) && (pin.Slot is not { } slot || placement.Slot == slot) && (pin.Room is not { } room || placement.Room == room);

    private static string Because(Pin pin) => pin.Reason.Length == 0 ? "" : $" ({pin.Reason})";
}
