using System.Collections.Immutable;
using Forum.Hosting.Paper;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>Something that stands in a calendar, as of a release: a meeting, or a delegation's turn to speak.</summary>
public sealed record CalendarItem
{
    /// <summary>The same over all releases and all calendars.</summary>
    public required Guid Uid { get; init; }

    public required DateTimeOffset StartsAt { get; init; }
    public required DateTimeOffset EndsAt { get; init; }
    public required string Summary { get; init; }
    public required string Category { get; init; }
    public string? Location { get; init; }
    public string Description { get; init; } = "";
    public Uri? Page { get; init; }

    /// <summary>The meeting it is a part of; null when it is the meeting itself.</summary>
    public Guid? PartOf { get; init; }

    /// <summary>It does not take place, or not for those whose calendar this is; it stays, so that their calendars drop it.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Never falls, and rises with every release in which the item is another one (RFC 5545, 3.8.7.4).</summary>
    public int Sequence { get; init; }

    /// <summary>When the release that changed it last was made.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>True when a calendar would show the same.</summary>
    public bool ShowsTheSameAs(CalendarItem other) => this with { Sequence = other.Sequence, ChangedAt = other.ChangedAt } == other;
}

/// <summary>A calendar that is subscribed to: of the whole edition, of a room, of a delegation.</summary>
public abstract record CalendarFeed
{
    private CalendarFeed()
    {
    }

    /// <summary>Part of the file's name.</summary>
    public abstract string FileName { get; }

    /// <summary>What the calendar is called in the list of calendars.</summary>
    public abstract string Name(Publication publication);

    /// <summary>True when the meeting stands in this calendar as of the release that has it so.</summary>
    protected abstract bool Shows(ReleasedMeeting meeting);

    /// <summary>What else of the meeting stands in this calendar.</summary>
    protected virtual IEnumerable<CalendarItem> Parts(ReleasedMeeting meeting, CalendarItem whole) => [];

    /// <summary>
    /// What stands in the calendar as of the publication's release. Read through all releases, because somebody's calendar has what an earlier one told:
    /// what is not in it any more, because it was called off, moved to another room, or the delegation is not at it any more, stays as cancelled.
    /// </summary>
    public ImmutableList<CalendarItem> Items(Publication publication)
    {
        var items = new Dictionary<Guid, CalendarItem>();
        foreach (var release in publication.Releases)
        {
            var sequences = release.Meetings.ToDictionary(meeting => meeting.Id, meeting => meeting.Sequence);
            var now = release.Meetings.Where(Shows).SelectMany(meeting => Told(publication, meeting)).ToDictionary(item => item.Uid);
            foreach (var item in now.Values)
                items[item.Uid] = items.TryGetValue(item.Uid, out var known) ? Changed(known, item, release) : item with { ChangedAt = release.ReleasedAt };
            foreach (var gone in items.Values.Where(item => !now.ContainsKey(item.Uid) && !item.Cancelled).ToList())
                items[gone.Uid] = Changed(gone, gone with { Cancelled = true, Sequence = sequences.GetValueOrDefault(gone.Uid) }, release);
        }

        return [.. items.Values.OrderBy(item => item.StartsAt).ThenBy(item => item.PartOf is not null).ThenBy(item => item.Uid)];
    }

    private static CalendarItem Changed(CalendarItem known, CalendarItem item, ReleasedProgramme release)
    {
        if (known.ShowsTheSameAs(item) && known.Sequence >= item.Sequence)
            return known;
        return item with { Sequence = Math.Max(known.Sequence + 1, item.Sequence), ChangedAt = release.ReleasedAt };
    }

    private IEnumerable<CalendarItem> Told(Publication publication, ReleasedMeeting meeting)
    {
        var whole = new CalendarItem
        {
            Uid = meeting.Id,
            StartsAt = meeting.StartsAt,
            EndsAt = meeting.EndsAt,
            Summary = Printable.Line(meeting.Title),
            Category = ProgrammeWords.Of(meeting.Kind),
            Location = meeting.Room is { } room ? Printable.Line(room) : null,
            Description = string.Join('\n', About(meeting)),
            Page = publication.PageOf(meeting),
            Cancelled = meeting.Cancelled,
            Sequence = meeting.Sequence,
        };
        return [whole, .. Parts(meeting, whole)];
    }

    private static IEnumerable<string> About(ReleasedMeeting meeting)
    {
        if (meeting.Topic is { } topic)
            yield return Printable.Line(topic);
        foreach (var officer in meeting.Officers)
            yield return $"{ProgrammeWords.Of(officer.Role)}: {ProgrammeWords.Who(officer)}";
        if (!meeting.Languages.IsEmpty)
            yield return $"Interpretation: {ProgrammeWords.Of(meeting.Languages)}";
        if (meeting.Seats.Count > 0)
            yield return $"At the table: {ProgrammeWords.Count(meeting.Seats.Count, "participant", "participants")}";
        if (meeting.Speakers.Count > 0)
            yield return "Speakers:";
        foreach (var (index, speaker) in meeting.Speakers.Index())
            yield return $"{index + 1}. {ProgrammeWords.Of(speaker)}{(speaker.StartsAt is { } at ? $" (about {ProgrammeWords.Clock(at)})" : "")}";
    }

    /// <summary>All meetings of the edition.</summary>
    public sealed record OfEdition : CalendarFeed
    {
        public override string FileName => "programme";

        public override string Name(Publication publication) => Printable.Line(publication.Edition.Title);

        protected override bool Shows(ReleasedMeeting meeting) => true;
    }

    /// <summary>The meetings in one room.</summary>
    public sealed record OfRoom(Guid RoomId, string RoomName) : CalendarFeed
    {
        public override string FileName => $"room-{RoomId:N}";

        public override string Name(Publication publication) => Printable.Line($"{RoomName}: {publication.Edition.Title}");

        protected override bool Shows(ReleasedMeeting meeting) => meeting.RoomId == RoomId;
    }

    /// <summary>The meetings at which a delegation speaks, sits or holds an office, and its turn to speak.</summary>
    /// <param name="Participant">Code of the participant.</param>
    public sealed record OfDelegation(string Participant) : CalendarFeed
    {
        public override string FileName => Participant;

        public override string Name(Publication publication) => Printable.Line($"{publication.NameOf(Participant)}: {publication.Edition.Title}");

        protected override bool Shows(ReleasedMeeting meeting) =>
            meeting.Seats.Contains(Participant)
            || meeting.Officers.Exists(officer => officer.Participant == Participant)
            || meeting.Speakers.Exists(speaker => speaker.Participant == Participant);

        /// <summary>When it speaks is an estimate, and said to be one: the list moves with every statement that is longer or shorter.</summary>
        protected override IEnumerable<CalendarItem> Parts(ReleasedMeeting meeting, CalendarItem whole)
        {
            foreach (var (index, speaker) in meeting.Speakers.Index())
            {
                if (speaker.Participant != Participant || speaker.StartsAt is not { } at)
                    continue;
                yield return whole with
                {
                    Uid = speaker.InscriptionId,
                    StartsAt = at,
                    EndsAt = EndOfTurn(meeting, index, at),
                    Summary = $"Statement of {ProgrammeWords.Of(speaker)} (approximate time)",
                    Category = "Statement",
                    Description = string.Join('\n', [whole.Summary, $"Speaker {index + 1} of {meeting.Speakers.Count} at this meeting. The time is an estimate and follows the list of speakers."]),
                    PartOf = meeting.Id,
                    Sequence = 0,
                };
            }
        }

        /// <summary>When the next one speaks; the last one's turn ends with the meeting.</summary>
        private static DateTimeOffset EndOfTurn(ReleasedMeeting meeting, int index, DateTimeOffset at)
        {
            var next = meeting.Speakers.Skip(index + 1).Select(speaker => speaker.StartsAt).FirstOrDefault(start => start > at) ?? meeting.EndsAt;
            return next > at ? next : at.AddMinutes(1);
        }
    }
}
