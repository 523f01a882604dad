using Forum.Kit;

namespace Forum.Architecture.Tests;

/// <summary>shared/Contracts/asyncapi.json is written by this test, as the OpenAPI documents are by the build; <c>tests/Checks/run</c> holds it against the rules of AsyncAPI.</summary>
public sealed class When_the_messages_are_described
{
    private static readonly string Document = Repository.Path("shared", "Contracts", "asyncapi.json");

    [Fact]
    public void the_document_says_what_the_contracts_say()
    {
        var now = DescribedMessages.Text();
        var committed = File.Exists(Document) ? File.ReadAllText(Document) : "";
        if (committed == now)
            return;
        File.WriteAllText(Document, now);
        (now == committed).ShouldBeTrue("shared/Contracts/asyncapi.json did not say what the contracts and consumers say. It is written anew: read the difference and commit it.");
    }
}
