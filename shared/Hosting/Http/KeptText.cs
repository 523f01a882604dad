using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Npgsql;

namespace Forum.Hosting.Http;

/// <summary>Takes only text that the store can keep: it keeps every character but NUL.</summary>
internal static class KeptText
{
    /// <summary>Refuses a member with another text, so that the problem names it.</summary>
    public static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.PropertyType == typeof(string)))
        {
            if (member.Set is { } set)
                member.Set = (whole, text) => set(whole, text is string said && said.Contains('\0', StringComparison.Ordinal) ? throw new JsonException() : text);
        }
    }

    /// <summary>True when that is why the store said no: a text that came in another way, such as in an address.</summary>
    public static bool IsMissed(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire })
                return true;
        }

        return false;
    }
}
