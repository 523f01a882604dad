using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Forum.Hosting.Http;

/// <summary>
/// HTML in the making. What stands in the source file is markup; every value put into it is encoded:
/// no text of a user can become markup.
/// </summary>
public sealed class Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text = new();

    public Markup Add([InterpolatedStringHandlerArgument("")] Template template)
    {
        _ = template;
        return this;
    }

    /// <summary>A style sheet, which is not to be encoded. It comes from the source file and from nowhere else.</summary>
    public Markup AddStyle([ConstantExpected] string css)
    {
        text.Append(css);
        return this;
    }

    public override string ToString() => text.ToString();

    /// <summary>Tells markup from values, part by part.</summary>
    [InterpolatedStringHandler]
    public readonly struct Template
    {
        private readonly StringBuilder target;

        public Template(int literalLength, int formattedCount, Markup markup)
        {
            target = markup.text;
            target.EnsureCapacity(target.Length + literalLength + (formattedCount * 16));
        }

        public void AppendLiteral(string value) => target.Append(value);

        public void AppendFormatted(string? value) => target.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted<T>(T value) => AppendFormatted(value?.ToString());

        public void AppendFormatted<T>(T value, string format) where T : IFormattable =>
            AppendFormatted(value.ToString(format, System.Globalization.CultureInfo.InvariantCulture));
    }
}
