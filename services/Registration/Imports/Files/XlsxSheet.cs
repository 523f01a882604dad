using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Forum.Hosting.Store;

namespace Forum.Registration.Imports.Files;

/// <summary>
/// Reads one sheet of a workbook, row by row. What the parts of the package are and how they hang together the Open XML SDK knows;
/// the two parts that grow with the list, its rows and its texts, are read as a stream.
/// </summary>
public static class XlsxSheet
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";

    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <param name="sheet">Name of the sheet; null for the first.</param>
    /// <exception cref="Refusal">It is no workbook that can be read, or has no such sheet.</exception>
    public static IEnumerable<SheetRow> Read(byte[] content, string? sheet = null)
    {
        MustBeWorkbook(content);
        MustNotExpandTooFar(content);
        using var rows = Open(content, sheet).GetEnumerator();
        while (true)
        {
            SheetRow row;
            try
            {
                if (!rows.MoveNext())
                    yield break;
                row = rows.Current;
            }
            catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or XmlException or FileFormatException or IOException or FormatException or OverflowException
                or ArgumentException or InvalidOperationException or KeyNotFoundException or NotSupportedException)
            {
                throw NotReadable();
            }

            yield return row;
        }
    }

    private static void MustBeWorkbook(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith(CompoundFile))
        {
            // A workbook under a password is a compound file, too, with this stream in it.
            throw content.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
                ? new Refusal("file-encrypted", "The workbook is protected by a password. Save it without one.", "file")
                : new Refusal("file-old-workbook", "The workbook is of the old format (.xls). Save it as .xlsx or as \"CSV UTF-8\".", "file");
        }

        if (!content.StartsWith("PK"u8))
            throw NotReadable();
    }

    private static void MustNotExpandTooFar(byte[] content)
    {
        // What the directory says of the sizes may be wrong, so they are measured.
        var left = Limit.Expanded;
        var buffer = new byte[81_920];
        try
        {
            using var package = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            foreach (var entry in package.Entries)
            {
                using var part = entry.Open();
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    left -= read;
                    if (left < 0)
                        throw new Refusal("file-expands-too-far", $"The workbook expands to more than {Limit.Expanded / (1024 * 1024)} MB. Remove what is not the list of delegations, or save it as \"CSV UTF-8\".", "file");
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw NotReadable();
        }
    }

    private static Refusal NotReadable() => new("file-not-workbook", "The file is not an .xlsx workbook, or is damaged. Open it in a spreadsheet program and save it anew as .xlsx or as \"CSV UTF-8\".", "file");

    private static IEnumerable<SheetRow> Open(byte[] content, string? wanted)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false, new OpenSettings { MaxCharactersInPart = Limit.Bytes });
        var book = document.WorkbookPart?.Workbook ?? throw NotReadable();
        var sheets = book.Sheets?.Elements<Sheet>().Where(sheet => sheet.Id?.Value is { } id && document.WorkbookPart!.GetPartById(id) is WorksheetPart).ToArray() ?? [];
        var sheet = (wanted is null ? sheets.FirstOrDefault() : Array.Find(sheets, each => string.Equals(each.Name?.Value, wanted, StringComparison.OrdinalIgnoreCase)))
            ?? throw new Refusal("sheet-unknown", $"The workbook has no such sheet; it has {sheets.Length}. Leave the name out for the first.", "sheet");

        var texts = Texts(document.WorkbookPart!.SharedStringTablePart);
        var numbers = new NumberStyle(document.WorkbookPart.WorkbookStylesPart?.Stylesheet, book.WorkbookProperties?.Date1904?.Value ?? false);
        using var stream = document.WorkbookPart.GetPartById(sheet.Id!.Value!).GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings);
        var number = 0;
        while (xml.Read())
        {
            if (!Is(xml, "row"))
                continue;
            number = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : number + 1;
            if (number > Limit.Rows)
            {
                // Rows far below that are formatted and empty are nobody's fault.
                if (Cells(xml, texts, numbers).Count > 0)
                    throw Limit.TooManyRows();
                continue;
            }

            if (Cells(xml, texts, numbers) is { Count: > 0 } cells)
                yield return new SheetRow(number, cells);
        }
    }

    private static XmlReaderSettings Settings => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    private static bool Is(XmlReader xml, string name) =>
        xml.NodeType is XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI is Main or Strict;

    private static List<string> Texts(SharedStringTablePart? part)
    {
        var texts = new List<string>();
        if (part is null)
            return texts;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings);
        while (xml.Read())
        {
            if (Is(xml, "si"))
                texts.Add(RichText(xml));
        }

        return texts;
    }

    /// <summary>The runs of a text, without the reading aids of East Asian scripts.</summary>
    private static string RichText(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return "";
        var whole = "";
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            while (Is(xml, "rPh") && xml.Depth > depth)
                xml.Skip();
            if (xml.Depth <= depth)
                break;
            if (Is(xml, "t") && !xml.IsEmptyElement)
            {
                xml.Read();
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                    whole += xml.Value;
            }
        }

        return Unescaped(whole);
    }

    /// <summary>The cells of the row up to the last one that has something in it.</summary>
    private static List<Cell> Cells(XmlReader xml, List<string> texts, NumberStyle numbers)
    {
        var cells = new List<Cell>();
        if (xml.IsEmptyElement)
            return cells;
        var depth = xml.Depth;
        var next = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (!Is(xml, "c"))
                continue;
            var at = Column(xml.GetAttribute("r")) ?? next;
            next = at + 1;
            var cell = Read(xml, texts, numbers);
            if (string.IsNullOrWhiteSpace(cell.Text) && cell.Oddity is CellOddity.None)
                continue;
            if (at >= Limit.Columns)
                throw Limit.TooManyColumns();
            while (cells.Count <= at)
                cells.Add(new Cell(""));
            cells[at] = cell;
        }

        return cells;
    }

    private static Cell Read(XmlReader xml, List<string> texts, NumberStyle numbers)
    {
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        var value = "";
        var formula = false;
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && xml.Depth > depth)
            {
                if (Is(xml, "f"))
                    formula = true;
                else if (Is(xml, "is"))
                    value = RichText(xml);
                else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && Inside(xml, depth))
                    value += xml.Value;
                if (Is(xml, "f") && !xml.IsEmptyElement)
                    SkipContent(xml);
            }
        }

        var text = type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < texts.Count ? texts[n] : throw NotReadable(),
            "b" => value == "1" ? "TRUE" : "FALSE",
            "str" => Unescaped(value),
            "inlineStr" or "d" or "e" => value,
            _ => numbers.Text(value, style),
        };
        return new Cell(text, type == "e" ? CellOddity.SpreadsheetError : formula ? CellOddity.Formula : CellOddity.None);
    }

    /// <summary>True in the value of the cell: text of a deeper element of an extension is not it.</summary>
    private static bool Inside(XmlReader xml, int cell) => xml.Depth == cell + 2;

    /// <summary>To the end tag of the element.</summary>
    private static void SkipContent(XmlReader xml)
    {
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
        }
    }

    /// <summary>"B7" is column 1; null when it says none.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (letter is < 'A' or > 'Z' || column > Limit.Columns * 26)
                break;
            column = (column * 26) + letter - 'A' + 1;
        }

        return column == 0 ? null : column - 1;
    }

    /// <summary>Workbooks write characters that XML cannot have as <c>_x000D_</c>.</summary>
    private static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text)! : text;

    /// <summary>How numbers look: a date as a date, a whole number without a fraction.</summary>
    private sealed class NumberStyle(Stylesheet? styles, bool from1904)
    {
        private readonly bool[] dates = [.. styles?.CellFormats?.Elements<CellFormat>().Select(format => IsDate(styles, format.NumberFormatId?.Value ?? 0)) ?? []];

        public string Text(string value, string? style)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return value;
            if (int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < dates.Length && dates[n])
            {
                var day = from1904 ? number + 1462 : number;
                if (day is >= 1 and < 2_958_466)
                {
                    var date = DateTime.FromOADate(day);
                    return date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                }
            }

            return number.ToString("0.###############", CultureInfo.InvariantCulture) is var plain && Math.Abs(number) < 1e15 ? plain : value;
        }

        private static bool IsDate(Stylesheet styles, uint format) => format switch
        {
            (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => true,
            < 164 => false,
            _ => styles.NumberingFormats?.Elements<NumberingFormat>().FirstOrDefault(own => own.NumberFormatId?.Value == format)?.FormatCode?.Value is { } code && ShowsDays(code),
        };

        private static bool ShowsDays(string code)
        {
            var (quoted, bracketed) = (false, false);
            for (var n = 0; n < code.Length; n++)
            {
                switch (code[n])
                {
                    case '\\': n++; break;
                    case '"': quoted = !quoted; break;
                    case '[' when !quoted: bracketed = true; break;
                    case ']' when !quoted: bracketed = false; break;
                    case 'd' or 'D' or 'y' or 'Y' or 'h' or 'H' when !quoted && !bracketed: return true;
                }
            }

            return false;
        }
    }
}
