using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Forum.Deploy.Tests;

/// <summary>What watches the forum is described in files; they are checked by the programs that read them. No container runs in these tests.</summary>
public sealed partial class When_the_forum_is_watched
{
    private const string Place = "deploy/observability";

    [Fact]
    public void prometheus_takes_its_configuration_and_its_rules()
    {
        var (exitCode, output, errors) = Bash.Run($"promtool check config {Place}/prometheus/prometheus.yml");
        exitCode.ShouldBe(0, output + errors);
    }

    [Fact]
    public void alerts_are_raised_when_they_should_be_and_only_then()
    {
        var (exitCode, output, errors) = Bash.Run($"promtool test rules {Place}/prometheus/tests/*.test.yml");
        exitCode.ShouldBe(0, output + errors);
    }

    [Fact]
    public void every_alert_is_tested_and_has_an_entry_in_the_runbook()
    {
        var alerts = AlertName().Matches(Repository.Text($"{Place}/prometheus/rules/alerts.yml")).Select(match => match.Groups["name"].Value).Distinct().ToArray();
        alerts.Length.ShouldBeGreaterThan(5);
        var entries = Heading().Matches(Repository.Text($"{Place}/runbook.md")).Select(match => match.Groups["name"].Value).ToArray();
        entries.ShouldBe(alerts, ignoreOrder: true);
        var tests = string.Concat(Directory.EnumerateFiles(Repository.Path($"{Place}/prometheus/tests"), "*.test.yml").Select(File.ReadAllText));
        alerts.Where(alert => !tests.Contains($"alertname: {alert}\n        exp_alerts:\n", StringComparison.Ordinal)).ShouldBeEmpty("each is raised in a test");
    }

    [Fact]
    public void alertmanager_takes_its_configuration()
    {
        var (exitCode, output, errors) = Bash.Run($"amtool check-config {Place}/alertmanager/alertmanager.yml");
        exitCode.ShouldBe(0, output + errors);
    }

    [Theory, MemberData(nameof(Dashboards))]
    public void prometheus_understands_every_question_of_a_dashboard(string path)
    {
        var questions = Panels(path).SelectMany(panel => panel["targets"]!.AsArray()).Select(target => target!["expr"]!.ToString()).ToArray();
        questions.ShouldNotBeEmpty();
        var rules = new JsonObject
        {
            ["groups"] = new JsonArray(new JsonObject
            {
                ["name"] = "asked",
                ["rules"] = new JsonArray([.. questions.Select((question, index) => (JsonNode)new JsonObject { ["record"] = $"asked:{index}", ["expr"] = question })]),
            }),
        };
        var file = Path.GetTempFileName();
        try
        {
            // JSON is YAML, too.
            File.WriteAllText(file, rules.ToJsonString());
            var (exitCode, output, errors) = Bash.Run($"promtool check rules {file}");
            exitCode.ShouldBe(0, output + errors);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory, MemberData(nameof(Dashboards))]
    public void each_panel_says_what_it_shows(string path) =>
        Panels(path).ShouldAllBe(panel => panel["title"]!.ToString().Length > 0 && panel["description"]!.ToString().Length > 0);

    [Fact]
    public void the_collector_counts_spans_before_it_samples_them()
    {
        var collector = ComposeFile.Read($"{Place}/collector/collector.yml");
        var pipelines = collector["service"]!["pipelines"]!.AsObject();
        foreach (var (name, pipeline) in pipelines)
        {
            foreach (var kind in new[] { "receivers", "processors", "exporters" })
                ComposeFile.Strings(pipeline![kind]).ShouldAllBe(part => collector[kind]!.AsObject().ContainsKey(part) || collector["connectors"]!.AsObject().ContainsKey(part), $"{name} has {kind} that are there");
        }

        var counting = pipelines.Single(pipeline => ComposeFile.Strings(pipeline.Value!["exporters"]).Contains("span_metrics")).Value!;
        ComposeFile.Strings(counting["processors"]).ShouldNotContain("tail_sampling");
        var wait = collector["processors"]!["tail_sampling"]!["decision_wait"]!.ToString();
        int.Parse(wait.TrimEnd('s')).ShouldBeGreaterThanOrEqualTo(30, "what consumers do comes late");
    }

    [Fact]
    public void those_who_watch_run_with_no_right_that_they_do_not_need_and_only_when_asked_for()
    {
        var overlay = ComposeFile.Read($"{Place}/compose.yml")["services"]!.AsObject();
        var ours = ComposeFile.Services().Select(service => service.Name).ToArray();
        foreach (var (name, settings) in overlay.Where(service => !ours.Contains(service.Key)))
        {
            var container = settings!.AsObject();
            ComposeFile.Strings(container["profiles"]).ShouldBe(["observability"], name);
            container["read_only"]!.GetValue<bool>().ShouldBeTrue(name);
            ComposeFile.Strings(container["cap_drop"]).ShouldBe(["ALL"], name);
            ComposeFile.Strings(container["security_opt"]).ShouldContain("no-new-privileges:true", name);
            int.Parse(container["user"]!.ToString().Split(':')[0]).ShouldBeGreaterThan(0, name);
            container.ShouldContainKey("mem_limit", name);
            container["image"]!.ToString().ShouldMatch(@":v?\d+\.\d+\.\d+$", name);
            ComposeFile.Strings(container["ports"]).ShouldAllBe(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void a_service_that_is_watched_gets_nothing_but_settings_of_telemetry()
    {
        var overlay = ComposeFile.Read($"{Place}/compose.yml")["services"]!.AsObject();
        string[] told = ["ASPNETCORE_HTTP_PORTS", "Metrics__Port", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "Trace__UrlTemplate"];
        foreach (var name in ComposeFile.Services().Select(service => service.Name).Where(overlay.ContainsKey))
        {
            var settings = overlay[name]!.AsObject();
            settings.Select(setting => setting.Key).ShouldBe(["environment"], name);
            settings["environment"]!.AsObject().Select(variable => variable.Key).ShouldBeSubsetOf(told, name);
        }
    }

    public static TheoryData<string> Dashboards() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Place, "grafana/dashboards"), "*.json").Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    private static JsonObject[] Panels(string path) => [.. JsonNode.Parse(Repository.Text(path))!["panels"]!.AsArray().Select(panel => panel!.AsObject())];

    [GeneratedRegex(@"- alert: (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertName();

    [GeneratedRegex(@"^## (?<name>\w+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
