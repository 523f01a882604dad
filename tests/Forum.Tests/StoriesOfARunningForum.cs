using System.Text.Json.Nodes;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>The stories that share a running forum, each with an edition of its own; those that watch one share another, of which is also told how it starts.</summary>
/// <remarks>By its trait <c>deploy/local/test</c> tells them beside all others.</remarks>
[CollectionDefinition, Trait("Forum", "running")]
public sealed class StoriesOfARunningForum : ICollectionFixture<ForumThatRuns>;

/// <summary>A forum whose broker can be cut off.</summary>
public sealed class ForumThatRuns : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("forum-stories-");

    internal TcpProxy Broker { get; private set; } = null!;

    internal RunningForum Running { get; private set; } = null!;

    internal Books Books => new(Running.Infrastructure);

    public async ValueTask InitializeAsync()
    {
        Broker = TcpProxy.ToBroker();
        Running = await RunningForum.Start(Broker);
        await Running.UntilReady();
    }

    public async ValueTask DisposeAsync()
    {
        if (Running is not null)
            await Running.DisposeAsync();
        if (Broker is not null)
            await Broker.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>A replay of the first Dialogue as another edition, whose summary is issued under another symbol: a story that was told before is no part of it.</summary>
    internal Child Replay(string code, string symbol)
    {
        var data = folder.CreateSubdirectory(code);
        foreach (var file in Directory.EnumerateFiles(Repository.Path("seeds", "first-dialogue")))
            File.Copy(file, Path.Combine(data.FullName, Path.GetFileName(file)));
        Change(Path.Combine(data.FullName, "edition.json"), "edition", "code", code);
        Change(Path.Combine(data.FullName, "summary.json"), "summary", "symbol", symbol);
        return Running.Replay(data.FullName);
    }

    private static void Change(string file, string part, string member, string value)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        json[part]![member] = value;
        File.WriteAllText(file, json.ToJsonString());
    }
}
