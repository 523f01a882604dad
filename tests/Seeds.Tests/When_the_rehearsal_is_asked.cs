using Forum.Rehearsal;

namespace Forum.Seeds.Tests;

public sealed class When_the_rehearsal_is_asked
{
    [Fact]
    public void it_rehearses_the_usual_two_days_in_less_than_a_minute()
    {
        var options = Options.Read([]);
        options.ShouldBe(new Options(new Uri("http://127.0.0.1:5100"), null, 1, 2900, 15, null, null));
        // From the freeze on the evening before to the end of the second day.
        (TimeSpan.FromHours(47.5) / options.Speed).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void it_takes_what_it_is_told() =>
        Options.Read(["--origin", "http://127.0.0.1:8080", "--scenario", "mine.json", "--seed", "42", "--speed", "1440", "--preparation", "30", "--json", "report.json", "--html", "report.html"])
            .ShouldBe(new Options(new Uri("http://127.0.0.1:8080"), "mine.json", 42, 1440, 30, "report.json", "report.html"));

    [Theory]
    [InlineData("--speed", "1")]
    [InlineData("--speed", "1e9")]
    [InlineData("--seed", "-1")]
    [InlineData("--preparation", "0")]
    [InlineData("--json")]
    [InlineData("--data", "seeds")]
    public void what_it_does_not_understand_it_refuses(params string[] args) => Should.Throw<FormatException>(() => Options.Read(args));
}
