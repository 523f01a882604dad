using System.IO.Compression;
using System.Text;
using Forum.Hosting.Store;
using Forum.Registration.Imports;
using Forum.Registration.Imports.Files;

namespace Forum.Registration.Tests.Imports;

public sealed class When_a_workbook_is_read
{
    [Fact]
    public void texts_numbers_dates_and_truths_are_read_as_they_look() => Texts(Workbook.With("""
        <row r="3">
          <c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><r><t>Anne </t></r><r><t>Example</t></r><rPh sb="0" eb="1"><t>reading aid</t></rPh></is></c>
          <c r="D3"><v>42</v></c><c r="E3"><v>0.30000000000000004</v></c><c r="F3" s="1"><v>38974</v></c><c r="G3" s="2"><v>38974.5</v></c><c r="H3" t="b"><v>1</v></c><c r="I3" s="3"><v>7</v></c>
        </row>
        """)).ShouldBe(["3: Shared & rich | Anne Example |  | 42 | 0.3 | 2006-09-14 | 2006-09-14 12:00:00 | TRUE | 7"]);

    [Fact]
    public void formulas_are_not_evaluated_and_errors_are_told()
    {
        var cells = XlsxSheet.Read(Workbook.With("""<row><c><f>HYPERLINK("http://example.org","x")</f><v>stored</v></c><c t="str"><f>A1&amp;B1</f><v>text</v></c><c><f>1+1</f></c><c t="e"><v>#N/A</v></c></row>""")).Single().Cells;
        cells.ShouldBe([new Cell("stored", CellOddity.Formula), new Cell("text", CellOddity.Formula), new Cell("", CellOddity.Formula), new Cell("#N/A", CellOddity.SpreadsheetError)]);
    }

    [Fact]
    public void rows_and_cells_without_an_address_follow_each_other() =>
        Texts(Workbook.With("<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"7\"><c r=\"C7\"><v>3</v></c><c><v>4</v></c></row><row/><row><c s=\"1\"/></row><row><c><v>5</v></c></row>"))
            .ShouldBe(["1: 1 | 2", "7:  |  | 3 | 4", "10: 5"]);

    [Fact]
    public void the_days_of_1904_are_days() =>
        Texts(Workbook.With("<row><c s=\"1\"><v>37512</v></c></row>", from1904: true)).ShouldBe(["1: 2006-09-14"]);

    [Fact]
    public void a_sheet_is_found_by_its_name()
    {
        var book = Workbook.With("<row><c><v>1</v></c></row>");
        XlsxSheet.Read(book, "people").Count().ShouldBe(1);
        Refused(() => XlsxSheet.Read(book, "rooms")).ShouldBe("sheet-unknown");
    }

    [Fact]
    public void what_is_no_workbook_is_told_for_what_it_is()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
        Refused(() => XlsxSheet.Read(compound)).ShouldBe("file-old-workbook");
        Refused(() => XlsxSheet.Read([.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")])).ShouldBe("file-encrypted");
        Refused(() => XlsxSheet.Read(Encoding.UTF8.GetBytes(Lists.Small))).ShouldBe("file-not-workbook");
        Refused(() => XlsxSheet.Read([])).ShouldBe("file-not-workbook");
        Refused(() => XlsxSheet.Read("PK and nothing else"u8.ToArray())).ShouldBe("file-not-workbook");
        Refused(() => XlsxSheet.Read(Workbook.Package(("readme.txt", "A package, but no workbook.")))).ShouldBe("file-not-workbook");
    }

    [Fact]
    public void what_is_broken_inside_is_refused_and_throws_nothing_else()
    {
        Refused(() => XlsxSheet.Read(Workbook.With("<row><c t=\"s\"><v>99</v></c></row>"))).ShouldBe("file-not-workbook");
        Refused(() => XlsxSheet.Read(Workbook.With("<row><c>"))).ShouldBe("file-not-workbook");
        var whole = Workbook.With("<row><c><v>1</v></c></row>");
        for (var length = 4; length < whole.Length; length += 97)
            Refused(() => XlsxSheet.Read(whole[..length])).ShouldBe("file-not-workbook");
    }

    [Fact]
    public void external_entities_are_not_resolved() =>
        Refused(() => XlsxSheet.Read(Workbook.With("<row><c t=\"str\"><v>&x;</v></c></row>", before: "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"))).ShouldBe("file-not-workbook");

    [Fact]
    public void a_small_file_that_expands_without_end_is_refused()
    {
        var bomb = Workbook.Package(new string(' ', 1_000_000), (int)(Limit.Expanded / 1_000_000) + 1);
        bomb.Length.ShouldBeLessThan(Limit.Bytes);
        Refused(() => XlsxSheet.Read(bomb)).ShouldBe("file-expands-too-far");
    }

    [Fact]
    public void cells_far_to_the_right_and_rows_far_down_take_no_memory()
    {
        Refused(() => XlsxSheet.Read(Workbook.With("<row><c r=\"XFD1\"><v>1</v></c></row>"))).ShouldBe("file-too-wide");
        Refused(() => XlsxSheet.Read(Workbook.With("<row r=\"1048576\"><c><v>1</v></c></row>"))).ShouldBe("file-too-long");
        Texts(Workbook.With("<row r=\"1\"><c><v>1</v></c><c r=\"XFD1\" s=\"1\"/></row><row r=\"1048576\"><c s=\"1\"/></row>")).ShouldBe(["1: 1"]);
    }

    [Fact]
    public void a_formula_that_shows_nothing_is_no_code_of_a_delegation()
    {
        var columns = Enum.GetValues<Column>();
        var row = Previews.Of(
        [
            new SheetRow(1, [.. columns.Select(column => new Cell(Columns.Heading(column)))]),
            new SheetRow(2, [.. columns.Select(column => new Cell(column is Column.Name ? "Anne Example" : "", column is Column.DelegationCode ? CellOddity.Formula : CellOddity.None))]),
        ]).Rows.ShouldHaveSingleItem();

        row.State.ShouldBe(RowState.Error);
        row.Messages.Select(message => (message.Code, message.IsError)).ShouldBe([("formula", false), ("delegation-code-missing", true)], ignoreOrder: true);
    }

    private static string[] Texts(byte[] book) => [.. XlsxSheet.Read(book).Select(row => $"{row.Number}: {string.Join(" | ", row.Cells.Select(cell => cell.Text))}")];

    private static string Refused(Func<IEnumerable<SheetRow>> read) => Should.Throw<Refusal>(() => read().ToArray()).Code;
}

/// <summary>Workbooks as some programs write them and none should.</summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static byte[] With(string rows, bool from1904 = false, string before = "") => Package(
        ("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>
            """),
        ("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><workbookPr{(from1904 ? " date1904=\"1\"" : "")}/><sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Relations}/worksheet" Target="sheet1.xml"/>
            <Relationship Id="r2" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>
            """),
        ("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="d&quot;. &quot;mmmm yyyy hh:mm"/><numFmt numFmtId="165" formatCode="[Red]0 &quot;days&quot;"/></numFmts>
            <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
            """),
        ("xl/sharedStrings.xml", $"""<sst xmlns="{Main}"><si><r><t xml:space="preserve">Shared </t></r><r><t>&amp; rich</t></r></si></sst>"""),
        ("xl/sheet1.xml", $"""{before}<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>"""));

    public static byte[] Package(params IEnumerable<(string Name, string Text)> parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text.Trim()));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>One part that says the same again and again.</summary>
    public static byte[] Package(string again, int times)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var part = archive.CreateEntry("xl/sheet1.xml").Open();
            var text = Encoding.UTF8.GetBytes(again);
            for (var n = 0; n < times; n++)
                part.Write(text);
        }

        return bytes.ToArray();
    }
}
