using System.Text.Json.Nodes;
using NJsonSchema;

namespace Forum.Deploy.Tests;

/// <summary>No container runs in these tests: what is described is checked, not what it does.</summary>
public sealed class When_the_forum_runs_in_containers
{
    private static readonly string[] OfTheForum = ["identity", "governance", "registration", "scheduling", "publishing", "operations", "console"];

    [Fact]
    public async Task the_description_follows_the_schema_of_compose_files()
    {
        var path = ComposeSchema();
        if (path is null)
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", "CI has the schema beside the repository, or in FORUM_SCHEMAS.");
            Assert.Skip("Not run: compose-spec.json is neither in ../shared/data/schemas nor in the directory FORUM_SCHEMAS.");
        }

        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(path!));
        foreach (var description in new[] { "docker-compose.yml", "deploy/observability/compose.yml", "deploy/compose/backup.yml" })
            schema.Validate(ComposeFile.Read(description).ToJsonString()).Select(error => error.ToString()).ShouldBeEmpty(description);

        var misspelt = ComposeFile.Read();
        misspelt["services"]!["postgres"]!["helthcheck"] = new JsonObject();
        schema.Validate(misspelt.ToJsonString()).ShouldNotBeEmpty("or the schema checks nothing");
    }

    [Fact]
    public void the_store_the_broker_and_every_service_are_there() =>
        ComposeFile.Services().Select(service => service.Name).ShouldBe([.. OfTheForum, "scheduling-worker", "postgres", "rabbitmq"], ignoreOrder: true);

    [Theory, MemberData(nameof(Containers))]
    public void each_says_whether_it_is_well(string name)
    {
        var check = ComposeFile.Service(name)["healthcheck"].ShouldNotBeNull();
        var test = ComposeFile.Strings(check["test"]);
        test[0].ShouldBe("CMD", "the images have no shell");
        if (OfTheForum.Contains(name))
            test.ShouldBe(["CMD", "dotnet", Program(name), "--health"]);
    }

    [Theory, MemberData(nameof(Containers))]
    public void each_is_bounded(string name)
    {
        var settings = ComposeFile.Service(name);
        settings.ShouldContainKey("mem_limit");
        settings.ShouldContainKey("cpus");
        settings.ShouldContainKey("pids_limit");
    }

    [Theory, MemberData(nameof(Containers))]
    public void each_runs_with_no_right_that_it_does_not_need(string name)
    {
        var settings = ComposeFile.Service(name);
        settings["read_only"]!.GetValue<bool>().ShouldBeTrue();
        ComposeFile.Strings(settings["cap_drop"]).ShouldBe(["ALL"]);
        ComposeFile.Strings(settings["security_opt"]).ShouldContain("no-new-privileges:true");
        int.Parse(settings["user"]!.ToString().Split(':')[0]).ShouldBeGreaterThan(0, "root");
        settings.ShouldNotContainKey("privileged");
        settings.ShouldNotContainKey("cap_add");
    }

    [Theory, MemberData(nameof(Containers))]
    public void each_image_has_a_tag_that_does_not_wander(string name)
    {
        var image = ComposeFile.Service(name)["image"]!.ToString();
        // A worker is the same service with another role.
        var service = name.Replace("-worker", "", StringComparison.Ordinal);
        image.ShouldMatch(OfTheForum.Contains(service) ? $"^forum/{service}:local$" : @":\d+\.\d+(\.\d+)?(-[a-z]+)?$");
    }

    [Fact]
    public void the_images_are_built_from_bases_with_a_version()
    {
        var bases = Repository.Text("deploy/compose/Dockerfile").Split('\n').Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        bases.Length.ShouldBe(2);
        foreach (var image in bases)
            image.ShouldMatch(@":\d+\.\d+-noble");
    }

    [Theory, MemberData(nameof(Containers))]
    public void nothing_listens_beyond_this_machine(string name) =>
        ComposeFile.Strings(ComposeFile.Service(name)["ports"]).ShouldAllBe(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal));

    [Fact]
    public void only_the_console_can_be_reached_from_outside()
    {
        ComposeFile.Services().Where(service => service.Settings.ContainsKey("ports")).Select(service => service.Name).ShouldBe(["console"]);
        ComposeFile.Services().Where(service => ComposeFile.Strings(service.Settings["networks"]).Contains("edge")).Select(service => service.Name).ShouldBe(["console"]);
        ComposeFile.Read()["networks"]!["inner"]!["internal"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void only_those_who_announce_have_a_way_out_and_keep_their_webhooks_secrets_apart()
    {
        string[] announcing = ["governance", "registration", "scheduling", "publishing"];
        ComposeFile.Services().Where(service => ComposeFile.Strings(service.Settings["networks"]).Contains("outward")).Select(service => service.Name).ShouldBe(announcing, ignoreOrder: true);
        foreach (var name in announcing)
        {
            ComposeFile.Service(name)["environment"]!["Webhooks__KeysDirectory"]!.ToString().ShouldBe("/keys");
            ComposeFile.Strings(ComposeFile.Service(name)["volumes"]).ShouldBe([$"{name}-keys:/keys"]);
        }
    }

    [Theory, MemberData(nameof(Services))]
    public void each_service_starts_after_what_it_needs_is_well(string name)
    {
        var needs = ComposeFile.Service(name)["depends_on"]!.AsObject();
        needs.ShouldAllBe(need => need.Value!["condition"]!.ToString() == "service_healthy");
        string[] expected = name switch
        {
            "console" => [.. OfTheForum.Except(["console"])],
            "identity" => ["postgres"],
            _ => ["postgres", "rabbitmq"],
        };
        needs.Select(need => need.Key).ShouldBe(expected, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Services))]
    public void each_service_is_told_its_own_secrets_only(string name)
    {
        var settings = ComposeFile.Service(name);
        ComposeFile.Strings(settings["env_file"]).ShouldBe([$"deploy/compose/generated/{name}.env"]);
        settings["environment"]!.AsObject().Select(setting => setting.Key).Where(IsSecret).ShouldBeEmpty();
        settings.ShouldNotContainKey("secrets");
    }

    [Theory, MemberData(nameof(Services))]
    public void each_service_is_built_from_a_project_that_is_there(string name)
    {
        var settings = ComposeFile.Service(name);
        var project = settings["build"]!["args"]!["SERVICE"]!.ToString();
        File.Exists(Repository.Path($"services/{project}/{project}.csproj")).ShouldBeTrue();
        ComposeFile.Strings(settings["command"]).ShouldBe([Program(name)]);
        Program(name).ShouldBe($"Forum.{project}.dll");
    }

    public static TheoryData<string> Containers() => [.. ComposeFile.Services().Select(service => service.Name)];

    public static TheoryData<string> Services() => [.. OfTheForum];

    private static string Program(string service) => $"Forum.{char.ToUpperInvariant(service[0])}{service[1..]}.dll";

    private static string? ComposeSchema() =>
        new[] { Repository.Path("../shared/data/schemas"), Environment.GetEnvironmentVariable("FORUM_SCHEMAS") }
            .OfType<string>()
            .Select(directory => Path.Combine(directory, "compose-spec.json"))
            .FirstOrDefault(File.Exists);

    private static bool IsSecret(string setting) =>
        ((string[])["Secret", "Password", "ConnectionStrings", "Broker__Uri"]).Any(word => setting.Contains(word, StringComparison.OrdinalIgnoreCase));
}
