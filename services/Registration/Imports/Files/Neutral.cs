namespace Forum.Registration.Imports.Files;

/// <summary>
/// Text that a spreadsheet program would take for a formula: it begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c> (also in full width), a tab or a carriage return.
/// Nothing here evaluates it; what goes out gets an apostrophe in front, and what comes in with one loses it, so that a list goes round unchanged.
/// </summary>
public static class Neutral
{
    private const string Triggers = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    public static bool LooksLikeFormula(string text) => text.Length > 0 && Triggers.Contains(text[0], StringComparison.Ordinal);

    /// <summary>For a cell that goes out.</summary>
    public static string Out(string text) => LooksLikeFormula(text.TrimStart('\'')) ? "'" + text : text;

    /// <summary>For a cell that comes in.</summary>
    public static string In(string text) => text.StartsWith('\'') && LooksLikeFormula(text.TrimStart('\'')) ? text[1..] : text;
}
