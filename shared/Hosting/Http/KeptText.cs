using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Forum.Hosting.Http;

/// <summary>Takes only what the store can keep: every character but NUL, and numbers that have an end.</summary>
internal static class KeptText
{
    /// <summary>Refuses a member with another value, so that the problem names it.</summary>
    public static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.PropertyType == typeof(string)))
        {
            if (member.Set is { } set)
                member.Set = (whole, text) => set(whole, text is string said && said.Contains('\0', StringComparison.Ordinal) ? throw new JsonException() : text);
        }

        // What is too large for a number reads as infinite, which JSON cannot say again.
        foreach (var member in type.Properties.Where(member => member.PropertyType == typeof(double) || member.PropertyType == typeof(double?)))
        {
            if (member.Set is { } set)
                member.Set = (whole, number) => set(whole, number is double said && !double.IsFinite(said) ? throw new JsonException() : number);
        }

        foreach (var member in type.Properties.Where(member => member.PropertyType != typeof(string) && typeof(IEnumerable<string>).IsAssignableFrom(member.PropertyType)))
        {
            if (member.Set is { } set)
                member.Set = (whole, texts) => set(whole, texts is IEnumerable<string> said && said.Any(text => text?.Contains('\0', StringComparison.Ordinal) is true) ? throw new JsonException() : texts);
        }
    }

    /// <summary>
    /// Refuses an address with NUL in it before the store sees it: a statement that the server refuses while the client prepares it leaves that connection out of
    /// step, and somebody else's next request on it would fail.
    /// </summary>
    /// <exception cref="BadHttpRequestException">There is one.</exception>
    public static void Require(HttpRequest request)
    {
        if (request.Path.Value?.Contains('\0', StringComparison.Ordinal) is true || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true)
            throw new BadHttpRequestException("A text holds the character NUL, which is kept nowhere. Leave it out.", StatusCodes.Status400BadRequest);
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
