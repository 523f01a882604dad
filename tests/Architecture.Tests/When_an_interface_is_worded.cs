using System.Text.Json;
using System.Text.RegularExpressions;
using Forum.Kit;

namespace Forum.Architecture.Tests;

/// <summary>The forum is voluntary and comes to no negotiated outcome: there is no duty, no penalty and no vote in any interface (rule G5).</summary>
public sealed partial class When_an_interface_is_worded
{
    /// <summary>Names how another event ended, in 2013; nobody adopts it here.</summary>
    private const string TheDeclarationOf2013 = "AdoptedDeclaration";

    /// <summary>What a slot costs in the objective of a timetable: nobody pays it.</summary>
    private const string CostsOfSlots = "slotPenalties";

    public static TheoryData<string> Services => [.. Ours.Services.Where(service => File.Exists(Document(service)))];

    [Theory, MemberData(nameof(Services))]
    public void it_has_no_word_of_duty_or_vote(string service)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Document(service)));
        Names(document.RootElement).Except([CostsOfSlots]).Where(name => DutyOrVote().IsMatch(name)).ShouldBeEmpty();
    }

    private static string Document(string service) => Repository.Path("services", service, "openapi.json");

    /// <summary>Paths, operations, schemas, members and values; not the sentences that describe them.</summary>
    private static IEnumerable<string> Names(JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(member => member.Name switch
        {
            "description" or "summary" or "example" or "examples" => [],
            "operationId" => [member.Value.GetString()!],
            "enum" => member.Value.EnumerateArray().Select(value => value.ToString()).Except([TheDeclarationOf2013]),
            _ => Names(member.Value).Prepend(member.Name),
        }),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    [GeneratedRegex("oblig|mandator|dut(y|ies)|vot(e|ing)|ballot|binding|penalt|sanction|ratif|resolution|adopt|quorum", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DutyOrVote();
}
