using System.Collections.Immutable;
using System.Security.Cryptography;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Editions;

namespace Forum.Scheduling.Releases;

/// <summary>The programme was released. What it holds stands beside the stream (<see cref="ShelvedRelease"/>); no officer is named in the event.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Changes">What is different from the release before, a sentence each.</param>
/// <param name="Meetings">All there are in it.</param>
/// <param name="ByWithdrawal">True when a withdrawal brought it about.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record ProgrammeReleased(
    Guid ProgrammeId, Guid EditionId, Guid ReleaseId, int Number, ImmutableList<string> Changes, ImmutableList<PlacedMeeting> Meetings, bool ByWithdrawal, DateTimeOffset At);

/// <summary>When a meeting is in a release, and whether the release changed it.</summary>
public sealed record PlacedMeeting(
    Guid MeetingId, MeetingKind Kind, int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool Cancelled, int Sequence, bool Changed, bool Late);

/// <summary>The programme of a day was frozen the evening before.</summary>
/// <param name="Release">The release that held then; null when there was none.</param>
/// <param name="At">On the edition's clock, with the venue's offset.</param>
public sealed record DayFrozen(Guid ProgrammeId, Guid EditionId, DateOnly Day, int? Release, DateTimeOffset At);

/// <summary>A release among the others.</summary>
/// <param name="At">On the edition's clock.</param>
/// <param name="ByWithdrawal">True when a withdrawal brought it about.</param>
/// <param name="Meetings">How many are in it, cancelled ones among them.</param>
public sealed record NumberedRelease(Guid Id, int Number, DateTimeOffset At, ImmutableList<string> Changes, bool ByWithdrawal, int Meetings);

/// <summary>A day whose programme is frozen.</summary>
/// <param name="Release">The release that held then; null when there was none.</param>
/// <param name="At">On the edition's clock, with the venue's offset.</param>
public sealed record FrozenDay(DateOnly Day, int? Release, DateTimeOffset At);

/// <summary>The programme of work of an edition as it was published: its releases, one after the other. Here, and nowhere else, they are numbered.</summary>
public sealed record ProgrammeOfWork
{
    internal static readonly Type[] Events = [typeof(ProgrammeReleased), typeof(DayFrozen)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }

    /// <summary>Oldest first; the last one holds.</summary>
    public ImmutableList<NumberedRelease> Releases { get; init; } = [];

    public ImmutableList<FrozenDay> FrozenDays { get; init; } = [];

    /// <summary>Number of the release that holds; 0 before the first.</summary>
    public int LastNumber() => Releases.Count;

    /// <summary>The edition's own id is that of its speakers' list, so this one is drawn from it (RFC 9562, 5.8).</summary>
    public static Guid IdOf(Guid editionId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. "programme-of-work/"u8, .. editionId.ToByteArray(bigEndian: true)], hash);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0f));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3f));
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>Notes the days whose time to be frozen has come.</summary>
    public IEnumerable<object> Freeze(KnownEdition edition, DateTimeOffset now) =>
        from day in edition.Days()
        let at = edition.FrozenFrom(day)
        where at <= now && !FrozenDays.Exists(frozen => frozen.Day == day)
        select new DayFrozen(IdOf(edition.Id), edition.Id, day, Releases.FindLast(release => release.At <= at)?.Number, at);

    /// <summary>Publishes the release as the next one; days that were to be frozen before are frozen first.</summary>
    public IEnumerable<object> Publish(ReleasedProgramme release, KnownEdition edition)
    {
        if (release.Number != LastNumber() + 1)
            throw new InvalidOperationException($"After release {LastNumber()} comes {LastNumber() + 1} and not {release.Number}.");
        return
        [
            .. Freeze(edition, release.ReleasedAt),
            new ProgrammeReleased(
                IdOf(edition.Id),
                edition.Id,
                Guid.CreateVersion7(),
                release.Number,
                release.Changes,
                [
                    .. release.Meetings.Select(meeting => new PlacedMeeting(
                        meeting.Id,
                        meeting.Kind,
                        meeting.Number,
                        meeting.StartsAt,
                        meeting.EndsAt,
                        meeting.Cancelled,
                        meeting.Sequence,
                        meeting.ChangedIn == release.Number,
                        meeting.LateChanges.Exists(change => change.Release == release.Number))),
                ],
                release.ByWithdrawal,
                release.ReleasedAt),
        ];
    }

    public ProgrammeOfWork Evolve(object @event) => @event switch
    {
        ProgrammeReleased e => this with
        {
            Id = e.ProgrammeId,
            EditionId = e.EditionId,
            Releases = Releases.Add(new NumberedRelease(e.ReleaseId, e.Number, e.At, e.Changes, e.ByWithdrawal, e.Meetings.Count)),
        },
        DayFrozen e => this with { Id = e.ProgrammeId, EditionId = e.EditionId, FrozenDays = FrozenDays.Add(new FrozenDay(e.Day, e.Release, e.At)) },
        _ => this,
    };
}
