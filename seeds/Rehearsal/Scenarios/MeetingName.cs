using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Forum.Contracts.Scheduling;

namespace Forum.Rehearsal.Scenarios;

/// <summary>A meeting by kind and number, written "Plenary 2" or "RoundTable 1".</summary>
[JsonConverter(typeof(AsText))]
public sealed record MeetingName(MeetingKind Kind, int Number)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out MeetingName? name)
    {
        name = null;
        if (text?.Split(' ') is not [var kind, var digits]
            || !Enum.TryParse<MeetingKind>(kind, out var known)
            || !Enum.IsDefined(known)
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1)
            return false;

        name = new MeetingName(known, number);
        return true;
    }

    /// <summary>As it stands in a sentence.</summary>
    public string InWords() => string.Create(CultureInfo.InvariantCulture, $"{(Kind is MeetingKind.Plenary ? "plenary meeting" : "round table")} {Number}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Number}");

    private sealed class AsText : JsonConverter<MeetingName>
    {
        public override MeetingName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var name) ? name : throw new JsonException($"\"{reader.GetString()}\" names no meeting. Write Plenary 2 or RoundTable 1.");

        public override void Write(Utf8JsonWriter writer, MeetingName value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
