using System.Net.Http.Headers;
using Forum.Kit;
using Forum.Operations.Records;

namespace Forum.Operations.Tests;

/// <summary>Operations on a real PostgreSQL.</summary>
public sealed class OperationsFixture : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;

    public TestService<RecordStore> Service { get; private set; } = null!;
    public HttpClient Operator => Service.As("operator");

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("operations");
        issuer = await TestIssuer.Start();
        // In this process there is no port: what comes, comes on port 0.
        Service = new TestService<RecordStore>(database, issuer, more: [("Otlp:Port", "0")]);
        await Eventually.True(async () => (await Service.As(null).GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, "the store is ready");
    }

    public async Task<HttpResponseMessage> Export(byte[] body, string signal = "traces", string type = "application/x-protobuf", string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        return await Service.As(null).PostAsync(new Uri($"/v1/{signal}", UriKind.Relative), content);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }
}
