using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Forum.Architecture.Tests;

/// <summary>A type is called what the reader of the domain calls it. A name of the pattern below says only that somebody found no name.</summary>
public sealed partial class When_a_type_is_named
{
    /// <summary>Here the word means what it says: a service of the forum.</summary>
    private static readonly string[] OfTheForum = ["ForumService", "SilentService"];

    [Fact]
    public void its_name_says_what_it_is() => Names().Where(name => Nameless().IsMatch(name)).ShouldBeEmpty();

    /// <summary>The description of an API tells types apart by their names alone: of two namesakes it would show one for both.</summary>
    [Fact]
    public void no_two_public_types_of_a_service_are_namesakes() => Ours.Services
        .SelectMany(service => Ours.Service(service).GetExportedTypes().Where(type => !type.IsNested && !IsOfTheCompiler(type)).GroupBy(type => type.Name, StringComparer.Ordinal))
        .Where(namesakes => namesakes.Skip(1).Any())
        .Select(namesakes => string.Join(" and ", namesakes.Select(type => type.FullName)))
        .ShouldBeEmpty();

    private static bool IsOfTheCompiler(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static IEnumerable<string> Names() => Ours.Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Forum.", StringComparison.Ordinal) is true && !IsOfTheCompiler(type))
        .Select(type => type.Name.Split('`')[0])
        .Except(OfTheForum);

    [GeneratedRegex("(Manager|Helper|Helpers|Repository|Dto|Service|Utils|Util|Base|Impl)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nameless();
}
