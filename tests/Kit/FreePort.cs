using System.Net;
using System.Net.Sockets;

namespace Forum.Kit;

/// <summary>
/// A port of loopback that nobody listens on. It lies below the range from which outgoing connections are given theirs, and each process starts
/// somewhere else in it: between being asked for and being listened on, a port is not taken by somebody else.
/// </summary>
public static class FreePort
{
    private const int First = 12_000, Last = 32_000;
    private static int next = Random.Shared.Next(First, Last);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref next) % (Last - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the one after it, then.
            }
        }
    }
}
