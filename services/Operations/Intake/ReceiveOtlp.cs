using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;

namespace Forum.Operations.Intake;

/// <summary>
/// Takes what the services export over OTLP/HTTP (protobuf, gzip or not): spans and log lines are kept; of metrics, which are
/// scraped where they are kept, it is noted who sent them and what the senders themselves dropped. It exists on the port that <c>Otlp:Port</c> names and nowhere else: what exports has no token, and the public does not reach that port.
/// What is malformed is 400, what is too large 413, and what comes faster than it can be kept 429 with when to come again.
/// </summary>
public static class ReceiveOtlp
{
    /// <summary>Bytes of a request, as they come.</summary>
    public const int LargestBody = 4 * 1024 * 1024;

    /// <summary>Bytes of a request, unpacked.</summary>
    public const int LargestMessage = 16 * 1024 * 1024;

    private const int AtOnce = 4;

    private static readonly SemaphoreSlim Turns = new(AtOnce);

    public static void Map(WebApplication app)
    {
        if (app.Configuration.GetValue<int?>("Otlp:Port") is not { } port)
            return;
        Take(app, port, "/v1/traces", static bytes => new Batch(OtlpReader.Spans(bytes), [], []));
        Take(app, port, "/v1/logs", static bytes => new Batch([], OtlpReader.Lines(bytes), []));
        Take(app, port, "/v1/metrics", static bytes => new Batch([], [], OtlpReader.Dropped(bytes)) { Alive = OtlpReader.SendersOfMetrics(bytes) });
    }

    private static void Take(WebApplication app, int port, string address, Func<byte[], Batch> read) =>
        app.MapPost(address, (HttpContext http, IntakeQueue queue) => http.Connection.LocalPort == port ? Take(http, queue, read) : Task.FromResult(Results.NotFound()))
            .AllowAnonymous()
            .ExcludeFromDescription()
            .DisableRateLimiting()
            .DisableHttpMetrics();

    private static async Task<IResult> Take(HttpContext http, IntakeQueue queue, Func<byte[], Batch> read)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (type is not "application/x-protobuf" and not "application/protobuf")
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        // Whoever waits holds a request's memory: few at a time, and the others come again.
        if (!await Turns.WaitAsync(TimeSpan.FromSeconds(1), http.RequestAborted))
            return Later(http, queue);
        try
        {
            var bytes = await Unpacked(http);
            if (bytes is null)
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            var batch = read(bytes);
            return queue.Offer(batch) ? Results.Bytes([], "application/x-protobuf") : Later(http, queue);
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or MalformedSpan or InvalidDataException)
        {
            queue.Lose("malformed", 1);
            return Results.Problem("This is no OTLP message: " + fault.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static IResult Later(HttpContext http, IntakeQueue queue)
    {
        if (queue.Waiting < IntakeQueue.Most)
            queue.Lose("shed", 1);
        http.Response.Headers.RetryAfter = "1";
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>Null when it is larger than what is taken.</summary>
    private static async Task<byte[]?> Unpacked(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding is not "" and not "identity" and not "gzip")
            throw new InvalidDataException($"Content-Encoding {encoding} is not known here; send gzip or none.");
        await using var packed = encoding is "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body;
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await packed.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            await message.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            if (message.Length > LargestMessage)
                return null;
        }

        return message.ToArray();
    }
}
