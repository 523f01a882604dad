using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>
/// Figures of the plenary (A/61/515, para. 2). States and entities are counted, not statements: whoever spoke twice counts with the first statement,
/// at the rank that its speaker had then.
/// </summary>
public static class PlenaryFigures
{
    public static readonly IReadOnlyList<FigureRule> Rules =
    [
        new("plenaryMeetings", "Plenary meetings", 2, "Plenary meetings that were concluded.", PlenaryMeetings),
        new("openingStatements", "Opening statements", 2, "Statements that were made before the debate, by offices of the United Nations.", OpeningStatements),
        new("memberStatesSpoke", "Member States that made statements", 2, "Member States that spoke in the debate, each counted once.", MemberStatesSpoke),
        new("vicePresidents", "… by a Vice-President", 2, "Of these, those whose speaker was a Vice-President.", VicePresidents),
        new("ministers", "… by ministers", 2, "Of these, those whose speaker was a minister, of foreign affairs or another.", Ministers),
        new("viceMinisters", "… by vice-ministers", 2, "Of these, those whose speaker was a vice-minister.", ViceMinisters),
        new("otherOfficials", "… by other high-level officials", 2, "Of these, those whose speaker had any other rank.", OtherOfficials),
        new("observerStatesSpoke", "Observer States that spoke", 2, "Observer States that spoke in the debate, each counted once.", ObserverStatesSpoke),
        new("entitiesSpoke", "Entities and organizations with a standing invitation that spoke", 2, "Such entities that spoke in the debate, each counted once.", EntitiesSpoke),
        new("speakersAfterOpening", "Speakers after the opening", 2, "Participants of any category that spoke in the debate, each counted once.", SpeakersAfterOpening),
        new("speakersInAll", "Speakers in all", 2, "Opening statements and speakers after the opening together.", SpeakersInAll),
    ];

    private static Count PlenaryMeetings(Course course) => Count.Of(course.Concluded(MeetingKind.Plenary));

    private static Count OpeningStatements(Course course) => Heard(course, course.Openings());

    private static Count MemberStatesSpoke(Course course) => Heard(course, MemberStates(course));

    private static Count VicePresidents(Course course) => Heard(course, MemberStates(course).Where(IsVicePresident));

    private static Count Ministers(Course course) => Heard(course, MemberStates(course).Where(IsMinister));

    private static Count ViceMinisters(Course course) => Heard(course, MemberStates(course).Where(IsViceMinister));

    private static Count OtherOfficials(Course course) => Heard(course, MemberStates(course).Where(IsOther));

    private static Count ObserverStatesSpoke(Course course) => Heard(course, Of(course, ParticipantCategory.ObserverState));

    private static Count EntitiesSpoke(Course course) => Heard(course, Of(course, ParticipantCategory.StandingInviteeEntity));

    private static Count SpeakersAfterOpening(Course course) => Heard(course, course.Speakers());

    private static Count SpeakersInAll(Course course) => Heard(course, [.. course.Openings(), .. course.Speakers()]);

    internal static bool IsVicePresident(StatementHeard statement) => statement.Rank is RankLevel.VicePresident;

    internal static bool IsMinister(StatementHeard statement) => statement.Rank is RankLevel.ForeignMinister or RankLevel.Minister;

    internal static bool IsViceMinister(StatementHeard statement) => statement.Rank is RankLevel.ViceMinister;

    internal static bool IsOther(StatementHeard statement) => !(IsVicePresident(statement) || IsMinister(statement) || IsViceMinister(statement));

    internal static IEnumerable<StatementHeard> MemberStates(Course course) => Of(course, ParticipantCategory.MemberState);

    private static IEnumerable<StatementHeard> Of(Course course, ParticipantCategory category) => course.Speakers().Where(speaker => speaker.Category == category);

    /// <summary>Before the first statement nobody knows how many there will be; after it, none is a number too.</summary>
    private static Count Heard(Course course, IEnumerable<StatementHeard> statements) =>
        course.Statements.Count == 0 ? Count.NotKnown("No statement has been heard yet.") : Count.Of([.. statements]);
}
