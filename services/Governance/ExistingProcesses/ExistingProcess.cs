namespace Forum.Governance.ExistingProcesses;

/// <summary>A process outside the forum was entered in the register.</summary>
/// <param name="ScopeId">Where it stands what the process does.</param>
public sealed record ExistingProcessListed(Guid ProcessId, string Name, string Keeper, Uri? Address, Guid ScopeId, DateTimeOffset At);

/// <summary>The process is none any more.</summary>
public sealed record ExistingProcessEnded(DateTimeOffset At);

/// <summary>What others do already, and what the forum is not to do again (A/61/515, para. 22).</summary>
public sealed record ExistingProcess
{
    internal static readonly Type[] Events = [typeof(ExistingProcessListed), typeof(ExistingProcessEnded)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The organization that keeps it.</summary>
    public string Keeper { get; init; } = "";

    public Uri? Address { get; init; }
    public Guid ScopeId { get; init; }
    public bool Ended { get; init; }

    public ExistingProcess Evolve(object @event) => @event switch
    {
        ExistingProcessListed e => this with { Id = e.ProcessId, Name = e.Name, Keeper = e.Keeper, Address = e.Address, ScopeId = e.ScopeId },
        ExistingProcessEnded _ => this with { Ended = true },
        _ => this,
    };
}
