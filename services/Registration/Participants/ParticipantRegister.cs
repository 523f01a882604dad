namespace Forum.Registration.Participants;

/// <summary>A newer list of participants was taken; it is the newest from then on.</summary>
/// <param name="ListId">Where its lines stand.</param>
/// <param name="Sha256">Over the list as a file.</param>
public sealed record ParticipantListImported(Guid ListId, int Number, string Sha256, int Lines, DateTimeOffset At);

/// <summary>The succession of lists, begun with the shipped one: which is the newest. Whoever commits a list decides here.</summary>
public sealed record ParticipantRegister
{
    internal static readonly Type[] Events = [typeof(ParticipantListImported)];

    /// <summary>There is one.</summary>
    public static readonly Guid Only = new("01900000-0000-7000-8000-0000000011f7");

    private static readonly Guid Shipped = new("01900000-0000-7000-8000-0000000011f1");

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>Number of the newest list.</summary>
    public int Newest { get; init; } = ParticipantList.Shipped.Number;

    /// <summary>Where its lines stand; the shipped one stands in the service itself.</summary>
    public Guid ListId { get; init; } = Shipped;

    public ParticipantRegister Evolve(object @event) => @event switch
    {
        ParticipantListImported e => this with { Id = Only, Newest = e.Number, ListId = e.ListId },
        _ => this,
    };
}

/// <summary>A list that was taken, with its lines. It does not change.</summary>
public sealed record ImportedList
{
    public Guid Id { get; init; }
    public int Number { get; init; }
    public string Sha256 { get; init; } = "";

    /// <summary>World time: a list belongs to no edition.</summary>
    public DateTimeOffset ImportedAt { get; init; }

    public IReadOnlyList<ListedParticipant> Lines { get; init; } = [];
    public IReadOnlyDictionary<string, Provenance> Sources { get; init; } = new Dictionary<string, Provenance>();
}

/// <summary>A file that was uploaded. Nothing comes of it until somebody commits it.</summary>
/// <param name="Id">Made of the text: the same file is the same upload.</param>
public sealed record UploadedList(Guid Id, string Text, DateTimeOffset At);
