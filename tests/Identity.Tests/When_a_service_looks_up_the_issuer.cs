using System.Net.Http.Json;
using System.Text.Json;

namespace Forum.Identity.Tests;

public sealed class When_a_service_looks_up_the_issuer(Local local)
{
    [Fact]
    public async Task it_learns_what_it_needs()
    {
        var document = await Document();
        document.Text("issuer").ShouldBe(Server.Issuer);
        document.Text("token_endpoint").ShouldBe($"{Server.Issuer}connect/token");
        document.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(method => method.GetString()).ShouldBe(["S256"]);
        document.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()).ShouldBe(["client_credentials", "authorization_code", "refresh_token"], ignoreOrder: true);
    }

    [Fact]
    public async Task no_private_part_of_a_key_is_shown()
    {
        using var caller = local.Server.Caller();
        var keys = await caller.GetFromJsonAsync<JsonElement>(".well-known/jwks");
        var key = keys.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        key.EnumerateObject().Select(part => part.Name).ShouldBe(["kid", "use", "kty", "alg", "e", "n"], ignoreOrder: true);
    }

    [Fact]
    public async Task through_the_console_only_the_public_address_counts()
    {
        var document = await Document(("Host", "identity:8080"), ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Host", "elsewhere.example"));
        document.Text("token_endpoint").ShouldBe($"{Server.Issuer}connect/token");
        document.Text("jwks_uri").ShouldBe($"{Server.Issuer}.well-known/jwks");
    }

    [Fact]
    public async Task inside_the_network_it_need_not_go_through_the_console_but_browsers_do()
    {
        var document = await Document(("Host", "identity:8080"));
        document.Text("issuer").ShouldBe(Server.Issuer);
        document.Text("jwks_uri").ShouldBe("http://identity:8080/identity/.well-known/jwks");
        document.Text("authorization_endpoint").ShouldBe($"{Server.Issuer}connect/authorize");
        document.Text("end_session_endpoint").ShouldBe($"{Server.Issuer}connect/logout");
    }

    private async Task<JsonElement> Document(params (string Name, string Value)[] headers)
    {
        using var caller = local.Server.Caller();
        foreach (var (name, value) in headers) caller.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return await caller.GetFromJsonAsync<JsonElement>(".well-known/openid-configuration");
    }
}
