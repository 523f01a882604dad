using Forum.Operations.Broker;
using Forum.Operations.Queues;
using Forum.Operations.Records;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Forum.Operations.Faults;

/// <summary>
/// Takes the messages out of the error queues and keeps them: acknowledged when they are committed here, never before. The queues themselves stay, because a
/// service that found its error queue gone would send the same message around for ever.
/// </summary>
internal sealed class FaultMover(BrokerAddress broker, QueueWatch queues, RecordStore records, TimeProvider time, ILogger<FaultMover> log) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private volatile string? away;

    /// <summary>Why nothing is taken out at present; null when something could be.</summary>
    public string? Away => away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory { Uri = broker.Uri, ClientProvidedName = "operations faults", AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
                while (true)
                {
                    // The broker counts every few seconds; asking each queue itself is quicker.
                    foreach (var queue in (await queues.Read(stoppingToken)).Where(queue => queue.IsAside))
                        await Empty(channel, queue.Name, stoppingToken);
                    away = null;
                    await Task.Delay(Pause, time, stoppingToken);
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested && IsAbsence(fault))
            {
                if (away is null)
                    log.LogWarning("Nothing is taken out of the error queues at present ({Reason})", fault.GetBaseException().Message);
                away = fault.GetBaseException().Message;
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task Empty(IChannel channel, string queue, CancellationToken ct)
    {
        while (true)
        {
            var found = new List<Fault>();
            ulong last = 0;
            while (found.Count < AtOnce && await channel.BasicGetAsync(queue, autoAck: false, ct) is { } message)
            {
                found.Add(Fault.Of(queue, message.BasicProperties, message.Body, time.GetUtcNow()));
                last = message.DeliveryTag;
            }

            if (found.Count == 0)
                return;
            await records.Keep(found, time.GetUtcNow(), ct);
            await channel.BasicAckAsync(last, multiple: true, ct);
        }
    }

    private static bool IsAbsence(Exception fault) =>
        fault is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or HttpRequestException or NpgsqlException or TimeoutException or OperationCanceledException or IOException or System.Net.Sockets.SocketException;
}
