using Forum.Replay;

namespace Forum.Seeds.Tests;

public sealed class When_the_replay_is_asked
{
    [Fact]
    public void it_knows_where_the_forum_usually_is() => Options.Read([]).ShouldBe(new Options(false, new Uri("http://127.0.0.1:5100"), Path.Combine("seeds", "first-dialogue"), null, null));

    [Fact]
    public void it_takes_what_it_is_told() =>
        Options.Read(["--origin", "http://127.0.0.1:8080", "--data", "data", "--json", "figures.json", "--trace-file", "trace"])
            .ShouldBe(new Options(false, new Uri("http://127.0.0.1:8080"), "data", "figures.json", "trace"));

    [Fact]
    public void it_can_be_asked_to_draw_instead() => Options.Read(["generate", "--data", "data"]).ShouldBe(new Options(true, new Uri("http://127.0.0.1:5100"), "data", null, null));

    [Theory]
    [InlineData("--speed", "2")]
    [InlineData("--json")]
    [InlineData("--origin", "nowhere")]
    public void what_it_does_not_understand_it_refuses(params string[] args) => Should.Throw<FormatException>(() => Options.Read(args));
}
