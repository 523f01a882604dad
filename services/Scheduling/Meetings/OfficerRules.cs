using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;

namespace Forum.Scheduling.Meetings;

/// <summary>Who may hold which office of a round table beside whom.</summary>
internal static class OfficerRules
{
    /// <summary>The offices that a round table does not sit without and that nobody of these holds. Whoever may preside fills the chair.</summary>
    public static ImmutableList<OfficerRole> MissingAtRoundTable(ImmutableList<DesignatedOfficer> officers) =>
    [
        .. ((OfficerRole[])[OfficerRole.Chair, OfficerRole.Rapporteur, OfficerRole.NoteTaker, OfficerRole.SecretaryOfTheMeeting])
            .Where(needed => !officers.Exists(held => held.Role == needed || (needed.Chairs() && held.Role.Chairs()))),
    ];

    /// <exception cref="Refusal">The round table has its chair or its two co-chairs, they would be of one group, or chair and rapporteur of one delegation.</exception>
    public static void MustHoldBeside(DesignatedOfficer officer, ProgrammeEntry entry)
    {
        var chairs = entry.Officers.FindAll(held => held.Role.IsChairOfTable());
        if (officer.Role.IsChairOfTable() && chairs.Count > 0 && !(officer.Role is OfficerRole.CoChair && chairs is [{ Role: OfficerRole.CoChair }]))
            throw new Refusal("chair-already-named", "A round table has one chair or two co-chairs. Release whoever was named first.", "role");
        if (officer.Role is OfficerRole.CoChair && officer.Group is { } group && chairs.Exists(held => held.Group == group))
            throw new Refusal("co-chairs-of-one-group", "Co-chairs come from different regional groups. Name somebody of another group.", "participant");

        var beside = officer.Role is OfficerRole.Rapporteur ? entry.Officers.FindAll(held => held.Role.Chairs())
            : officer.Role.Chairs() ? entry.Officers.FindAll(held => held.Role is OfficerRole.Rapporteur)
            : [];
        if (!entry.ChairAndRapporteurOfOneDelegation && officer.Participant is { } participant && beside.Exists(held => held.Participant == participant))
        {
            throw new Refusal(
                "chair-and-rapporteur-of-one-delegation",
                "Chair and rapporteur come from different delegations. Name somebody of another one, or let the meeting have both from one (chairAndRapporteurOfOneDelegation).",
                "participant");
        }
    }

    /// <exception cref="Refusal">Somebody would chair two round tables at once.</exception>
    public static void MustStillHold(Guid meetingId, ProgrammeEntry entry, Programme programme)
    {
        if (entry.Kind is not MeetingKind.RoundTable)
            return;
        foreach (var other in programme.Meetings.Where(other => other.Id != meetingId && other.Entry.Kind is MeetingKind.RoundTable && other.Entry.IsToBeHeld() && other.Entry.Overlaps(entry)))
        {
            if (entry.Officers.Exists(officer => officer.Role.Chairs() && other.Entry.Officers.Exists(held => held.Role.Chairs() && AreOne(officer, held))))
                throw new Refusal("chair-elsewhere", $"Nobody chairs two round tables at once; whoever was named chairs {other.Entry.Named()} at that time, too.", "name");
        }
    }

    /// <exception cref="Refusal">The officer's regional group has a chair, and one that asks for a chair has none.</exception>
    public static void MustLeaveOthersTheirChair(DesignatedOfficer officer, Guid meetingId, Programme programme, IReadOnlyCollection<RegionalGroup> asking)
    {
        if (!officer.Role.IsChairOfTable() || officer.Group is not { } group)
            return;
        var chaired = programme.Meetings
            .Where(other => other.Id != meetingId && other.Entry is { Kind: MeetingKind.RoundTable, State: not MeetingState.Cancelled })
            .SelectMany(other => other.Entry.Officers)
            .Where(held => held.Role.IsChairOfTable())
            .Select(held => held.Group)
            .ToHashSet();
        var without = asking.Where(asks => asks != group && !chaired.Contains(asks)
            && !programme.Meetings.Any(meeting => meeting.Id == meetingId && meeting.Entry.Officers.Exists(held => held.Role.IsChairOfTable() && held.Group == asks))).Order().ToArray();
        if (chaired.Contains(group) && without.Length > 0)
        {
            throw new Refusal(
                "group-has-a-chair",
                $"The group has the chair of a round table already, and {string.Join(", ", without)} asked for one and {(without.Length == 1 ? "has" : "have")} none. Name somebody of those, or give the reason of an exception (exceptionReason).",
                "participant");
        }
    }

    /// <summary>By their names: who of them is not known is nobody's double.</summary>
    private static bool AreOne(DesignatedOfficer one, DesignatedOfficer other) =>
        one.Name is { } name && string.Equals(name, other.Name, StringComparison.OrdinalIgnoreCase) && one.Participant == other.Participant;
}
