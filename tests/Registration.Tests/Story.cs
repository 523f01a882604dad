using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Registration.Communications;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Participants;

namespace Forum.Registration.Tests;

/// <summary>The first Dialogue, as far as the rules of Registration need it.</summary>
internal static class Story
{
    /// <summary>Times of the edition's clock.</summary>
    public static readonly DateTimeOffset Morning = new(2006, 7, 3, 9, 0, 0, TimeSpan.Zero), Noon = Morning.AddHours(3), Evening = Morning.AddHours(9);

    public static readonly Guid Id = new("01900000-0000-7000-8000-000000000001");
    public static readonly Guid AcknowledgementId = new("01900000-0000-7000-8000-000000000004");
    public static readonly Guid RemarkId = new("01900000-0000-7000-8000-000000000002");

    public static KnownEdition Edition(EditionState state = EditionState.RegistrationOpen, Guid? id = null, int year = 2006) => new()
    {
        Id = id ?? new Guid("01900000-0000-7000-8000-00000000ed17"),
        Edition = new Edition
        {
            Code = "hld-2006",
            Title = "High-level Dialogue on International Migration and Development",
            StartsOn = new DateOnly(year, 9, 14),
            EndsOn = new DateOnly(year, 9, 15),
            Venue = "United Nations Headquarters, New York",
            TimeZone = "America/New_York",
            ParticipantsAsOf = new DateOnly(year, 9, 14),
            ModalityProfile = new ModalityProfile { Code = "hld-2006" },
            OutcomeType = OutcomeType.ChairSummary,
            Clock = new EditionClock { Kind = ClockKind.Real },
            State = state,
        },
    };

    public static RegisterDelegation State(string code = "FRA", ParticipantCategory category = ParticipantCategory.MemberState) => new()
    {
        EditionId = Edition().Id,
        Participant = code,
        Category = category,
        Head = new Head { Name = "Head of the delegation", Title = "Minister of the Interior", Rank = RankLevel.Minister },
        Credentials = CredentialsState.Provisional,
    };

    public static RegisterDelegation Organization(string code = "IOM", string? name = "International Organization for Migration", ParticipantCategory category = ParticipantCategory.RelatedOrganization) =>
        State(code, category) with { Name = name };

    public static Member Member(DelegationRole role) => new() { Name = "Somebody else", Title = "Counsellor", Role = role };

    /// <summary>Held against the list that comes with the forum, with no organization admitted.</summary>
    public static readonly Admission Shipped = new(ParticipantList.Shipped);

    public static IReadOnlyList<object> Register(RegisterDelegation command, KnownEdition? edition = null, DateTimeOffset? at = null, Admission? admission = null) =>
        [.. command.Decide(edition ?? Edition(), admission ?? Shipped, Id, [.. Enumerable.Range(0, 1 + command.Members.Count).Select(_ => Guid.CreateVersion7())], at ?? Morning)];

    public static InboundCommunication NoteVerbale() => new() { Kind = CommunicationKind.NoteVerbale, Date = new DateOnly(2006, 6, 30), Reference = "No. 312/2006" };

    public static InboundCommunication Letter(SignatoryFunction? signatory) => new() { Kind = CommunicationKind.Letter, Date = new DateOnly(2006, 6, 30), Signatory = signatory };

    public static OpenDelegation Opening(string code = "FRA", ParticipantCategory category = ParticipantCategory.MemberState, string? name = null) => new()
    {
        EditionId = Edition().Id,
        Participant = code,
        Category = category,
        Name = name,
        Communication = NoteVerbale(),
        Reason = "It wrote that it comes.",
    };

    public static IEnumerable<object> Open(OpenDelegation command, KnownEdition? edition = null) => command.Decide(edition ?? Edition(), Shipped, Id, RemarkId, Morning);

    /// <summary>A delegation of France that is expected, and what has happened to it since.</summary>
    public static Decider<Delegation> Expected(params Func<Delegation, IEnumerable<object>>[] steps) =>
        new(steps.Aggregate(Fold(new Delegation(), Open(Opening())), (delegation, step) => Fold(delegation, step(delegation))));

    public static AnnounceDelegation Announcement(params DelegationRole[] others) =>
        new() { Head = new Head { Name = "Head of the delegation", Title = "Minister of the Interior", Rank = RankLevel.Minister }, Members = [.. others.Select(Member)] };

    public static IEnumerable<object> IsAnnounced(Delegation delegation) => Announcement().Decide(delegation, Ids(1), Noon);

    /// <summary>A delegation of France with these besides its head, and what has happened to it since.</summary>
    public static Decider<Delegation> Composed(params DelegationRole[] others) =>
        new(Fold(new Delegation(), Register(State() with { Members = [.. others.Select(Member)] })));

    public static Guid[] Ids(int many) => [.. Enumerable.Range(0, many).Select(_ => Guid.CreateVersion7())];

    /// <summary>A delegation of France, and what has happened to it since.</summary>
    public static Decider<Delegation> Given(params Func<Delegation, IEnumerable<object>>[] steps) =>
        new(steps.Aggregate(Fold(new Delegation(), Register(State())), (delegation, step) => Fold(delegation, step(delegation))));

    public static Delegation Fold(Delegation delegation, IEnumerable<object> events) => events.Aggregate(delegation, (state, e) => state.Evolve(e));

    public static IEnumerable<object> AsksForTheFloor(Delegation delegation) => new RequestToSpeak().Decide(delegation, Edition(), Morning, AcknowledgementId);

    public static IEnumerable<object> ChoosesTables(Delegation delegation) => new RankRoundTableChoices { Choices = [2, 3], Seats = 1 }.Decide(delegation, Morning);

    public static IEnumerable<object> BringsTheOriginal(Delegation delegation) =>
        new ReceiveCredentials { Form = CredentialsForm.Original, IssuedBy = IssuingAuthority.ForeignMinister, Reason = "By hand." }.Decide(delegation, Morning);

    public static IEnumerable<object> AcceptsIt(Delegation delegation) => AcceptCredentials.Decide(delegation, delegation.Credentials[^1].Number, Noon);

    public static IEnumerable<object> RejectsIt(Delegation delegation) => RejectCredentials.Decide(delegation, delegation.Credentials[^1].Number, Evening);

    public static readonly Guid ScanId = new("01900000-0000-7000-8000-000000000003");

    public static IEnumerable<object> Arrives(Delegation delegation) => new Scan { ScanId = ScanId, DelegationId = Id }.Decide(delegation, Edition(), Noon);

    public static IEnumerable<object> Withdraws(Delegation delegation) => WithdrawDelegation.Decide(delegation, RemarkId, Noon);

    public static IEnumerable<object> Returns(Delegation delegation) => ReturnDelegation.Decide(delegation, Evening, AcknowledgementId);
}
