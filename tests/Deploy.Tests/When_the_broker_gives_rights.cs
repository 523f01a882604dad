using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Forum.Deploy.Tests;

/// <summary>The definitions that the broker reads, locally and in a container, are written by one script.</summary>
public sealed class When_the_broker_gives_rights
{
    private static readonly JsonElement Definitions = Write();

    [Theory]
    [InlineData("registration", "registration-follow-edition")]
    [InlineData("registration", "registration-follow-edition_error")]
    [InlineData("registration", "Forum.Contracts.Registration:DelegationRegistered")]
    [InlineData("scheduling", "MassTransit:Fault--Forum.Contracts.Registration:DelegationRegistered--")]
    public void a_service_may_write_what_is_its_own(string service, string resource)
    {
        May(service, "configure", resource).ShouldBeTrue();
        May(service, "write", resource).ShouldBeTrue();
    }

    [Theory]
    [InlineData("registration", "Forum.Contracts.Governance:EditionAnnounced")]
    [InlineData("publishing", "Forum.Contracts.Scheduling:StatementDelivered")]
    [InlineData("scheduling", "Forum.Contracts.Registration:DelegationRegistered")]
    public void a_service_may_hear_others_but_not_speak_for_them(string service, string exchange)
    {
        May(service, "read", exchange).ShouldBeTrue();
        May(service, "configure", exchange).ShouldBeTrue("MassTransit declares what it binds from");
        May(service, "write", exchange).ShouldBeFalse();
    }

    [Theory]
    [InlineData("governance", "Forum.Contracts.Registration:DelegationRegistered")]
    [InlineData("governance", "registration-follow-edition")]
    [InlineData("registration", "Forum.Contracts.Scheduling:StatementDelivered")]
    [InlineData("registration", "scheduling-seat-delegations")]
    [InlineData("publishing", "registration-dead-letters")]
    [InlineData("scheduling", "forum-registration-x")]
    public void what_does_not_concern_a_service_is_closed_to_it(string service, string resource)
    {
        foreach (var right in (string[])["configure", "write", "read"])
            May(service, right, resource).ShouldBeFalse(right);
    }

    [Fact]
    public void there_is_no_guest_and_one_administrator()
    {
        var users = Definitions.GetProperty("users").EnumerateArray().ToDictionary(user => user.GetProperty("name").GetString()!, user => user.GetProperty("tags").GetString());
        users.Keys.ShouldBe(["governance", "registration", "scheduling", "publishing", "operations", "admin"], ignoreOrder: true);
        users.Where(user => user.Value is not "").Select(user => (user.Key, user.Value)).ShouldBe([("operations", "monitoring"), ("admin", "administrator")], ignoreOrder: true);
    }

    [Fact]
    public void operations_takes_out_what_rests_and_sends_it_where_it_failed_and_nothing_else()
    {
        foreach (var queue in (string[])["scheduling-follow-delegation_error", "publishing-hear-statement_skipped", "registration-dead-letters"])
            May("operations", "read", queue).ShouldBeTrue(queue);
        May("operations", "read", "scheduling-follow-delegation").ShouldBeFalse("that is the service's own");
        May("operations", "write", "scheduling-follow-delegation").ShouldBeTrue();
        May("operations", "write", "Forum.Contracts.Scheduling:StatementDelivered").ShouldBeFalse("it speaks for nobody");
        May("operations", "configure", "scheduling-follow-delegation_error").ShouldBeFalse("it can delete nothing");
    }

    [Fact]
    public void a_password_is_kept_as_its_salted_hash()
    {
        var hash = Convert.FromBase64String(Definitions.GetProperty("users")[0].GetProperty("password_hash").GetString()!);
        hash[4..].ShouldBe(SHA256.HashData([.. hash[..4], .. Encoding.UTF8.GetBytes("not-a-secret")]));
    }

    private static bool May(string service, string right, string resource) =>
        Regex.IsMatch(
            resource,
            Definitions.GetProperty("permissions").EnumerateArray().Single(permission => permission.GetProperty("user").GetString() == service).GetProperty(right).GetString()!,
            RegexOptions.NonBacktracking);

    private static JsonElement Write()
    {
        const string Script = "source deploy/local/lib/forum.sh; for user in admin \"${broker_users[@]}\"; do secrets[rabbitmq.$user]=not-a-secret; done; broker_definitions";
        var (exitCode, definitions, errors) = Bash.Run(Script);
        exitCode.ShouldBe(0, errors);
        return JsonDocument.Parse(definitions).RootElement;
    }
}
