using Forum.Hosting.Store;

namespace Forum.Registration.Imports.Files;

/// <summary>In what form a list came.</summary>
public enum FileFormat
{
    /// <summary>Comma, semicolon or tab between the cells (RFC 4180), UTF-8.</summary>
    Csv,

    /// <summary>Office Open XML workbook.</summary>
    Xlsx,
}

/// <summary>What is odd about a cell before anybody asks what it means.</summary>
public enum CellOddity
{
    None,

    /// <summary>The cell is a formula of the workbook. It is not evaluated; the text is the value that was stored with it.</summary>
    Formula,

    /// <summary>The cell shows an error of the spreadsheet program, such as <c>#N/A</c>.</summary>
    SpreadsheetError,

    /// <summary>Quotes stand inside the cell as RFC 4180 does not have them.</summary>
    OddQuotes,

    /// <summary>A quote is opened and never closed: the cell has swallowed the rest of the file.</summary>
    UnclosedQuote,
}

/// <summary>A cell, as text.</summary>
public readonly record struct Cell(string Text, CellOddity Oddity = CellOddity.None);

/// <summary>A row with something in it.</summary>
/// <param name="Number">As a spreadsheet program counts: 1 is the first row, empty rows count, a line break inside quotes does not.</param>
public sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells);

/// <summary>The limits of a file.</summary>
public static class Limit
{
    /// <summary>Bytes of an upload: a hundred thousand people with long titles fit.</summary>
    public const int Bytes = 32 * 1024 * 1024;

    /// <summary>Bytes to which a workbook may expand; compressed a thousandfold, a small file could fill any memory.</summary>
    public const long Expanded = 384L * 1024 * 1024;

    public const int Rows = 200_000;
    public const int Columns = 256;

    public static Refusal TooManyRows() => new("file-too-long", $"A file may have {Rows:N0} rows at most. Divide it: a delegation may not be spread over two files.", "file");

    public static Refusal TooManyColumns() => new("file-too-wide", $"A file may have {Columns} columns at most.", "file");
}
