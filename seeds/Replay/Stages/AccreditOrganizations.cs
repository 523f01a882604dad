using Forum.Contracts.Registration;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>The secretariat proposes and admits the organizations of civil society: else their delegations could not register. What an earlier run did is found and not done again.</summary>
public static class AccreditOrganizations
{
    private const int AtATime = 6;

    public static async Task Run(Registration registration, Dialogue data, Guid edition, Progress progress, CancellationToken ct)
    {
        var organizations = data.Participants.Where(participant => participant.Category is ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector).ToArray();
        var known = (await registration.ListOrganizations(edition, ct)).ToDictionary(organization => organization.Code);
        await Parallel.ForEachAsync(organizations, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = ct }, async (participant, stop) =>
        {
            var id = known.TryGetValue(participant.Code, out var organization) ? organization.Id : (await registration.Propose(edition, participant, stop)).Id;
            await registration.Clear(id, stop);
        });
        progress.Say($"Accreditation: {organizations.Length} organizations of civil society are admitted");
    }
}
