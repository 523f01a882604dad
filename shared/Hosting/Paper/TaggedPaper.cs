using System.Globalization;
using System.IO.Compression;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;
using PdfSharp.UniversalAccessibility;

namespace Forum.Hosting.Paper;

/// <summary>How text stands on the paper.</summary>
public enum Ink
{
    Body,
    Small,
    Strong,
    Heading,
    Title,
}

/// <summary>
/// A4 paper that is written from top to bottom. Each piece of text is tagged with what it is, so that a screen reader tells headings, lists and tables;
/// lines and the foot of a page are artifacts, which it passes over.
/// </summary>
public sealed class TaggedPaper : IDisposable
{
    private const double Width = 595, Height = 842, Margin = 56, Foot = 30, Gap = 10;

    private readonly PdfDocument document = new();
    private readonly StructureBuilder tags;
    private readonly string foot, pageWord;
    private readonly Dictionary<Ink, (XFont Font, double Before)> inks = new()
    {
        [Ink.Body] = (PaperFonts.Plain(10), 2),
        [Ink.Small] = (PaperFonts.Plain(9), 2),
        [Ink.Strong] = (PaperFonts.Strong(10), 4),
        [Ink.Heading] = (PaperFonts.Strong(12), 6),
        [Ink.Title] = (PaperFonts.Strong(18), 6),
    };

    private XGraphics page;
    private double y;

    /// <param name="title">Shown by readers in the title bar.</param>
    /// <param name="foot">At the foot of every page, before its number.</param>
    /// <param name="madeAt">Date of the document.</param>
    /// <param name="language">BCP 47 tag; in which a screen reader reads it. Letters are set from left to right, one after the other: see <see cref="CanSet"/>.</param>
    /// <param name="page">What a page is called at its foot.</param>
    public TaggedPaper(string title, string foot, DateTimeOffset madeAt, string language = "en", string page = "Page")
    {
        pageWord = page;
        this.foot = foot;
        document.Info.Title = title;
        document.Info.Creator = "Forum";
        document.Info.CreationDate = madeAt.UtcDateTime;
        document.Info.ModificationDate = madeAt.UtcDateTime;
        document.ViewerPreferences.DisplayDocTitle = true;
        document.RenderEvents.RenderTextEvent += (_, text) => LacksLetters |= text.CodePointGlyphIndexPairs.Any(pair => pair is { GlyphIndex: 0, CodePoint: > 0x20 });
        var accessibility = UAManager.ForDocument(document);
        accessibility.SetDocumentLanguage(language);
        tags = accessibility.StructureBuilder;
        this.page = Turn();
    }

    /// <summary>False for languages of which the letters are not in the fonts (Chinese) or would have to be joined and set from right to left (Arabic), which PDFsharp does not.</summary>
    public static bool CanSet(string language) => language is "en" or "fr" or "es" or "ru";

    /// <summary>True when a box stands for a letter, because it is in a script that the fonts do not have.</summary>
    public bool LacksLetters { get; private set; }

    public void Write(PdfBlockLevelElementTag tag, Ink ink, string text)
    {
        var (font, before) = inks[ink];
        var lines = Break(text, font, Width - (2 * Margin)).ToList();
        y += before;
        // A heading stands with what it is the heading of.
        Reserve((lines.Count * LineOf(font)) + (tag is PdfBlockLevelElementTag.Paragraph ? 0 : 4 * LineOf(inks[Ink.Body].Font)), lines.Count * LineOf(font));
        tags.BeginElement(tag);
        foreach (var line in lines)
        {
            Reserve(LineOf(font));
            Draw(line, font, Margin);
            y += LineOf(font);
        }

        tags.End();
    }

    /// <summary>Items with their labels: numbers, dashes.</summary>
    public void WriteList(IEnumerable<(string Label, string Text)> items)
    {
        const double Label = 24;
        var font = inks[Ink.Body].Font;
        tags.BeginElement(PdfBlockLevelElementTag.List);
        foreach (var (label, text) in items)
        {
            var lines = Break(text, font, Width - (2 * Margin) - Label).ToList();
            Reserve(lines.Count * LineOf(font), LineOf(font));
            tags.BeginElement(PdfBlockLevelElementTag.ListItem);
            tags.BeginElement(PdfBlockLevelElementTag.Label);
            Draw(label, font, Margin);
            tags.End();
            tags.BeginElement(PdfBlockLevelElementTag.ListBody);
            foreach (var line in lines)
            {
                Reserve(LineOf(font));
                Draw(line, font, Margin + Label);
                y += LineOf(font);
            }

            tags.End();
            tags.End();
        }

        tags.End();
    }

    /// <summary>A table whose first column heads the rows.</summary>
    /// <param name="shares">How wide the columns are, one beside the other; when it is not said, the first is two thirds of each other one.</param>
    public void WriteTable(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<double>? shares = null)
    {
        shares ??= [1, .. Enumerable.Repeat(1.5, head.Count - 1)];
        var width = (Width - (2 * Margin) + Gap) / shares.Sum();
        (double Left, double Width)[] columns = [.. shares.Select((share, column) => (Margin + (width * shares.Take(column).Sum()), (width * share) - Gap))];
        tags.BeginElement(PdfBlockLevelElementTag.Table);
        WriteRow(head, columns, isHead: true);
        foreach (var row in rows)
            WriteRow(row, columns, isHead: false);
        tags.End();
    }

    /// <summary>A line across.</summary>
    public void Rule()
    {
        y += 8;
        Reserve(5 * LineOf(inks[Ink.Body].Font));
        tags.BeginArtifact();
        page.DrawLine(XPens.Gray, Margin, y, Width - Margin, y);
        tags.End();
        y += 2;
    }

    public byte[] Finish()
    {
        page.Dispose();
        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return Compressed(bytes);
    }

    /// <summary>What PDFsharp compresses lacks the checksum at its end (RFC 1950), of which checkers complain: it is compressed anew.</summary>
    private byte[] Compressed(MemoryStream file)
    {
        using var again = PdfReader.Open(file, PdfDocumentOpenMode.Modify);
        foreach (var part in again.Internals.GetAllObjects().OfType<PdfDictionary>().Where(part => part.Stream is not null))
        {
            using var whole = new MemoryStream();
            using (var compressing = new ZLibStream(whole, CompressionLevel.Optimal))
                compressing.Write(part.Stream.UnfilteredValue);
            part.Stream.Value = whole.ToArray();
            part.Elements["/Filter"] = new PdfName("/FlateDecode");
            part.Elements.Remove("/DecodeParms");
        }

        again.Info.ModificationDate = document.Info.ModificationDate;
        using var bytes = new MemoryStream();
        again.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        page.Dispose();
        document.Dispose();
    }

    private void WriteRow(IReadOnlyList<string> cells, (double Left, double Width)[] columns, bool isHead)
    {
        var font = isHead ? inks[Ink.Strong].Font : inks[Ink.Body].Font;
        var broken = cells.Select((cell, column) => Break(cell, font, columns[column].Width).ToList()).ToList();
        // A row stays on one page when a page can hold it; of a longer one, what is left goes on as a row of the next page.
        Reserve(broken.Max(cell => cell.Count) * LineOf(font), LineOf(font));
        while (broken.Exists(cell => cell.Count > 0))
        {
            Reserve(LineOf(font));
            var (top, fit) = (y, (int)((Height - Margin - Foot - y) / LineOf(font)));
            tags.BeginElement(PdfBlockLevelElementTag.TableRow);
            foreach (var (column, cell) in broken.Index())
            {
                tags.BeginElement(isHead || column == 0 ? PdfBlockLevelElementTag.TableHeaderCell : PdfBlockLevelElementTag.TableDataCell);
                foreach (var (row, line) in cell.Take(fit).Index())
                {
                    y = top + (row * LineOf(font));
                    Draw(line, font, columns[column].Left);
                }

                tags.End();
            }

            tags.End();
            y = top + (Math.Min(broken.Max(cell => cell.Count), fit) * LineOf(font)) + 2;
            broken.ForEach(cell => cell.RemoveRange(0, Math.Min(fit, cell.Count)));
        }
    }

    private void Draw(string text, XFont font, double x) => page.DrawString(text, font, XBrushes.Black, x, y + font.Size);

    /// <summary>Turns the page when so much does not fit any more. What no page holds asks for <paramref name="least"/> only.</summary>
    private void Reserve(double height, double? least = null)
    {
        var whole = Height - (2 * Margin) - Foot;
        if (y + (height > whole ? least ?? height : height) > Height - Margin - Foot)
            page = Turn();
    }

    private XGraphics Turn()
    {
        // What is being told goes on on the next page: the structure needs the old one until the new one is there.
        var sheet = document.AddPage();
        page?.Dispose();
        (sheet.Width, sheet.Height) = (XUnit.FromPoint(Width), XUnit.FromPoint(Height));
        var turned = XGraphics.FromPdfPage(sheet);
        var small = inks[Ink.Small].Font;
        var lines = Break(foot, small, Width - (2 * Margin) - 80).ToList();
        tags.BeginArtifact();
        turned.DrawString(lines.Count > 1 ? $"{lines[0]}…" : lines[0], small, XBrushes.Black, Margin, Height - Margin);
        turned.DrawString($"{pageWord} {document.PageCount}", small, XBrushes.Black, new XRect(Margin, Height - Margin - small.Size, Width - (2 * Margin), small.Size), XStringFormats.TopRight);
        tags.End();
        y = Margin;
        return turned;
    }

    private static double LineOf(XFont font) => font.Size * 1.4;

    /// <summary>Lines no wider than that: broken between words, and inside a word that is longer than a line.</summary>
    private IEnumerable<string> Break(string text, XFont font, double width)
    {
        var measure = page ?? XGraphics.CreateMeasureContext(new XSize(Width, Height), XGraphicsUnit.Point, XPageDirection.Downwards);
        double WidthOf(string line) => measure.MeasureString(line, font).Width;
        var line = new StringBuilder();
        foreach (var word in Visible(text).Split(' '))
        {
            if (line.Length > 0 && WidthOf($"{line} {word}") > width)
            {
                // With the space, which parts the words also where the text is read without its lines.
                yield return line.Append(' ').ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
            while (WidthOf(line.ToString()) > width)
            {
                var fits = Fitting(line.ToString(), candidate => WidthOf(candidate) <= width);
                yield return line.ToString(0, fits);
                line.Remove(0, fits);
            }
        }

        yield return line.ToString();
    }

    /// <summary>The text without what only steers how letters are set: joiners, marks of direction.</summary>
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format));

    /// <summary>How many characters of a text fit, one at least and no half of a surrogate pair.</summary>
    private static int Fitting(string text, Func<string, bool> fits)
    {
        var (low, high) = (1, text.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = fits(text[..middle]) ? (middle, high) : (low, middle - 1);
        }

        if (low < text.Length && char.IsLowSurrogate(text[low]))
            low = low > 1 ? low - 1 : 2;
        return low;
    }
}
