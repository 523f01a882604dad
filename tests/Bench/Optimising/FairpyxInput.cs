using System.Text.Json;
using Forum.Optimiser.Instances;

namespace Forum.Bench.Optimising;

/// <summary>
/// Course bids in the form of fairpyx (github.com/ariel-research/fairpyx, MIT), read as wishes for round tables: an agent is a participant with one person, its capacity the seats
/// it asks for, an item a table, and two items in conflict are tables whose times overlap. What an agent values at 0, or is in conflict with itself, it does not wish for.
/// </summary>
/// <param name="Valuations">What each agent bids for each item, 0 or more.</param>
/// <param name="AgentCapacities">How many items each agent takes.</param>
/// <param name="ItemCapacities">How many agents each item has place for.</param>
/// <param name="AgentConflicts">Items that an agent cannot have.</param>
/// <param name="ItemConflicts">Items that nobody can have together with the item.</param>
internal sealed record FairpyxInput(
    Dictionary<string, Dictionary<string, double>> Valuations,
    Dictionary<string, int> AgentCapacities,
    Dictionary<string, int> ItemCapacities,
    Dictionary<string, string[]> AgentConflicts,
    Dictionary<string, string[]> ItemConflicts)
{
    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static FairpyxInput Read(string json) => JsonSerializer.Deserialize<FairpyxInput>(json, Form) ?? throw new JsonException("The input is an object.");

    /// <summary>
    /// The agents of an experiment: each of the input once, then copies drawn until they take <paramref name="totalCapacity"/> items or more together. They are the very agents of the published
    /// results: the draw is that of <c>numpy.random</c>, whose first number after the experiment's seed seeds the draw of the copies.
    /// </summary>
    public IReadOnlyList<(string Agent, string Profile)> Resampled(uint seed, int totalCapacity)
    {
        string[] profiles = [.. Valuations.Keys];
        List<(string, string)> agents = [.. profiles.Select(profile => (profile, profile))];
        var left = totalCapacity - profiles.Sum(profile => AgentCapacities[profile]);
        var draw = new Mt19937(1 + new Mt19937(seed).Below(int.MaxValue));
        for (var n = 1; ; n++)
        {
            var profile = profiles[draw.Below((uint)profiles.Length)];
            agents.Add(($"random{n}.{profile}", profile));
            left -= AgentCapacities[profile];
            if (left <= 0)
                return agents;
        }
    }

    /// <summary>As wishes for tables. The order of the agents is the order of receipt, one a minute; among equal bids the order of the items is the order of wishes.</summary>
    public Instance AsInstance(string name, IReadOnlyList<(string Agent, string Profile)> agents)
    {
        string[] items = [.. ItemCapacities.Keys];
        return new()
        {
            Name = name,
            Tables = [.. items.Select(item => new Table { Id = item, Capacity = ItemCapacities[item] })],
            TableConflicts = [.. from item in items from other in ItemConflicts.GetValueOrDefault(item) ?? [] where string.CompareOrdinal(item, other) < 0 select new TableConflict(item, other)],
            Participants = [.. agents.Select((agent, n) => new Participant
            {
                Id = agent.Agent,
                Kind = ParticipantKind.Other,
                Seats = AgentCapacities[agent.Profile],
                Wishes = [.. items.Where(item => Valuations[agent.Profile].GetValueOrDefault(item) > 0 && !(AgentConflicts.GetValueOrDefault(agent.Profile) ?? []).Contains(item))
                    .Select(item => new Wish(item, Valuations[agent.Profile][item])).OrderByDescending(wish => wish.Utility)],
                ReceivedAt = DateTimeOffset.UnixEpoch.AddMinutes(n),
            })],
        };
    }
}
