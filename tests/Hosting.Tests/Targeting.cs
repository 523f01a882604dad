using System.Net;
using Forum.Hosting.Webhooks;
using Forum.Kit;
using static Forum.Hosting.Tests.Waits;

namespace Forum.Hosting.Tests;

/// <summary>Targets that mean ill, or are in a bad way.</summary>
public sealed class When_a_target_is_hostile
{
    [Fact]
    public async Task a_target_that_hangs_or_drips_delays_no_other()
    {
        await using var tower = await Tower.Build("--Webhooks:TimeoutSeconds=5");
        await using var hanging = await Target.That((http, _) => new TaskCompletionSource().Task.WaitAsync(http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default));
        await using var dripping = await Target.That(async (http, _) =>
        {
            // Headers come at once, the body never ends: nobody waits for it.
            using var drop = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!http.RequestAborted.IsCancellationRequested && await drop.WaitForNextTickAsync())
            {
                await http.Response.WriteAsync("x");
                await http.Response.Body.FlushAsync();
            }
        });
        await using var well = await Target.ThatTakesAll();
        var (hanged, _) = await tower.Subscribe(hanging.Url);
        var (dripped, _) = await tower.Subscribe(dripping.Url);
        await tower.Subscribe(well.Url);
        var bells = await tower.Hang(20);
        await Got(well, 20);
        well.Bells.ShouldBe(bells);
        hanging.Got.Count.ShouldBe(1, "the others have theirs while this one has not answered");
        await Eventually.Holds(async () => First(await tower.Deliveries(hanged, "?limit=1000")).GetProperty("error").GetString().ShouldBe("Timeout"), "who hangs is given up on in time");
        await Eventually.Holds(async () => (await tower.Deliveries(dripped, "?state=Delivered")).ShouldNotBeEmpty(), "a status is an answer");
    }

    [Fact]
    public async Task a_huge_answer_is_not_read_and_a_redirect_not_followed()
    {
        await using var tower = await Tower.Build();
        await using var inner = await Target.ThatTakesAll();
        await using var huge = await Target.That(async (http, _) =>
        {
            var megabyte = new byte[1024 * 1024];
            for (var i = 0; i < 10_000 && !http.RequestAborted.IsCancellationRequested; i++)
                await http.Response.Body.WriteAsync(megabyte, http.RequestAborted);
        });
        await using var astray = await Target.That((http, _) =>
        {
            http.Response.Headers.Location = inner.Url;
            return 307;
        });
        var (hugeId, _) = await tower.Subscribe(huge.Url);
        var (astrayId, _) = await tower.Subscribe(astray.Url);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await tower.Hang();
        await Eventually.Holds(async () => (await tower.Deliveries(hugeId, "?state=Delivered")).Count.ShouldBe(1), "the status is enough");
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(500L * 1024 * 1024);
        await Eventually.Holds(async () => First(await tower.Deliveries(astrayId)).GetProperty("error").GetString().ShouldBe("Redirect"), "it is noted");
        inner.Got.ShouldBeEmpty();
    }

    /// <summary>Whatever a name led to when the webhook was made: what it leads to when it is called is looked at.</summary>
    [Fact]
    public async Task a_name_that_leads_into_a_private_network_is_not_called()
    {
        await using var tower = await Tower.Build("--Webhooks:AllowLocalTargets=false");
        await using var inner = await Target.ThatTakesAll();
        var port = new Uri(inner.Url).Port;
        string[] addresses = ["127.0.0.1", "::1", "169.254.169.254", "10.1.2.3", "192.168.0.1", "172.16.0.1", "100.64.0.1", "0.0.0.0", "::ffff:127.0.0.1", "fd00::1", "fe80::1", "224.0.0.1"];
        var webhooks = new List<Guid>();
        foreach (var (address, i) in addresses.Select((address, i) => (address, i)))
        {
            tower.Name($"hook{i}.example", address);
            webhooks.Add((await tower.Subscribe($"https://hook{i}.example:{port}/")).Id);
        }

        await tower.Hang();
        foreach (var (webhook, i) in webhooks.Select((webhook, i) => (webhook, i)))
            await Eventually.Holds(async () => First(await tower.Deliveries(webhook)).GetProperty("error").GetString().ShouldBe("AddressNotAllowed", addresses[i]), $"{addresses[i]} is not called");
        inner.Got.ShouldBeEmpty();

        var (nowhere, _) = await tower.Subscribe("https://nowhere.example/");
        await tower.Hang();
        await Eventually.Holds(async () => First(await tower.Deliveries(nowhere)).GetProperty("error").GetString().ShouldBe("NameUnknown"), "a name that nobody knows is said to be that");
    }

    [Theory]
    [InlineData("http://hook.example/")]
    [InlineData("ftp://hook.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://user:password@hook.example/")]
    [InlineData("https://hook.example/#part")]
    [InlineData("/hook")]
    [InlineData("hook")]
    public void an_address_that_cannot_be_meant_is_refused_at_once(string url)
    {
        var targets = new Targets((_, _) => throw new InvalidOperationException("Nobody looks up a name here."), allowLocal: false);
        Should.Throw<Store.Refusal>(() => targets.Check(url)).Code.ShouldBe("target-not-allowed");
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000/hook", true)]
    [InlineData("http://localhost:9000/hook", true)]
    [InlineData("https://hook.example/", true)]
    [InlineData("http://hook.example/", false)]
    [InlineData("http://10.0.0.1/hook", false)]
    [InlineData("https://192.168.1.1/hook", false)]
    public void locally_ones_own_machine_may_be_meant_too_and_nobody_elses(string url, bool allowed)
    {
        var targets = new Targets((_, _) => throw new InvalidOperationException("Nobody looks up a name here."), allowLocal: true);
        if (allowed)
            targets.Check(url).ShouldBe(new Uri(url));
        else
            Should.Throw<Store.Refusal>(() => targets.Check(url)).Code.ShouldBe("target-not-allowed");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.0", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.31.255.255", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("::", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("ff02::1", false)]
    public void an_address_is_public_or_it_is_not(string address, bool isPublic) => Targets.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);
}
