using Forum.Contracts.Registration;
using Forum.Hosting.Store;

namespace Forum.Registration.Delegations;

/// <summary>Credentials came at the secretariat. What they are worth is said when they are accepted; until then the delegation is admitted provisionally.</summary>
public sealed record CredentialsReceived(Listing Listing, CredentialsPaper Paper, DateTimeOffset At);

/// <summary>The secretariat accepted what had come; the delegation is listed with what it is worth.</summary>
/// <param name="Number">Of the paper.</param>
public sealed record CredentialsAccepted(Listing Listing, int Number, DateTimeOffset At);

/// <summary>What had come was found not in order; nothing rests on it any more.</summary>
/// <param name="Number">Of the paper.</param>
public sealed record CredentialsRejected(Listing Listing, int Number, DateTimeOffset At);

/// <summary>Credentials as they came. Who signed them is not said, only in which office.</summary>
/// <param name="Number">Among those that came for the delegation, from 1.</param>
/// <param name="IssuedOn">The date they bear; null when they bear none.</param>
/// <param name="ReceivedAt">On the edition's clock.</param>
public sealed record CredentialsPaper(int Number, CredentialsForm Form, IssuingAuthority IssuedBy, DateOnly? IssuedOn, DateTimeOffset ReceivedAt)
{
    /// <summary>On the edition's clock; null while they were not accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>On the edition's clock; null while they were not rejected.</summary>
    public DateTimeOffset? RejectedAt { get; init; }

    /// <summary>Rules of procedure of the General Assembly, rule 27: credentials are issued by the Head of State or Government or by the Minister for Foreign Affairs, and they come as the original.</summary>
    public bool CanBeFull() => Form is CredentialsForm.Original && IssuedBy is not IssuingAuthority.Other;
}

/// <summary>In what form credentials came.</summary>
public enum CredentialsForm
{
    Original,
    Copy,

    /// <summary>The mission announced by note that they were issued.</summary>
    NoteVerbale,
}

/// <summary>The office that issued credentials.</summary>
public enum IssuingAuthority
{
    HeadOfState,
    HeadOfGovernment,
    ForeignMinister,

    /// <summary>Any other: a minister of another portfolio, a permanent representative, the head of an organization.</summary>
    Other,
}

internal static class PapersOnHand
{
    /// <exception cref="Missing">No such paper came.</exception>
    public static CredentialsPaper Paper(this Delegation delegation, int number) =>
        delegation.Credentials.FirstOrDefault(paper => paper.Number == number) ?? throw new Missing("credentials paper", number);

    /// <summary>What the papers come to together: the best of them counts, and what was rejected does not.</summary>
    public static CredentialsState Worth(IEnumerable<CredentialsPaper> papers)
    {
        CredentialsPaper[] standing = [.. papers.Where(paper => paper.RejectedAt is null)];
        return standing.Any(paper => paper.AcceptedAt is not null && paper.CanBeFull()) ? CredentialsState.Full
            : standing.Length > 0 ? CredentialsState.Provisional
            : CredentialsState.None;
    }
}
