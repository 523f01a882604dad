using System.Net;

namespace Forum.Identity.Tests;

public sealed class When_a_system_asks_for_a_token(Local local)
{
    private const string Secret = "a-demo-secret";
    private readonly HttpClient caller = local.Server.Caller();

    [Theory]
    [InlineData("demo-organizer", "organizer")]
    [InlineData("demo-publisher", "organizer")]
    [InlineData("demo-notetaker", "notetaker")]
    [InlineData("demo-operator", "operator")]
    [InlineData("demo-service", "service")]
    public async Task it_gets_its_role(string client, string role)
    {
        var token = await Token(client);
        token.Subject.ShouldBe(client);
        token.All("role").ShouldBe([role]);
        token.All("delegation").ShouldBeEmpty();
    }

    [Fact]
    public async Task the_token_is_one_for_the_forum_and_for_ten_minutes()
    {
        var token = await Token("demo-organizer");
        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("RS256");
        token.Audiences.ShouldBe(["forum"]);
        token.Issuer.ShouldBe(Server.Issuer);
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData("demo-organizer", "another-secret")]
    [InlineData("nobody", Secret)]
    public async Task a_wrong_secret_or_name_is_refused(string client, string secret)
    {
        var (status, body) = await caller.AskAs(client, secret);
        status.ShouldBe(HttpStatusCode.Unauthorized);
        body.Text("error").ShouldBe("invalid_client");
    }

    [Fact]
    public async Task the_demo_client_of_delegations_acts_for_the_one_it_names()
    {
        var token = await Token("demo-delegation", ("delegation", "FRA"));
        token.All("role").ShouldBe(["delegation"]);
        token.All("delegation").ShouldBe(["FRA"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("fra")]
    [InlineData("F")]
    [InlineData("FRA\n")]
    [InlineData("FRA DEU")]
    public async Task it_must_name_one_properly(string? code)
    {
        var (status, body) = await caller.AskAs("demo-delegation", Secret, code is null ? [] : [("delegation", code)]);
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.Text("error").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task nobody_else_may_name_one()
    {
        var (status, body) = await caller.AskAs("demo-organizer", Secret, ("delegation", "FRA"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.Text("error_description").ShouldContain("does not act for");
    }

    [Fact]
    public async Task it_cannot_ask_in_the_name_of_a_person()
    {
        var (status, body) = await caller.Ask(("grant_type", "password"), ("client_id", "demo-organizer"), ("client_secret", Secret), ("username", "organizer"), ("password", "a demo password"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.Text("error").ShouldBe("unsupported_grant_type");
    }

    [Fact]
    public async Task the_console_has_no_rights_of_its_own()
    {
        var (_, body) = await caller.AskAs("console", "a-console-secret");
        body.Text("error").ShouldBe("unauthorized_client");
    }

    private async Task<Microsoft.IdentityModel.JsonWebTokens.JsonWebToken> Token(string client, params (string, string)[] more)
    {
        var (_, body) = await caller.AskAs(client, Secret, more);
        return await caller.Validated(body.Text("access_token"));
    }
}
