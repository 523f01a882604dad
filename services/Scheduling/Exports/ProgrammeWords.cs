using System.Globalization;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Paper;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>The words of the published programme that are the same in every form of it.</summary>
public static class ProgrammeWords
{
    /// <summary>Where a meeting is held whose room is not known yet.</summary>
    public const string NoRoom = "Room to be announced";

    public static string Of(MeetingKind kind) => kind switch
    {
        MeetingKind.Plenary => "Plenary meeting",
        MeetingKind.RoundTable => "Round table",
    };

    public static string Of(OfficerRole role) => role switch
    {
        OfficerRole.PresidingOfficer => "Presiding officer",
        OfficerRole.Chair => "Chair",
        OfficerRole.CoChair => "Co-Chair",
        OfficerRole.ViceChair => "Vice-Chair",
        OfficerRole.Moderator => "Moderator",
        OfficerRole.Rapporteur => "Rapporteur",
        OfficerRole.NoteTaker => "Note-taker",
        OfficerRole.SecretaryOfTheMeeting => "Secretary of the meeting",
    };

    public static string Of(ParticipantCategory category) => category switch
    {
        ParticipantCategory.MemberState => "Member State",
        ParticipantCategory.ObserverState => "Observer State",
        ParticipantCategory.StandingInviteeEntity => "Entity with a standing invitation",
        ParticipantCategory.UnSystemEntity => "United Nations agency, fund or programme",
        ParticipantCategory.RegionalCommission => "Regional commission",
        ParticipantCategory.RelatedOrganization => "Related organization",
        ParticipantCategory.Ngo => "Non-governmental organization",
        ParticipantCategory.CivilSociety => "Civil society",
        ParticipantCategory.PrivateSector => "Private sector",
    };

    /// <summary>Into which languages, as a list.</summary>
    public static string Of(IEnumerable<Language> languages) => string.Join(", ", languages);

    /// <summary>Who is called to the floor: the office that opens, or the participant.</summary>
    public static string Of(ReleasedSpeaker speaker) => Printable.Line(speaker.Office ?? speaker.Name ?? speaker.Participant ?? "Speaker to be announced");

    /// <summary>"Name, Minister of Labour (FIN)": name, office held at home, participant, as far as they are known.</summary>
    public static string Who(DesignatedOfficer officer) => Who(officer.Name, officer.Title, officer.Participant);

    /// <inheritdoc cref="Who(DesignatedOfficer)" />
    public static string Who(string? name, string? title, string? participant)
    {
        var who = Printable.Line(string.Join(", ", ((string?[])[string.IsNullOrWhiteSpace(name) ? "name not known" : name, title]).Where(part => !string.IsNullOrWhiteSpace(part))));
        return participant is null ? who : $"{who} ({participant})";
    }

    /// <summary>"10:00", as the clock at the venue shows it.</summary>
    public static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"10:00–13:00", with the day when the meeting ends on another one.</summary>
    public static string Hours(DateTimeOffset from, DateTimeOffset to) =>
        from.Date == to.Date ? $"{Clock(from)}–{Clock(to)}" : $"{Clock(from)}–{Clock(to)} on {Day(DateOnly.FromDateTime(to.DateTime))}";

    /// <summary>"Thursday, 14 September 2006".</summary>
    public static string LongDay(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"14 September 2006".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"14–15 September 2006".</summary>
    public static string Days(Edition edition)
    {
        if (edition.StartsOn == edition.EndsOn)
            return Day(edition.EndsOn);
        return edition.StartsOn.Month == edition.EndsOn.Month && edition.StartsOn.Year == edition.EndsOn.Year
            ? $"{edition.StartsOn.Day.ToString(CultureInfo.InvariantCulture)}–{Day(edition.EndsOn)}"
            : $"{Day(edition.StartsOn)} – {Day(edition.EndsOn)}";
    }

    /// <summary>"3 participants".</summary>
    public static string Count(int count, string one, string more) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : more)}");
}
