using System.Reflection;
using System.Text.Json;
using Forum.Optimiser.Instances;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Forum.Scheduling.Optimisation;

/// <summary>The answer to a problem that was solved at once: 200 with all of it. The papers go out as they are stored.</summary>
internal sealed record SolvedInstance(RunShown Run, RunPaper? Solution) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WritePropertyName("run");
        JsonSerializer.Serialize(writer, Run, json);
        await Write(writer, "solution", Solution);
        writer.WriteEndObject();
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    private static async Task Write(Utf8JsonWriter writer, string member, RunPaper? paper)
    {
        writer.WritePropertyName(member);
        if (paper is null)
        {
            writer.WriteNullValue();
            return;
        }

        using var text = new MemoryStream();
        await using (var json = paper.Open())
            await json.CopyToAsync(text);
        writer.WriteRawValue(text.GetBuffer().AsSpan(0, (int)text.Length), skipInputValidation: true);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(SolvedProblem), ["application/json"]));
}

/// <summary>A problem that was solved at once.</summary>
/// <param name="Run">How it was solved; its address is in <c>Content-Location</c>.</param>
/// <param name="Solution">Seats and timetable with their proofs, or why there is none; null when the run failed.</param>
public sealed record SolvedProblem(RunShown Run, Solution? Solution);
