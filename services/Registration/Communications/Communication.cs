using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Registration.People;

namespace Forum.Registration.Communications;

/// <summary>In what form a State or an organization wrote.</summary>
public enum CommunicationKind
{
    /// <summary>From a mission, in the third person; it is initialled and not signed.</summary>
    NoteVerbale,

    /// <summary>Signed by somebody whose function lets them speak for the sender.</summary>
    Letter,
}

/// <summary>The function of who signed a letter.</summary>
public enum SignatoryFunction
{
    HeadOfState,
    HeadOfGovernment,
    MinisterForForeignAffairs,
    PermanentRepresentative,

    /// <summary>Of an observer State, or of an entity or organization with an office at the United Nations.</summary>
    PermanentObserver,

    /// <summary>Chargé d'affaires ad interim: who heads a mission while its head is away.</summary>
    ChargeDAffairesAdInterim,

    /// <summary>Who heads an organization, whatever the office is called there.</summary>
    ExecutiveHead,

    /// <summary>Somebody else, whose signature does not announce a delegation.</summary>
    Other,
}

/// <summary>A note verbale or a letter as the secretariat received it.</summary>
public sealed record InboundCommunication
{
    public required CommunicationKind Kind { get; init; }

    /// <summary>The date it bears.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The sender's own reference; null when it bears none.</summary>
    [RegularExpression(Person.OneLine), StringLength(100, MinimumLength = 1)]
    public string? Reference { get; init; }

    /// <summary>The function of who signed a letter. A note verbale is not signed.</summary>
    public SignatoryFunction? Signatory { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The signatory is not who the form asks for, or the date is one to come.</exception>
    public void MustBeOf(ParticipantCategory sender, DateTimeOffset now, string within = "communication.")
    {
        if (Date > LatestDayOnEarth(now))
            throw new Refusal("date-to-come", "What was received does not bear a date to come.", $"{within}date");
        switch (Kind)
        {
            case CommunicationKind.NoteVerbale when !HasMission(sender):
                throw new Refusal("note-verbale-without-mission", $"A note verbale comes from a mission, and a participant of category {sender} has none. Record a letter.", $"{within}kind");
            case CommunicationKind.NoteVerbale when Signatory is not null:
                throw new Refusal("note-verbale-signed", "A note verbale is not signed. Leave the signatory out, or record a letter.", $"{within}signatory");
            case CommunicationKind.Letter when Signatory is null:
                throw new Refusal("signatory-needed", "A letter is signed. Give the function of who signed it.", $"{within}signatory");
            case CommunicationKind.Letter when !MaySign(sender).Contains(Signatory.Value):
                throw new Refusal("signatory-not-allowed", $"A letter of a participant of category {sender} is signed by one of: {string.Join(", ", MaySign(sender))}. Ask the sender for one that is.", $"{within}signatory");
        }
    }

    internal Communication Of(Guid delegationId, DateTimeOffset now) => new(Guid.CreateVersion7(), delegationId, Kind, Date, Reference, Signatory, now);

    private static bool HasMission(ParticipantCategory sender) => sender is not (ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector);

    private static SignatoryFunction[] MaySign(ParticipantCategory sender) => sender switch
    {
        ParticipantCategory.MemberState =>
        [
            SignatoryFunction.HeadOfState, SignatoryFunction.HeadOfGovernment, SignatoryFunction.MinisterForForeignAffairs,
            SignatoryFunction.PermanentRepresentative, SignatoryFunction.ChargeDAffairesAdInterim,
        ],
        ParticipantCategory.ObserverState =>
        [
            SignatoryFunction.HeadOfState, SignatoryFunction.HeadOfGovernment, SignatoryFunction.MinisterForForeignAffairs,
            SignatoryFunction.PermanentObserver, SignatoryFunction.ChargeDAffairesAdInterim,
        ],
        // Some of them are governed as a State is, others as an organization.
        ParticipantCategory.StandingInviteeEntity =>
        [
            SignatoryFunction.HeadOfState, SignatoryFunction.HeadOfGovernment, SignatoryFunction.MinisterForForeignAffairs,
            SignatoryFunction.PermanentObserver, SignatoryFunction.ChargeDAffairesAdInterim, SignatoryFunction.ExecutiveHead,
        ],
        ParticipantCategory.UnSystemEntity or ParticipantCategory.RegionalCommission or ParticipantCategory.RelatedOrganization =>
            [SignatoryFunction.ExecutiveHead, SignatoryFunction.PermanentObserver],
        ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector => [SignatoryFunction.ExecutiveHead],
    };

    /// <summary>The clocks that are farthest ahead are so by 14 hours.</summary>
    private static DateOnly LatestDayOnEarth(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime.AddHours(14));
}

/// <summary>What a delegation's sender wrote, kept beside the stream; the stream says its id.</summary>
/// <param name="ReceivedAt">When it was recorded, on the edition's clock.</param>
public sealed record Communication(
    Guid Id, Guid DelegationId, CommunicationKind Kind, DateOnly Date, string? Reference, SignatoryFunction? Signatory, DateTimeOffset ReceivedAt);

/// <summary>The paper itself, as it was scanned. It names and describes people, and is kept as they are: beside the streams.</summary>
/// <param name="Id">That of the communication.</param>
/// <param name="Content">A PDF file.</param>
public sealed record SourceDocument(Guid Id, Guid DelegationId, int Length, byte[] Content)
{
    public const int Largest = 5 * 1024 * 1024;
}
