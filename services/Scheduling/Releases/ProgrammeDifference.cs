using System.Collections.Immutable;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Meetings;

namespace Forum.Scheduling.Releases;

/// <summary>What is different between two states of the programme, meeting by meeting. Meetings that are the same in both are not in it.</summary>
/// <param name="From">Number of the release that it starts from; null when there was nothing.</param>
/// <param name="To">Number of the release that it leads to; null for the draft.</param>
public sealed record ProgrammeDifference(Guid EditionId, int? From, int? To, ImmutableList<MeetingChange> Meetings)
{
    public static ImmutableList<MeetingChange> Between(IEnumerable<ReleasedMeeting> before, IEnumerable<ReleasedMeeting> after, WordsOfChange words)
    {
        var old = before.ToDictionary(meeting => meeting.Id);
        return [.. after.InOrder().Select(meeting => MeetingChange.Between(old.GetValueOrDefault(meeting.Id), meeting, words)).OfType<MeetingChange>()];
    }

    /// <summary>What <paramref name="before"/> becomes by the changes; numbers of versions and marks of late changes are not content and stay.</summary>
    public static ImmutableList<ReleasedMeeting> Apply(IEnumerable<ReleasedMeeting> before, IReadOnlyCollection<MeetingChange> changes)
    {
        var byMeeting = changes.ToDictionary(change => change.MeetingId);
        return
        [
            .. before.Select(meeting => byMeeting.TryGetValue(meeting.Id, out var change) ? change.Apply(meeting) : meeting)
                .Concat(changes.Select(change => change.Added).OfType<ReleasedMeeting>())
                .InOrder(),
        ];
    }
}

/// <summary>What can be different about a meeting.</summary>
public enum ChangeKind
{
    Added,
    Moved,
    OtherRoom,
    Retitled,
    OtherTopic,
    OtherOfficers,
    OtherSpeakers,
    OtherSeats,
    OtherLanguages,
    CalledOff,

    /// <summary>It was called off and is held after all.</summary>
    Reinstated,
}

/// <summary>What is different about one meeting. What is null is the same in both.</summary>
public sealed record MeetingChange
{
    public required Guid MeetingId { get; init; }
    public required MeetingKind Kind { get; init; }
    public required int Number { get; init; }

    /// <summary>In the order of the members below.</summary>
    public required ImmutableList<ChangeKind> Kinds { get; init; }

    /// <summary>The meeting that was not there before; then nothing else is said.</summary>
    public ReleasedMeeting? Added { get; init; }

    public Replaced<MeetingTime>? Time { get; init; }
    public Replaced<AssignedRoom>? Room { get; init; }
    public Replaced<string>? Title { get; init; }
    public Replaced<SubjectOfTable>? Topic { get; init; }
    public TakenAndGiven<DesignatedOfficer>? Officers { get; init; }
    public SpeakersChange? Speakers { get; init; }

    /// <summary>Codes of participants.</summary>
    public TakenAndGiven<string>? Seats { get; init; }

    public TakenAndGiven<Language>? Languages { get; init; }
    public Replaced<bool>? Cancelled { get; init; }

    /// <summary>The same as sentences.</summary>
    public ImmutableList<string> Words { get; init; } = [];

    /// <summary>True when the meeting's day is frozen, so that it is shown as a change. Null when nobody can say yet, or it is between two releases that are not neighbours.</summary>
    public bool? Late { get; init; }

    /// <param name="before">Null when it was not there.</param>
    /// <returns>Null when nothing is different.</returns>
    public static MeetingChange? Between(ReleasedMeeting? before, ReleasedMeeting after, WordsOfChange words)
    {
        var change = new MeetingChange { MeetingId = after.Id, Kind = after.Kind, Number = after.Number, Kinds = [] };
        change = before is null
            ? change with { Added = after }
            : change with
            {
                Time = Replaced.When(new MeetingTime(before.StartsAt, before.EndsAt), new MeetingTime(after.StartsAt, after.EndsAt)),
                Room = Replaced.When(new AssignedRoom(before.RoomId, before.Room), new AssignedRoom(after.RoomId, after.Room)),
                Title = Replaced.When(before.Title, after.Title),
                Topic = Replaced.When(new SubjectOfTable(before.RoundTable, before.Topic), new SubjectOfTable(after.RoundTable, after.Topic)),
                Officers = TakenAndGiven.Between(before.Officers, after.Officers),
                Speakers = SpeakersChange.Between(before.Speakers, after.Speakers),
                Seats = TakenAndGiven.Between(before.Seats, after.Seats),
                Languages = TakenAndGiven.Between(before.Languages, after.Languages),
                Cancelled = Replaced.When(before.Cancelled, after.Cancelled),
            };
        change = change with { Kinds = [.. change.Found()] };
        return change.Kinds.IsEmpty ? null : change with { Words = [.. words.Of(change, before, after)] };
    }

    /// <summary>The meeting as it is after the change.</summary>
    public ReleasedMeeting Apply(ReleasedMeeting meeting) => Added ?? meeting with
    {
        StartsAt = Time?.After.StartsAt ?? meeting.StartsAt,
        EndsAt = Time?.After.EndsAt ?? meeting.EndsAt,
        RoomId = Room is null ? meeting.RoomId : Room.After.RoomId,
        Room = Room is null ? meeting.Room : Room.After.Name,
        Title = Title?.After ?? meeting.Title,
        RoundTable = Topic is null ? meeting.RoundTable : Topic.After.RoundTable,
        Topic = Topic is null ? meeting.Topic : Topic.After.Topic,
        Officers = Officers is null ? meeting.Officers : [.. Officers.Apply(meeting.Officers).InOrder()],
        Speakers = Speakers is null ? meeting.Speakers : Speakers.Apply(meeting.Speakers),
        Seats = Seats is null ? meeting.Seats : [.. Seats.Apply(meeting.Seats).Order(StringComparer.Ordinal)],
        Languages = Languages is null ? meeting.Languages : [.. Languages.Apply(meeting.Languages).Order()],
        Cancelled = Cancelled?.After ?? meeting.Cancelled,
    };

    private IEnumerable<ChangeKind> Found()
    {
        if (Added is not null)
            yield return ChangeKind.Added;
        if (Time is not null)
            yield return ChangeKind.Moved;
        if (Room is not null)
            yield return ChangeKind.OtherRoom;
        if (Title is not null)
            yield return ChangeKind.Retitled;
        if (Topic is not null)
            yield return ChangeKind.OtherTopic;
        if (Officers is not null)
            yield return ChangeKind.OtherOfficers;
        if (Speakers is not null)
            yield return ChangeKind.OtherSpeakers;
        if (Seats is not null)
            yield return ChangeKind.OtherSeats;
        if (Languages is not null)
            yield return ChangeKind.OtherLanguages;
        if (Cancelled is not null)
            yield return Cancelled.After ? ChangeKind.CalledOff : ChangeKind.Reinstated;
    }
}

/// <summary>One thing in the place of another.</summary>
public sealed record Replaced<T>(T Before, T After);

/// <summary>Compares.</summary>
internal static class Replaced
{
    /// <summary>Null when both are the same.</summary>
    public static Replaced<T>? When<T>(T before, T after) => EqualityComparer<T>.Default.Equals(before, after) ? null : new Replaced<T>(before, after);
}

/// <summary>Planned start and end, with the venue's offset.</summary>
public sealed record MeetingTime(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>The same instant at another offset is another time on the wall.</summary>
    public bool Equals(MeetingTime? other) => other is not null && StartsAt.EqualsExact(other.StartsAt) && EndsAt.EqualsExact(other.EndsAt);

    public override int GetHashCode() => HashCode.Combine(StartsAt, EndsAt);
}

/// <summary>A room, or none.</summary>
public sealed record AssignedRoom(Guid? RoomId, string? Name);

/// <summary>Which round table sits, and what it discusses.</summary>
public sealed record SubjectOfTable(int? RoundTable, string? Topic);

/// <summary>What was there and is not any more, and what is there now.</summary>
public sealed record TakenAndGiven<T>(ImmutableList<T> Removed, ImmutableList<T> Added)
{
    internal IEnumerable<T> Apply(IEnumerable<T> before) => before.Except(Removed).Concat(Added);
}

/// <summary>Compares lists in which order does not matter.</summary>
internal static class TakenAndGiven
{
    public static TakenAndGiven<T>? Between<T>(ImmutableList<T> before, ImmutableList<T> after)
    {
        ImmutableList<T> removed = [.. before.Except(after)], added = [.. after.Except(before)];
        return removed.IsEmpty && added.IsEmpty ? null : new TakenAndGiven<T>(removed, added);
    }
}

/// <summary>What is different about those who speak.</summary>
/// <param name="Removed">Who does not speak there any more.</param>
/// <param name="Added">Who speaks there now.</param>
/// <param name="Other">Who speaks there as before, at another time.</param>
/// <param name="Order">Ids of the inscriptions in their order now.</param>
public sealed record SpeakersChange(
    ImmutableList<ReleasedSpeaker> Removed, ImmutableList<ReleasedSpeaker> Added, ImmutableList<Replaced<ReleasedSpeaker>> Other, ImmutableList<Guid> Order)
{
    internal static SpeakersChange? Between(ImmutableList<ReleasedSpeaker> before, ImmutableList<ReleasedSpeaker> after)
    {
        if (before.SequenceEqual(after))
            return null;
        var old = before.ToDictionary(speaker => speaker.InscriptionId);
        var now = after.Select(speaker => speaker.InscriptionId).ToHashSet();
        return new SpeakersChange(
            before.RemoveAll(speaker => now.Contains(speaker.InscriptionId)),
            after.RemoveAll(speaker => old.ContainsKey(speaker.InscriptionId)),
            [
                .. after.Where(speaker => old.ContainsKey(speaker.InscriptionId) && old[speaker.InscriptionId] != speaker)
                    .Select(speaker => new Replaced<ReleasedSpeaker>(old[speaker.InscriptionId], speaker)),
            ],
            [.. after.Select(speaker => speaker.InscriptionId)]);
    }

    internal ImmutableList<ReleasedSpeaker> Apply(ImmutableList<ReleasedSpeaker> before)
    {
        var speakers = before.Concat(Added).Concat(Other.Select(other => other.After)).GroupBy(speaker => speaker.InscriptionId).ToDictionary(same => same.Key, same => same.Last());
        return [.. Order.Select(id => speakers[id])];
    }
}

/// <summary>The orders that a release has, so that two that say the same look the same.</summary>
internal static class InTheOrderOfTheProgramme
{
    public static IEnumerable<ReleasedMeeting> InOrder(this IEnumerable<ReleasedMeeting> meetings) =>
        meetings.OrderBy(meeting => meeting.StartsAt).ThenBy(meeting => meeting.Kind).ThenBy(meeting => meeting.Number).ThenBy(meeting => meeting.Id);

    public static IEnumerable<DesignatedOfficer> InOrder(this IEnumerable<DesignatedOfficer> officers) =>
        officers.OrderBy(officer => officer.Role).ThenBy(officer => officer.Participant, StringComparer.Ordinal).ThenBy(officer => officer.Name, StringComparer.Ordinal);
}
