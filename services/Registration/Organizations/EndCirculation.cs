using Forum.Contracts.Registration;
using Forum.Hosting.Deadlines;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>
/// The deadline of the no-objection procedure: silence clears the organization, an objection that stands keeps it out. It happens at the deadline,
/// also where that is recorded later because the service was down.
/// </summary>
public sealed class EndCirculation(IDocumentSession session) : IWhenDue
{
    internal const string Kind = "no-objection";

    public static IEnumerable<object> Decide(Organization organization) => organization.Accreditation switch
    {
        { Standing: AccreditationStanding.Circulated, CirculatedUntil: { } until } =>
            [new OrganizationCleared(organization.Accreditation with { Standing = AccreditationStanding.Cleared }, Clearance.NoObjection, until)],
        { Standing: AccreditationStanding.Objected, CirculatedUntil: { } until } when organization.EndedAt is null => [new CirculationEnded(organization.Accreditation, until)],
        _ => [],
    };

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        var stream = await session.Events.FetchForWriting<Organization>(deadline.Subject, ct);
        if (stream.Aggregate is { } organization)
            stream.AppendMany([.. Decide(organization)]);
    }
}
