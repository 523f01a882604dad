using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Forum.Hosting.Streams;

/// <summary>A field of an aggregate's state, and what it was before the event.</summary>
/// <param name="Path">E.g. <c>listing.standing</c> or <c>members[0].rank</c>.</param>
/// <param name="Value">Null when there is none. A text is shown as <c>(text)</c>.</param>
/// <param name="Before">As it was before the event; null when there was none.</param>
/// <param name="Changed">True when the event changed it, also where a text is not shown.</param>
public sealed record FieldOfState(string Path, string? Value, string? Before, bool Changed);

/// <summary>
/// A state as lines of fields, for people who may see no personal data and nothing that is attributed to anybody: ids, times, numbers and words of this program are shown,
/// and nothing else is. Of whatever somebody typed or is called it is said that it is there, and that it changed. What is shown is listed here, so that a kind of field that
/// nobody has thought of is not.
/// </summary>
internal static class FieldsOfState
{
    /// <summary>Fields that are shown of one state at most.</summary>
    public const int Most = 5_000;

    private const int Deepest = 12;
    private const string Text = "(text)";

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    /// <summary>The fields of the state, and of the one before it those that it has no more.</summary>
    public static IReadOnlyList<FieldOfState> Compare(object? state, object? before)
    {
        var (now, then) = (Of(state), Of(before));
        var fields = now.Select(field => then.TryGetValue(field.Key, out var was)
            ? new FieldOfState(field.Key, field.Value.Shown, was.Shown, !string.Equals(field.Value.Truth, was.Truth, StringComparison.Ordinal))
            : new FieldOfState(field.Key, field.Value.Shown, Before: null, field.Value.Truth is not null));
        var gone = then.Where(field => !now.ContainsKey(field.Key)).Select(field => new FieldOfState(field.Key, Value: null, field.Value.Shown, field.Value.Truth is not null));
        return [.. fields.Concat(gone).Take(Most)];
    }

    private static OrderedDictionary<string, Field> Of(object? state)
    {
        var fields = new OrderedDictionary<string, Field>(StringComparer.Ordinal);
        if (state is not null)
            Lay(state, "", fields, 0);
        return fields;
    }

    private static void Lay(object? value, string path, OrderedDictionary<string, Field> fields, int depth)
    {
        if (depth > Deepest || fields.Count > Most)
            return;
        switch (value)
        {
            case null:
                fields[path] = new Field(Shown: null, Truth: null);
                break;
            case Guid or bool or Enum or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
                or DateTimeOffset or DateTime or DateOnly or TimeOnly or TimeSpan:
                var said = Say(value);
                fields[path] = new Field(said, said);
                break;
            case string text:
                fields[path] = new Field(Text, text);
                break;
            // What a map is kept by may be a name: entries are counted.
            case IDictionary map:
                var entry = 0;
                foreach (DictionaryEntry held in map)
                {
                    Lay(held.Key, $"{path}[{entry}].key", fields, depth + 1);
                    Lay(held.Value, $"{path}[{entry++}].value", fields, depth + 1);
                }

                break;
            case IEnumerable list:
                var item = 0;
                foreach (var held in list)
                    Lay(held, $"{path}[{item++}]", fields, depth + 1);
                break;
            case { } whole when IsOurs(whole.GetType()):
                foreach (var member in Members.GetOrAdd(whole.GetType(), MembersOf))
                {
                    var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
                    Lay(member.GetValue(whole), path.Length == 0 ? name : $"{path}.{name}", fields, depth + 1);
                }

                break;
            default:
                fields[path] = new Field(Text, value.ToString());
                break;
        }
    }

    private static string Say(object value) => value switch
    {
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Forum.", StringComparison.Ordinal) is true
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    /// <summary>What was set; what is only worked out from it says nothing new.</summary>
    private static PropertyInfo[] MembersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && (property.CanWrite || type.IsGenericType))];

    /// <param name="Shown">What an operator sees.</param>
    /// <param name="Truth">By which it is told whether it changed; goes nowhere.</param>
    private sealed record Field(string? Shown, string? Truth);
}
