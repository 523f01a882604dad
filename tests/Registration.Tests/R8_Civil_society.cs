using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Registration.Editions;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using FsCheck;
using FsCheck.Fluent;
using static Forum.Registration.Tests.Story;
using Organization = Forum.Registration.Organizations.Organization;
using OrganizationCirculated = Forum.Registration.Organizations.OrganizationCirculated;
using OrganizationCleared = Forum.Registration.Organizations.OrganizationCleared;
using OrganizationObjected = Forum.Registration.Organizations.OrganizationObjected;

namespace Forum.Registration.Tests;

/// <summary>Proposed, shown to the Member States, objected to or cleared at the deadline: only then an organization of civil society registers.</summary>
public sealed class R8_Civil_society
{
    private const int Days = 14;
    private static readonly DateTimeOffset Deadline = Noon.AddDays(Days);

    [Fact]
    public void an_organization_of_civil_society_is_proposed_under_a_code_of_its_own()
    {
        Propose().Then<OrganizationProposed>().Accreditation.Standing.ShouldBe(AccreditationStanding.Proposed);
        Propose(new Organization(), p => p with { Code = "FRA" }).ThenRefused("code-of-participant");
        Propose(new Organization(), p => p with { Code = "SSD" }).ThenRefused("code-of-participant");
        Propose(new Organization(), p => p with { Category = ParticipantCategory.UnSystemEntity }).ThenRefused("not-civil-society");
        Propose(new Organization(), p => p with { Category = ParticipantCategory.MemberState }).ThenRefused("not-civil-society");
        Propose(Proposed()).ThenRefused("organization-already-proposed");
        Propose(Proposed(TakesBack)).Then<OrganizationProposed>();
    }

    [Fact]
    public void an_account_proposes_its_organization_while_the_window_is_open_and_the_secretariat_until_the_edition_is_over()
    {
        Propose(state: EditionState.Announced).Then<OrganizationProposed>();
        Propose(state: EditionState.RegistrationClosed).ThenRefused("registration-not-open");
        Propose(state: EditionState.RegistrationClosed, bySecretariat: true).Then<OrganizationProposed>();
        Propose(state: EditionState.Closed, bySecretariat: true).ThenRefused("edition-closed");
    }

    [Fact]
    public void it_circulates_for_the_days_of_the_modalities()
    {
        Given().When(Circulates).Then<OrganizationCirculated>().Accreditation.CirculatedUntil.ShouldBe(Deadline);
        Given(Circulates).When(Circulates).ThenNothing();
        Given().When(o => CirculateOrganization.Decide(o, With(days: null), Noon)).ThenRefused("no-objection-not-asked");
        Given(TakesBack).When(Circulates).ThenRefused("not-proposed");
    }

    [Fact]
    public void silence_until_the_deadline_clears_it_then_and_not_when_it_is_recorded()
    {
        var cleared = Given(Circulates).When(EndCirculation.Decide).Then<OrganizationCleared>();
        (cleared.By, cleared.At, cleared.Accreditation.Standing).ShouldBe((Clearance.NoObjection, Deadline, AccreditationStanding.Cleared));
        Given(Circulates, EndCirculation.Decide).When(EndCirculation.Decide).ThenNothing();
        Given().When(EndCirculation.Decide).ThenNothing();
        Given(Circulates, TakesBack).When(EndCirculation.Decide).ThenNothing();
    }

    [Fact]
    public void an_objection_that_stands_at_the_deadline_keeps_it_out()
    {
        Given(Circulates).When(Objects("FRA")).Then<OrganizationObjected>().Accreditation.Standing.ShouldBe(AccreditationStanding.Objected);
        Given(Circulates, Objects("FRA")).When(Objects("FRA")).ThenNothing();
        Given(Circulates, Objects("FRA")).When(EndCirculation.Decide).Then<CirculationEnded>().At.ShouldBe(Deadline);
        Given(Circulates, Objects("FRA"), EndCirculation.Decide).When(EndCirculation.Decide).ThenNothing();
        Given(Circulates, Objects("FRA"), EndCirculation.Decide).When(NoLonger("FRA")).ThenRefused("circulation-over");
        Given(Circulates, Objects("FRA"), EndCirculation.Decide).When(TakesBack).ThenRefused("circulation-over");
    }

    [Fact]
    public void an_objection_may_be_withdrawn_before_the_deadline_and_the_others_stand()
    {
        Given(Circulates, Objects("FRA")).When(NoLonger("FRA")).Then<ObjectionWithdrawn>().Accreditation.Standing.ShouldBe(AccreditationStanding.Circulated);
        Given(Circulates, Objects("FRA"), Objects("NOR")).When(NoLonger("FRA")).Then<ObjectionWithdrawn>().Accreditation.Standing.ShouldBe(AccreditationStanding.Objected);
        Given(Circulates, Objects("FRA"), NoLonger("FRA")).When(NoLonger("FRA")).ThenNothing();
        Given(Circulates, Objects("FRA"), NoLonger("FRA")).When(EndCirculation.Decide).Then<OrganizationCleared>();
        Given(Circulates, Objects("FRA"), NoLonger("FRA"), Objects("FRA")).When(EndCirculation.Decide).Then<CirculationEnded>();
        Should.Throw<Missing>(() => NoLonger("NOR")(Proposed(Circulates, Objects("FRA"))).ToArray());
    }

    [Theory]
    [InlineData("VAT")]
    [InlineData("PSE")]
    [InlineData("SSD")]
    [InlineData("NGO-2")]
    public void only_who_is_a_Member_State_on_the_day_is_asked(string code) => Given(Circulates).When(Objects(code)).ThenRefused("not-a-member");

    [Fact]
    public void nobody_objects_before_it_circulates_or_after_the_deadline_also_where_that_is_not_recorded_yet()
    {
        Given().When(Objects("FRA")).ThenRefused("not-circulated");
        Given(Circulates).When(Objects("FRA", Deadline.AddTicks(-1))).Then<OrganizationObjected>();
        Given(Circulates).When(Objects("FRA", Deadline)).ThenRefused("circulation-over");
        Given(Circulates, Objects("FRA")).When(NoLonger("FRA", Deadline)).ThenRefused("circulation-over");
        Given(Circulates, EndCirculation.Decide).When(Objects("FRA")).ThenRefused("not-circulated");
    }

    [Fact]
    public void where_no_objection_is_not_asked_for_the_secretariat_clears_it()
    {
        Given().When(o => ClearOrganization.Decide(o, With(days: null), Noon)).Then<OrganizationCleared>().By.ShouldBe(Clearance.Secretariat);
        Given(Clears).When(Clears).ThenNothing();
        Given().When(o => ClearOrganization.Decide(o, With(), Noon)).ThenRefused("no-objection-asked");
        Given(TakesBack).When(Clears).ThenRefused("not-proposed");
        // Who is admitted stays so.
        Given(Clears).When(TakesBack).ThenRefused("organization-cleared");
    }

    [Theory]
    [InlineData(ParticipantCategory.Ngo)]
    [InlineData(ParticipantCategory.CivilSociety)]
    [InlineData(ParticipantCategory.PrivateSector)]
    public void it_registers_under_its_name_once_it_is_cleared(ParticipantCategory category)
    {
        var cleared = Accredited(category, AccreditationStanding.Cleared);
        Registered("An organization", category, cleared).ShouldBe("An organization");
        Registered(null, category, cleared).ShouldBe("An organization");
        Refused("Another", category, cleared).ShouldBe("name-not-as-admitted");
        Refused(null, category, null).ShouldBe("organization-not-cleared");
        foreach (var standing in Enum.GetValues<AccreditationStanding>().Except([AccreditationStanding.Cleared]))
            Refused(null, category, Accredited(category, standing)).ShouldBe("organization-not-cleared");
        // Nobody passes by its accreditation by calling itself something else.
        Refused("An organization", ParticipantCategory.UnSystemEntity, cleared).ShouldBe("category-not-of-participant");
        Refused("An organization", ParticipantCategory.UnSystemEntity, Accredited(category, AccreditationStanding.Objected)).ShouldBe("organization-not-cleared");
    }

    [Fact]
    public void there_are_as_many_delegations_of_civil_society_as_the_modalities_say()
    {
        var (edition, first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var full = new CivilSocietyPlaces().Evolve(new PlaceTaken(edition, first, Noon));
        Should.Throw<Refusal>(() => full.Take(edition, second, most: 1, Noon)).ShouldSatisfyAllConditions(refusal => refusal.Code.ShouldBe("civil-society-full"), refusal => refusal.TakenByAnother.ShouldBeTrue());
        full.Take(edition, first, most: 1, Noon).ShouldBeEmpty();
        full.Take(edition, second, most: 2, Noon).ShouldBe([new PlaceTaken(edition, second, Noon)]);
        full.GiveBack(second, Noon).ShouldBeEmpty();
        full.Evolve(full.GiveBack(first, Noon).Single()).Take(edition, second, most: 1, Noon).ShouldBe([new PlaceTaken(edition, second, Noon)]);
        Should.Throw<Refusal>(() => new CivilSocietyPlaces().Take(edition, first, most: 0, Noon)).Code.ShouldBe("civil-society-full");
    }

    [Fact]
    public void whatever_is_asked_in_whatever_order_who_is_cleared_was_objected_to_by_nobody_and_stays_cleared() => Prop.ForAll(
        Arb.From(
            (from what in Gen.Elements("circulate", "object", "no longer", "end", "clear", "take back", "propose")
             from member in Gen.Elements("FRA", "NOR", "VAT")
             from hours in Gen.Choose(0, 200)
             select (What: what, Member: member, Hours: hours)).ArrayOf(),
            steps => steps.Length == 0 ? [] : Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, n) => n != left).ToArray())),
        steps =>
        {
            foreach (var days in new int?[] { Days, null })
            {
                var (organization, at) = (Proposed(), Noon);
                foreach (var step in steps)
                {
                    at = at.AddHours(step.Hours);
                    var before = organization;
                    organization = Fold(organization, Asked(organization, step.What, step.Member, With(days), at));
                    var (was, stands) = (before.Accreditation, organization.Accreditation);

                    (organization.Id, stands.EditionId, stands.Code).ShouldBe((before.Id, was.EditionId, was.Code));
                    (stands.Standing is AccreditationStanding.Objected).ShouldBe(organization.Objections.Any(o => o.Stands) && stands.Standing is not AccreditationStanding.Withdrawn);
                    (stands.Standing is AccreditationStanding.Cleared).ShouldBe(organization.ClearedAt is not null);
                    organization.Objections.Where(o => o.Member == "VAT" || !(o.At < stands.CirculatedUntil) || !(o.WithdrawnAt is null || o.WithdrawnAt < stands.CirculatedUntil)).ShouldBeEmpty();
                    organization.Objections.Where(o => o.Stands).Select(o => o.Member).ShouldBeUnique();
                    if (was.Standing is AccreditationStanding.Cleared)
                        organization.ShouldBe(before);
                    if (organization.ClearedBy is Clearance.NoObjection)
                        organization.ClearedAt.ShouldBe(stands.CirculatedUntil);
                    (organization.ClearedBy is Clearance.Secretariat).ShouldBe(organization.ClearedAt is not null && days is null);
                    if (before.EndedAt is not null)
                        organization.ShouldBe(before);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithQuietOnSuccess(true));

    private static object[] Asked(Organization organization, string what, string member, KnownEdition edition, DateTimeOffset at)
    {
        try
        {
            // The watch asks at the deadline or later, never before.
            object[] events = what switch
            {
                "circulate" => [.. CirculateOrganization.Decide(organization, edition, at)],
                "object" => [.. ObjectToOrganization.Decide(organization, edition, member, ParticipantList.Shipped, RemarkId, at)],
                "no longer" => [.. WithdrawObjection.Decide(organization, member, at)],
                "end" => at >= organization.Accreditation.CirculatedUntil ? [.. EndCirculation.Decide(organization)] : [],
                "clear" => [.. ClearOrganization.Decide(organization, edition, at)],
                "take back" => [.. WithdrawProposal.Decide(organization, at)],
                _ => [.. Proposal().Decide(edition, organization, ParticipantList.Shipped, organization.Id, RemarkId, bySecretariat: true, at)],
            };
            return events;
        }
        catch (Exception e) when (e is Refusal or Missing)
        {
            return [];
        }
    }

    private static KnownEdition With(int? days = Days, EditionState state = EditionState.RegistrationOpen)
    {
        var edition = Edition(state);
        return edition with { Edition = edition.Edition with { ModalityProfile = new ModalityProfile { Code = "of-our-own", NoObjectionDays = days } } };
    }

    private static ProposeOrganization Proposal() => new() { EditionId = Edition().Id, Code = "NGO-1", Name = "An organization", Category = ParticipantCategory.Ngo, Profile = "What it does." };

    private static Decided Propose(Organization? before = null, Func<ProposeOrganization, ProposeOrganization>? with = null, EditionState state = EditionState.RegistrationOpen, bool bySecretariat = false) =>
        new Decider<Organization?>(before is { Accreditation: null } ? null : before).When(known =>
            (with?.Invoke(Proposal()) ?? Proposal()).Decide(With(state: state), known, ParticipantList.Shipped, Id, RemarkId, bySecretariat, Morning));

    private static Organization Fold(Organization organization, IEnumerable<object> events) => events.Aggregate(organization, (state, e) => state.Evolve(e));

    private static Organization Proposed(params Func<Organization, IEnumerable<object>>[] steps) =>
        steps.Aggregate(Fold(new Organization(), Proposal().Decide(With(), null, ParticipantList.Shipped, Id, RemarkId, bySecretariat: true, Morning)), (organization, step) => Fold(organization, step(organization)));

    private static Decider<Organization> Given(params Func<Organization, IEnumerable<object>>[] steps) => new(Proposed(steps));

    private static IEnumerable<object> Circulates(Organization organization) => CirculateOrganization.Decide(organization, With(), Noon);

    private static IEnumerable<object> Clears(Organization organization) => ClearOrganization.Decide(organization, With(days: null), Noon);

    private static IEnumerable<object> TakesBack(Organization organization) => WithdrawProposal.Decide(organization, Evening);

    private static Func<Organization, IEnumerable<object>> Objects(string member, DateTimeOffset? at = null) =>
        organization => ObjectToOrganization.Decide(organization, With(), member, ParticipantList.Shipped, RemarkId, at ?? Evening);

    private static Func<Organization, IEnumerable<object>> NoLonger(string member, DateTimeOffset? at = null) => organization => WithdrawObjection.Decide(organization, member, at ?? Evening);

    private static Accreditation Accredited(ParticipantCategory category, AccreditationStanding standing) =>
        new() { EditionId = Edition().Id, Code = "NGO-1", Name = "An organization", Category = category, Standing = standing };

    private static string Registered(string? name, ParticipantCategory category, Accreditation? accreditation) =>
        Register(Story.Organization("NGO-1", name, category), admission: new Admission(ParticipantList.Shipped, accreditation)).ShouldHaveSingleItem().ShouldBeOfType<Delegations.DelegationAnnounced>().Listing.Name;

    private static string Refused(string? name, ParticipantCategory category, Accreditation? accreditation) =>
        Should.Throw<Refusal>(() => Registered(name, category, accreditation)).Code;
}
