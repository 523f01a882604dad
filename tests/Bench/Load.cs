using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Forum.Bench;

/// <summary>Requests over bare sockets: on two cores a heavier client would flatter whatever it measures.</summary>
internal sealed class Load(Uri target, string token, Guid editionId)
{
    private static int next;

    /// <summary>Registers as fast as <paramref name="connections"/> connections can, one request at a time each; answers with requests per second.</summary>
    public async Task<double> Saturate(int connections, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource(duration);
        var since = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await Connection.Open(target);
            var count = 0;
            while (!stop.IsCancellationRequested)
            {
                await Register(connection);
                count++;
            }

            return count;
        })));
        return done.Sum() / since.Elapsed.TotalSeconds;
    }

    /// <summary>Registers at an even rate; answers with the milliseconds of each from when it was due, ascending.</summary>
    public async Task<IReadOnlyList<double>> Pace(int perSecond, TimeSpan duration)
    {
        var idle = new Stack<Connection>();
        var running = new List<Task<double>>();
        var since = Stopwatch.StartNew();
        for (var sent = 0; since.Elapsed < duration; sent++)
        {
            var at = TimeSpan.FromSeconds(sent / (double)perSecond);
            var due = at - since.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            Connection? connection;
            lock (idle)
                _ = idle.TryPop(out connection);
            running.Add(Send(connection, at));
        }

        var times = await Task.WhenAll(running);
        idle.ToList().ForEach(connection => connection.Dispose());
        Array.Sort(times);
        return times;

        async Task<double> Send(Connection? connection, TimeSpan at)
        {
            connection ??= await Connection.Open(target);
            await Register(connection);
            lock (idle)
                idle.Push(connection);
            return (since.Elapsed - at).TotalMilliseconds;
        }
    }

    private async Task Register(Connection connection)
    {
        var participant = $"N{Interlocked.Increment(ref next):D8}";
        var body = $$"""{"editionId":"{{editionId}}","participant":"{{participant}}","name":"Organization {{participant}}","category":"UnSystemEntity","head":{"name":"Somebody","title":"Director","rank":"Other"},"credentials":"None"}""";
        var request = $"POST /delegations HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        var status = await connection.Ask(request);
        if (status != 201)
            throw new InvalidOperationException($"A registration was answered with {status}, so there is nothing to measure.");
    }

    internal sealed class Connection : IDisposable
    {
        private readonly TcpClient client = new() { NoDelay = true };
        private byte[] buffer = new byte[16 * 1024];

        public static async Task<Connection> Open(Uri target)
        {
            var connection = new Connection();
            await connection.client.ConnectAsync(target.Host, target.Port);
            return connection;
        }

        /// <summary>Sends a request and reads the whole answer, with a length or in chunks; answers with the status.</summary>
        public async Task<int> Ask(string request)
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
            var read = 0;
            while (true)
            {
                if (read == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var got = await stream.ReadAsync(buffer.AsMemory(read));
                if (got == 0)
                    throw new IOException("The server hung up.");
                read += got;
                if (IsWhole(buffer.AsSpan(0, read)))
                    return int.Parse(Encoding.ASCII.GetString(buffer, 9, 3));
            }
        }

        public void Dispose() => client.Dispose();

        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return false;
            // "Not modified" has no body.
            if (answer[9..12].SequenceEqual("304"u8))
                return true;
            var length = answer[..end].IndexOf("Content-Length: "u8);
            if (length < 0)
                return answer.EndsWith("0\r\n\r\n"u8);
            var digits = answer[(length + 16)..end];
            if (digits.IndexOf((byte)'\r') is var line and >= 0)
                digits = digits[..line];
            return answer.Length >= end + 4 + int.Parse(digits);
        }
    }
}
