using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Store;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Operations.Faults;

/// <summary>Which of the messages that rest: some by their ids, one group, or all. Exactly one of the three is said.</summary>
public sealed record Selected
{
    /// <summary>Ids of faults, at most 1,000.</summary>
    [MaxLength(1_000)]
    public IReadOnlyList<Guid>? Faults { get; init; }

    /// <summary>Key of a group.</summary>
    [StringLength(64, MinimumLength = 64)]
    public string? Group { get; init; }

    /// <summary>True: all that rest.</summary>
    public bool All { get; init; }

    internal const string Condition = $"state = 'Resting' and ($1::uuid[] is null or id = any($1)) and ($2::text is null or {ReadFaults.KeyOfAGroup} = $2)";

    /// <exception cref="Refusal">Not exactly one of the three is said.</exception>
    internal void MustBeOne()
    {
        if ((Faults is { Count: > 0 } ? 1 : 0) + (Group is null ? 0 : 1) + (All ? 1 : 0) != 1)
            throw new Refusal("selection-unclear", "Say which messages: faults (ids), group (key), or all; exactly one of them.", "selected");
    }

    internal void Put(NpgsqlCommand command)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = Faults is { Count: > 0 } ids ? ids.ToArray() : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)Group ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }
}
