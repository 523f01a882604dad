using System.Globalization;
using Forum.Hosting.Http;
using Forum.Publishing.Figures;

namespace Forum.Publishing.Outputs;

/// <summary>
/// Bars of how many there were of each kind (SVG). The drawing says in words what it shows, for who hears it; wherever it stands, a table with the same numbers stands beside it.
/// </summary>
public static class ParticipationDiagram
{
    private const int Width = 640, Row = 28, Labels = 270, Bars = 310;

    /// <summary>A file of its own.</summary>
    public static string Of(Breakdown breakdown)
    {
        var file = new Markup();
        file.Add($"""<?xml version="1.0" encoding="UTF-8"?>""").Add($"\n");
        Draw(file, breakdown, isAlone: true);
        return file.ToString();
    }

    /// <summary>Draws into a page, whose style says in which colours.</summary>
    public static void Draw(Markup page, Breakdown breakdown, bool isAlone = false)
    {
        var height = breakdown.Parts.Count * Row;
        var most = Math.Max(1, breakdown.Parts.Max(part => part.Value));
        page.Add($"""<svg xmlns="http://www.w3.org/2000/svg" class="diagram" viewBox="0 0 {Width} {height}" role="img" aria-labelledby="diagram-{breakdown.Name}-title diagram-{breakdown.Name}-desc" font-family="sans-serif" font-size="14">""");
        page.Add($"""<title id="diagram-{breakdown.Name}-title">{breakdown.Label}</title><desc id="diagram-{breakdown.Name}-desc">{InWords(breakdown)}</desc>""");
        if (isAlone)
            page.Add($"""<rect width="{Width}" height="{height}" fill="#ffffff"/>""");
        foreach (var (index, part) in breakdown.Parts.Index())
        {
            var (top, width) = (index * Row, Math.Round((double)Bars * part.Value / most, 1));
            page.Add($"""<text x="{Labels}" y="{top + 19}" text-anchor="end" fill="currentColor">{part.Label}</text>""");
            page.Add($"""<rect class="bar" x="{Labels + 10}" y="{top + 4}" width="{Number(width)}" height="{Row - 8}" fill="#0b4f8a"/>""");
            page.Add($"""<text x="{Number(Labels + 16 + width)}" y="{top + 19}" fill="currentColor">{part.Value}</text>""");
        }

        page.Add($"</svg>");
    }

    public static string InWords(Breakdown breakdown) =>
        $"{string.Join(", ", breakdown.Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Label}: {part.Value}")))}. In all: {breakdown.Sum()}.";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
