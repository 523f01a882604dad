using System.Buffers.Binary;

namespace Forum.Scheduling.Optimisation;

/// <summary>Solves a problem away from whoever asks.</summary>
/// <param name="order">What is to be solved.</param>
/// <param name="tell">Is told how far it is, some times a second at most.</param>
/// <param name="stop">Cancelled: the best that was found is the result.</param>
/// <param name="ct">Cancelled: there is no result.</param>
/// <exception cref="SolvingFailed">It came to no result.</exception>
public delegate Task<Solved> Solving(SolvingOrder order, Action<RunProgress> tell, CancellationToken stop, CancellationToken ct);

/// <summary>A problem that is to be solved.</summary>
/// <param name="Instance">JSON, compressed with gzip.</param>
/// <param name="Seconds">That it may take.</param>
/// <param name="Seed">Of every random choice.</param>
/// <param name="Small">True for one that is solved in moments.</param>
public sealed record SolvingOrder(byte[] Instance, int Seconds, int Seed, bool Small);

/// <summary>What solving came to.</summary>
/// <param name="Outcome"></param>
/// <param name="Solution">JSON, compressed with gzip.</param>
/// <param name="Comparison">The same; null when there is nothing to compare.</param>
public sealed record Solved(SolvingOutcome Outcome, byte[] Solution, byte[]? Comparison);

/// <summary>Solving came to no result.</summary>
/// <param name="message">For the organizer.</param>
public sealed class SolvingFailed(string message) : Exception(message);

/// <summary>What is said between a service and the process that solves for it: a letter, a length, so many bytes.</summary>
internal static class SolvingTalk
{
    /// <summary>From the service: how long and with which seed, the instance, what is asked about it, and that it stop. To it: how far it is, what came of it, an answer, and why there is none.</summary>
    public const byte Settings = (byte)'o', Instance = (byte)'i', Stop = (byte)'s', Progress = (byte)'p', Solution = (byte)'r', Comparison = (byte)'c', Outcome = (byte)'e', Failure = (byte)'x', Question = (byte)'q', Answer = (byte)'a';

    public static async Task Say(this Stream to, byte what, ReadOnlyMemory<byte> said, CancellationToken ct)
    {
        await to.WriteAsync(Head(what, said.Length), ct);
        await to.WriteAsync(said, ct);
        await to.FlushAsync(ct);
    }

    /// <summary>The same, for who cannot wait.</summary>
    public static void SayNow(this Stream to, byte what, ReadOnlySpan<byte> said)
    {
        to.Write(Head(what, said.Length));
        to.Write(said);
        to.Flush();
    }

    private static byte[] Head(byte what, int length)
    {
        var head = new byte[5];
        head[0] = what;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), length);
        return head;
    }

    /// <summary>Null at the end.</summary>
    public static async Task<(byte What, byte[] Said)?> Hear(this Stream from, CancellationToken ct)
    {
        var head = new byte[5];
        if (await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) < head.Length)
            return null;
        var said = new byte[BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1))];
        return await from.ReadAtLeastAsync(said, said.Length, throwOnEndOfStream: false, ct) < said.Length ? null : (head[0], said);
    }
}
