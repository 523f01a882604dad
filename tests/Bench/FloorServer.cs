using System.Text.Json;
using Npgsql;

namespace Forum.Bench;

/// <summary>The least that registers: ASP.NET Core and one prepared insert; and the least that gives a page.</summary>
internal static class FloorServer
{
    private sealed record Registration(string Participant);

    public static async Task<int> Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("Store")) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 1, NoResetOnClose = true }.ConnectionString);
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        // The least that gives a page: bytes that are at hand.
        var page = new byte[1024 * 1024];
        app.MapGet("/pages/{bytes:int}", (int bytes) => Results.Bytes(page.AsMemory(0, bytes), "text/html"));
        app.MapPost("/delegations", async (JsonElement body, CancellationToken ct) =>
        {
            var id = Guid.CreateVersion7();
            await using var insert = source.CreateCommand("insert into registered (id, body) values ($1, $2)");
            insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = body.GetRawText() });
            await insert.ExecuteNonQueryAsync(ct);
            return Results.Created($"/delegations/{id}", new { id });
        });
        await app.RunAsync();
        return 0;
    }
}
