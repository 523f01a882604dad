using Forum.Hosting.Store;
using Forum.Registration.Organizations;
using Marten;
using AccreditationStanding = Forum.Contracts.Registration.AccreditationStanding;
using ParticipantCategory = Forum.Contracts.Registration.ParticipantCategory;
using RegionalGroup = Forum.Contracts.Registration.RegionalGroup;

namespace Forum.Registration.Participants;

/// <summary>Against what a registration is held: the list of participants that its edition goes by, and for an organization its accreditation.</summary>
/// <param name="Accreditation">Null when there is none under the participant's code, or none is asked for.</param>
public sealed record Admission(ParticipantList List, Accreditation? Accreditation = null)
{
    /// <summary>
    /// Looks up what there is. The secretariat may register whom no accreditation is asked of without one; an account cannot pass by its own
    /// by calling itself something else.
    /// </summary>
    internal static async Task<Admission> Find(
        IQuerySession session, ParticipantListsAtHand lists, Guid edition, string participant, ParticipantCategory category, bool bySecretariat, CancellationToken ct)
    {
        var list = await lists.For(edition, ct);
        if (list.Knows(participant) || (bySecretariat && !Organization.IsAskedOf(category)))
            return new Admission(list);
        var organization = await session.Query<Organization>().FirstOrDefaultAsync(o => o.Accreditation.EditionId == edition && o.Accreditation.Code == participant, ct);
        return new Admission(list, organization?.Accreditation);
    }

    /// <summary>Status and name are those of the list on the edition's date, whatever they are today; those of an organization of civil society are what it was admitted as.</summary>
    /// <param name="name">What the delegation calls itself; null when it leaves that to the list.</param>
    /// <exception cref="Refusal">The participant is not what it says, or is not admitted.</exception>
    public (string Name, RegionalGroup? Group) Identify(string participant, ParticipantCategory category, string? name, DateOnly asOf)
    {
        var listed = List.Find(participant, asOf);
        if (listed is null && (category is ParticipantCategory.MemberState or ParticipantCategory.ObserverState || List.Knows(participant)))
            throw new Refusal("participant-unknown", $"There is no {participant} on the list of participants of {asOf:yyyy-MM-dd}. Read GET /participants?asOf={asOf:yyyy-MM-dd}&version={List.Number}.", "participant");
        if (listed is not null && category != listed.Category)
            throw new Refusal("category-not-of-participant", $"{participant} takes part as {listed.Category} on {asOf:yyyy-MM-dd}, not as {category}.", "category");
        if (listed is not null && name is not null)
            throw new Refusal("name-from-list", $"The name of {participant} stands on the list of participants. Leave it out.", "name");
        if (listed is null && (Accreditation is not null || Organization.IsAskedOf(category)))
            return (NameAsAdmitted(participant, category, name), null);
        if (listed is null && name is null)
            throw new Refusal("name-required", "An organization registers under its own name. Give it.", "name");
        return (listed?.Name ?? name!, listed?.Group);
    }

    private string NameAsAdmitted(string participant, ParticipantCategory category, string? name)
    {
        if (Accreditation is not { Standing: AccreditationStanding.Cleared } admitted)
            throw new Refusal("organization-not-cleared", $"{participant} is not admitted to this edition. An organization of civil society is proposed under /organizations, and registers once it is cleared.", "participant");
        if (category != admitted.Category)
            throw new Refusal("category-not-of-participant", $"{participant} is admitted as {admitted.Category}, not as {category}.", "category");
        if (name is not null && name != admitted.Name)
            throw new Refusal("name-not-as-admitted", $"{participant} is admitted under another name. Give that, or leave it out.", "name");
        return admitted.Name;
    }
}
