using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Forum.Hosting.Paper;

/// <summary>The fonts that documents on paper carry with them (Fonts/README.md). No font of the machine is asked for.</summary>
public sealed class PaperFonts : IFontResolver
{
    private const string Family = "Noto Sans", Regular = "NotoSans-Regular.ttf", Bold = "NotoSans-Bold.ttf";

    /// <summary>With what each glyph stands for, so that text can be searched, copied and read aloud in every script.</summary>
    private static readonly XPdfFontOptions AsUnicode = new(PdfFontEncoding.Unicode);

    private PaperFonts()
    {
    }

    /// <summary>PDFsharp has one resolver a process, set before the first font.</summary>
    static PaperFonts() => GlobalFontSettings.FontResolver = new PaperFonts();

    public static XFont Plain(double size) => new(Family, size, XFontStyleEx.Regular, AsUnicode);

    public static XFont Strong(double size) => new(Family, size, XFontStyleEx.Bold, AsUnicode);

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? Bold : Regular);

    public byte[] GetFont(string faceName)
    {
        using var font = typeof(PaperFonts).Assembly.GetManifestResourceStream(faceName) ?? throw new FileNotFoundException("The font is not in the assembly.", faceName);
        using var bytes = new MemoryStream();
        font.CopyTo(bytes);
        return bytes.ToArray();
    }
}
