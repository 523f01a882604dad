using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Governance.Editions;
using Forum.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

/// <summary>The console in front of the real Governance, which lacks its store and the broker: its description needs neither.</summary>
public sealed class ConsoleBeforeGovernance : RunningConsole
{
    private readonly LonelyGovernance governance = new();

    public override async ValueTask InitializeAsync()
    {
        governance.UseKestrel();
        governance.StartServer();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await governance.DisposeAsync();
    }

    protected override Uri AddressOf(string service, StubService stub) => service == "governance" ? governance.Address : base.AddressOf(service, stub);

    private sealed class LonelyGovernance : WebApplicationFactory<Edition>
    {
        public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Next()}/");

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, Address.AbsoluteUri);
            builder.UseSetting("ConnectionStrings:Store", "Host=127.0.0.1;Port=1;Database=none;Username=none;Password=none");
            builder.UseSetting("Broker:Uri", "amqp://nobody:nothing@127.0.0.1:1/none");
            builder.UseSetting("Access:Issuer", "http://127.0.0.1:1/identity/");
            builder.ConfigureLogging(logging => logging.ClearProviders());
        }
    }
}

public sealed class When_a_service_describes_itself(ConsoleBeforeGovernance console, Browser browser) : IClassFixture<ConsoleBeforeGovernance>
{
    [Theory]
    [InlineData("/api/governance/reference")]
    [InlineData("/api/governance/reference/")]
    public async Task its_reference_can_be_read_through_the_public_origin(string path)
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync(path);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Open Group - Editions" }).ClickAsync(new() { Timeout = 30_000 });
        await Expect(visitor.Page.GetByText("/editions/{id}/registration/opening").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        visitor.Complaints.ShouldBeEmpty();
        await visitor.Picture("api-reference");
    }

    [Fact]
    public async Task its_page_lets_in_no_script_but_its_own()
    {
        using var caller = console.Caller();
        using var answer = await caller.GetAsync("/api/governance/reference/");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self' 'nonce-");
        policy.ShouldContain("frame-ancestors 'none'");
    }

    [Fact]
    public async Task its_document_names_the_public_address()
    {
        using var caller = console.Caller();
        var document = await caller.GetFromJsonAsync<JsonElement>("/api/governance/openapi/v1.json");
        document.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe("/api/governance");
    }
}
