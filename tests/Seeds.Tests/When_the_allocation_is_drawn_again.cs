using Forum.Replay.Data;
using Forum.Replay.Generate;

namespace Forum.Seeds.Tests;

public sealed class When_the_allocation_is_drawn_again
{
    private readonly Illustration drawn = Illustration.Of(Repository.Data);

    [Fact]
    public void the_same_participants_come_out() => drawn.Participants.ShouldBe(Committed(Participant.File));

    [Fact]
    public void the_same_order_of_statements_comes_out() => drawn.Statements.ShouldBe(Committed(Statement.File));

    private static string Committed(string file) => File.ReadAllText(Path.Combine(Repository.Data, file));
}
