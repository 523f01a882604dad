using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Forum.Console.Tests;

public sealed class When_a_service_is_reached_through_the_public_origin(RunningConsole console) : IClassFixture<RunningConsole>
{
    private readonly HttpClient caller = console.Caller();

    [Fact]
    public async Task it_sees_its_own_path_and_query()
    {
        console.Governance.Answers("/editions", http => http.Response.WriteAsJsonAsync(new { path = http.Request.Path.Value, query = http.Request.QueryString.Value }));
        var seen = await caller.GetFromJsonAsync<JsonElement>("/api/governance/editions?limit=5&after=%2Fx");
        seen.GetProperty("path").GetString().ShouldBe("/editions");
        seen.GetProperty("query").GetString().ShouldBe("?limit=5&after=%2Fx");
    }

    [Fact]
    public async Task identity_keeps_its_path()
    {
        console.Identity.Answers("/identity/connect/token", new { access_token = "x" });
        using var answer = await caller.PostAsync("/identity/connect/token", content: null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_address_of_what_was_made_is_a_public_one()
    {
        console.Registration.Answers("/delegations", http =>
        {
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = "/delegations/0198";
            http.Response.Headers.ETag = "\"1\"";
            return Task.CompletedTask;
        });
        using var answer = await caller.PostAsJsonAsync("/api/registration/delegations", new { participant = "FRA" });
        answer.Headers.Location!.OriginalString.ShouldBe("/api/registration/delegations/0198");
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
    }

    [Theory]
    [InlineData("/api/scheduling/meetings/1", "/api/scheduling/meetings/1")]
    [InlineData("https://elsewhere.example/x", "https://elsewhere.example/x")]
    [InlineData("reference/", "reference/")]
    public async Task an_address_that_is_public_already_stays(string given, string seen)
    {
        console.Scheduling.Answers("/moved", http =>
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            http.Response.Headers.Location = given;
            return Task.CompletedTask;
        });
        using var answer = await caller.GetAsync("/api/scheduling/moved");
        answer.Headers.Location!.OriginalString.ShouldBe(seen);
    }

    [Fact]
    public async Task its_trace_goes_on()
    {
        console.Publishing.Answers("/seen", http => http.Response.WriteAsync(http.Request.Headers.TraceParent.ToString()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/publishing/seen") { Headers = { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } } };
        using var answer = await caller.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Fact]
    public async Task the_token_arrives_and_the_cookies_of_the_pages_do_not()
    {
        console.Publishing.Answers("/who", http => http.Response.WriteAsync($"{http.Request.Headers.Authorization}|{http.Request.Headers.Cookie}|{http.Request.Headers["X-Forwarded-Host"]}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/publishing/who") { Headers = { { "Authorization", "Bearer abc" }, { "Cookie", "forum=secret" } } };
        using var answer = await caller.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).ShouldBe($"Bearer abc||{console.Origin.Authority}");
    }

    [Theory]
    [InlineData("/api/governance/health/ready")]
    [InlineData("/api/governance/HEALTH/live")]
    [InlineData("/api/governance//health/live")]
    [InlineData("/api/governance/%68ealth/live")]
    [InlineData("/api/governance/editions/%2e%2e/health/live")]
    [InlineData("/identity/health/ready")]
    public async Task its_health_is_nobodys_business_outside(string path)
    {
        console.Governance.Answers("/health/live", new { status = "Healthy" });
        console.Governance.Answers("/health/ready", new { status = "Healthy" });
        console.Identity.Answers("/identity/health/ready", new { status = "Healthy" });
        using var answer = await caller.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Code(answer)).ShouldBe("not-found");
    }

    [Fact]
    public async Task a_service_that_there_is_not_is_a_problem_document()
    {
        using var answer = await caller.GetAsync("/api/treasury/accounts");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Code(answer)).ShouldBe("not-found");
    }

    [Fact]
    public async Task what_it_refuses_comes_back_as_it_said_it()
    {
        console.Registration.Answers("/refused", http =>
        {
            http.Response.StatusCode = 422;
            http.Response.ContentType = "application/problem+json";
            return http.Response.WriteAsync("""{"code":"registration-not-open"}""");
        });
        using var answer = await caller.PostAsync("/api/registration/refused", content: null);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Code(answer)).ShouldBe("registration-not-open");
    }

    internal static async Task<string?> Code(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
    }
}

public sealed class When_a_service_is_dead(RunningConsole console) : IClassFixture<RunningConsole>
{
    private readonly HttpClient caller = console.Caller();

    [Fact]
    public async Task its_callers_are_told_to_come_back()
    {
        await console.Registration.Die();
        using var answer = await caller.PostAsJsonAsync("/api/registration/delegations", new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await When_a_service_is_reached_through_the_public_origin.Code(answer)).ShouldBe("service-unavailable");

        console.Registration.Answers("/back", new { });
        await console.Registration.Start();
        using var back = await caller.GetAsync("/api/registration/back");
        back.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task one_that_dies_in_the_middle_of_a_request_is_one_that_does_not_answer()
    {
        console.Scheduling.Answers("/abort", http => { http.Abort(); return Task.CompletedTask; });
        using var answer = await caller.PostAsJsonAsync("/api/scheduling/abort", new { });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await When_a_service_is_reached_through_the_public_origin.Code(answer)).ShouldBe("service-unavailable");
    }

    [Fact]
    public async Task the_console_itself_is_well()
    {
        await console.Identity.Die();
        foreach (var path in (string[])["/health/live", "/health/ready"])
        {
            using var answer = await caller.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }
}
