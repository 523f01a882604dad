using System.Collections;
using System.Reflection;
using Forum.Contracts.Governance;

namespace Forum.Contracts.Tests;

/// <summary>The messages of the contracts: every public record that stands for itself and is not a part of another.</summary>
public static class Message
{
    public static IReadOnlyList<Type> Declared { get; } = [.. typeof(EditionAnnounced).Assembly.GetExportedTypes().Where(type => type is { IsEnum: false, IsClass: true })];

    public static IReadOnlyList<Type> Types { get; } = [.. Declared.Except(Declared.SelectMany(Parts))];

    /// <summary>"Governance.EditionAnnounced", as its golden file is called.</summary>
    public static string Name(Type type) => type.FullName!["Forum.Contracts.".Length..];

    public static Type Named(string name) => Types.Single(type => Name(type) == name);

    /// <summary>What a property holds: of a list its items, of an optional value the value.</summary>
    public static Type Held(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)))
            type = type.GetGenericArguments().Single();
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static IEnumerable<Type> Parts(Type type) => type.GetProperties().Select(Held);
}
