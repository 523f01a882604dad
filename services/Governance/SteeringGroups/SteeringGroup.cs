using Forum.Contracts.Registration;
using Forum.Governance.Lists;
using Forum.Hosting.Store;

namespace Forum.Governance.SteeringGroups;

/// <summary>From where a government looks at migration; most look from more than one side.</summary>
public enum Perspective
{
    Origin,
    Transit,
    Destination,
}

/// <summary>A government in the Steering Group.</summary>
/// <param name="Participant">Code of the State.</param>
/// <param name="Group">Regional group on the day of its admission; null for a State in none.</param>
/// <param name="RotatesOn">The day from which another may follow; null when none was said.</param>
public sealed record SteeringGroupMember(string Participant, RegionalGroup? Group, IReadOnlyList<Perspective> Perspectives, DateOnly? RotatesOn, DateTimeOffset Since);

/// <summary>The Steering Group of a chairmanship came together.</summary>
/// <param name="SoftCap">More members than this are possible, and shown.</param>
public sealed record SteeringGroupConstituted(Guid SteeringGroupId, Guid ChairmanshipId, int SoftCap, DateTimeOffset At);

/// <summary>A government joined the Steering Group.</summary>
public sealed record SteeringGroupMemberAdmitted(SteeringGroupMember Member);

/// <summary>It was said when a member's turn ends.</summary>
public sealed record RotationSet(string Participant, DateOnly? RotatesOn, DateTimeOffset At);

/// <summary>A government left the Steering Group.</summary>
public sealed record SteeringGroupMemberLeft(string Participant, DateTimeOffset At);

/// <summary>Some thirty governments that support the Chair. It advises; nothing in it is put to a count of hands.</summary>
public sealed record SteeringGroup
{
    internal static readonly Type[] Events = [typeof(SteeringGroupConstituted), typeof(SteeringGroupMemberAdmitted), typeof(RotationSet), typeof(SteeringGroupMemberLeft)];

    internal const string OnePerChairmanship = "one_steering_group_per_chairmanship";

    /// <summary>How many members it has by custom.</summary>
    public const int UsualSize = 30;

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid ChairmanshipId { get; init; }
    public int SoftCap { get; init; }

    /// <summary>In the order of their admission.</summary>
    public IReadOnlyList<SteeringGroupMember> Members { get; init; } = [];

    public SteeringGroup Evolve(object @event) => @event switch
    {
        SteeringGroupConstituted e => this with { Id = e.SteeringGroupId, ChairmanshipId = e.ChairmanshipId, SoftCap = e.SoftCap },
        SteeringGroupMemberAdmitted e => this with { Members = [.. Members, e.Member] },
        RotationSet e => this with { Members = [.. Members.Select(member => member.Participant == e.Participant ? member with { RotatesOn = e.RotatesOn } : member)] },
        SteeringGroupMemberLeft e => this with { Members = [.. Members.Where(member => member.Participant != e.Participant)] },
        _ => this,
    };

    /// <exception cref="Missing">The State is no member.</exception>
    public SteeringGroupMember Find(string participant) => Members.FirstOrDefault(member => member.Participant == participant) ?? throw new Missing("member of the Steering Group", participant);

    /// <param name="today">On the clock of the edition whose Chair is in office.</param>
    public IEnumerable<Warning> Warnings(DateOnly today)
    {
        if (Members.Count > SoftCap)
            yield return new Warning("above-soft-cap", $"The group has {Members.Count} members; by custom it has {SoftCap}.");
        foreach (var perspective in Enum.GetValues<Perspective>().Where(perspective => Members.Count > 0 && !Members.Any(member => member.Perspectives.Contains(perspective))))
            yield return new Warning("perspective-missing", $"No member looks from the side of {perspective}.");
        foreach (var group in Enum.GetValues<RegionalGroup>().Where(group => Members.Count > 0 && !Members.Any(member => member.Group == group)))
            yield return new Warning("region-missing", $"No member is of the regional group {group}.");
        foreach (var member in Members.Where(member => member.RotatesOn <= today))
            yield return new Warning("rotation-due", $"The turn of {member.Participant} was to end on {member.RotatesOn:yyyy-MM-dd}.");
    }
}
