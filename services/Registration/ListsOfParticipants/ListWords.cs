using System.Globalization;
using Forum.Contracts.Registration;
using Forum.Registration.Delegations;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>The words of the printed list that are the same in every form of it.</summary>
public static class ListWords
{
    public static string Of(ParticipantCategory category) => category switch
    {
        ParticipantCategory.MemberState => "Member States",
        ParticipantCategory.ObserverState => "Observer States",
        ParticipantCategory.StandingInviteeEntity => "Entities and organizations with a standing invitation",
        ParticipantCategory.UnSystemEntity => "United Nations agencies, funds and programmes",
        ParticipantCategory.RegionalCommission => "Regional commissions",
        ParticipantCategory.RelatedOrganization => "Related organizations",
        ParticipantCategory.Ngo => "Non-governmental organizations",
        ParticipantCategory.CivilSociety => "Civil society",
        ParticipantCategory.PrivateSector => "Private sector",
    };

    public static string Of(DelegationRole role, int count = 1) => (role, count) switch
    {
        (DelegationRole.HeadOfDelegation, _) => "Head of delegation",
        (DelegationRole.Representative, 1) => "Representative",
        (DelegationRole.Representative, _) => "Representatives",
        (DelegationRole.AlternateRepresentative, 1) => "Alternate representative",
        (DelegationRole.AlternateRepresentative, _) => "Alternate representatives",
        (DelegationRole.Adviser, 1) => "Adviser",
        (DelegationRole.Adviser, _) => "Advisers",
        (DelegationRole.TechnicalAdviser, 1) => "Technical adviser",
        (DelegationRole.TechnicalAdviser, _) => "Technical advisers",
        (DelegationRole.Expert, 1) => "Expert",
        (DelegationRole.Expert, _) => "Experts",
    };

    public static string Of(Tally tally) => tally.Value is { } value ? Number(value) : $"not known: {tally.Unknown}";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"14–15 September 2006".</summary>
    public static string Days(ListedEdition edition)
    {
        if (edition.StartsOn == edition.EndsOn)
            return Day(edition.EndsOn);
        return edition.StartsOn.Month == edition.EndsOn.Month && edition.StartsOn.Year == edition.EndsOn.Year
            ? $"{Number(edition.StartsOn.Day)}–{Day(edition.EndsOn)}"
            : $"{Day(edition.StartsOn)} – {Day(edition.EndsOn)}";
    }

    /// <summary>The rows of the count: what of, and how many.</summary>
    public static IEnumerable<(string What, string HowMany)> Counts(PrintedList list) =>
    [
        ("Delegations registered", Number(list.Delegations)),
        ("People registered", Number(list.People)),
        ("Delegations present", Of(list.Attendance.Present)),
        ("Delegations that spoke", Of(list.Attendance.Spoke)),
    ];

    /// <summary>What changed in all, in one sentence.</summary>
    public static string Changes(ListChanges changes) => changes.Delegations is []
        ? $"No delegation has changed since {changes.Since}."
        : $"Since {changes.Since}: delegations added {Number(changes.Added)}, withdrawn {Number(changes.Withdrawn)}; heads changed {Number(changes.NewHeads)}; people added {Number(changes.Joined)}, taken off {Number(changes.Left)}.";

    /// <summary>What changed in one delegation.</summary>
    public static string Change(ChangedDelegation delegation) => delegation.Change switch
    {
        DelegationChange.Added => $"added, with {Number(delegation.Joined)} on the list",
        DelegationChange.Withdrawn => "withdrawn",
        DelegationChange.Changed => string.Join("; ", Parts(delegation)),
    };

    private static IEnumerable<string> Parts(ChangedDelegation delegation)
    {
        if (delegation.Renamed)
            yield return "listed otherwise";
        if (delegation.NewHead)
            yield return "another head";
        if (delegation.Joined > 0)
            yield return $"{Number(delegation.Joined)} added";
        if (delegation.Left > 0)
            yield return $"{Number(delegation.Left)} taken off";
        if (delegation.NewRoles > 0)
            yield return $"{Number(delegation.NewRoles)} in another role";
        if (delegation.Corrected > 0)
            yield return $"{Number(delegation.Corrected)} named otherwise";
    }
}
