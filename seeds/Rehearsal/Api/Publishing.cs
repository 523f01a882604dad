namespace Forum.Rehearsal.Api;

/// <summary>A figure, as Publishing derived it.</summary>
/// <param name="Value">Null when it is not known.</param>
public sealed record FigureSeen(string Name, decimal? Value);

/// <summary>The part of Publishing's API that the rehearsal uses.</summary>
public sealed class Publishing(Origin origin)
{
    public async Task<IReadOnlyList<FigureSeen>> Figures(Guid edition, CancellationToken ct) =>
        (await origin.Read<FiguresSeen>(Who.Anybody, $"api/publishing/editions/{edition}/figures", ct))?.Items ?? [];

    private sealed record FiguresSeen(IReadOnlyList<FigureSeen> Items);
}
