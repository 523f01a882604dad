using System.Security.Cryptography;
using System.Text;

namespace Forum.Registration.Participants;

/// <summary>From now on the edition goes by this list: because its registration opened, or because the secretariat chose it.</summary>
/// <param name="At">On the edition's clock.</param>
public sealed record ParticipantListChosen(Guid EditionId, int Number, DateTimeOffset At);

/// <summary>
/// By which list of participants an edition goes. Until its registration opens that is the newest; then it is the one that was the newest,
/// and stays it, whatever is imported later. What a delegation's listing says is what that list said when it registered.
/// </summary>
public sealed record EditionList
{
    internal static readonly Type[] Events = [typeof(ParticipantListChosen)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }

    /// <summary>Number of the list.</summary>
    public int Number { get; init; }

    /// <summary>On the edition's clock.</summary>
    public DateTimeOffset ChosenAt { get; init; }

    public EditionList Evolve(object @event) => @event switch
    {
        ParticipantListChosen e => this with { Id = Of(e.EditionId), EditionId = e.EditionId, Number = e.Number, ChosenAt = e.At },
        _ => this,
    };

    /// <summary>The stream of an edition: whoever chooses decides in the same one.</summary>
    public static Guid Of(Guid edition) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"participant-list/{edition:N}")).AsSpan(0, 16));
}
