using System.Diagnostics;
using OpenTelemetry;

namespace Forum.Hosting.Telemetry;

/// <summary>
/// Puts on every span what it is about (the ids that travel with the request or the message) and, on the span of a consumer's work, at which attempt it is:
/// so that retries can be shown as attempts 1 to n of one message.
/// </summary>
internal sealed class Annotating : BaseProcessor<Activity>
{
    private const string Prefix = "forum.";

    private static readonly AsyncLocal<int> AttemptNow = new();

    /// <summary>The attempt that begins, from 1.</summary>
    public static int Attempt
    {
        set => AttemptNow.Value = value;
    }

    public override void OnStart(Activity data)
    {
        foreach (var (name, id) in data.Baggage)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && data.GetTagItem(name) is null)
                data.SetTag(name, id);
        }

        if (AttemptNow.Value > 0 && data is { Source.Name: "MassTransit", Kind: ActivityKind.Consumer })
            data.SetTag("messaging.delivery.attempt", AttemptNow.Value);
    }
}
