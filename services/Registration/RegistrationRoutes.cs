using Forum.Registration.Actions;
using Forum.Registration.Delegations;
using Forum.Registration.Imports;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;

namespace Forum.Registration;

/// <summary>What can be asked of Registration, in the order of the story.</summary>
internal static class RegistrationRoutes
{
    private static readonly Action<IEndpointRouteBuilder>[] Story =
    [
        ListParticipants.Map, ParticipantLists.MapParticipantLists, Accreditations.MapAccreditations,
        RegisterDelegation.Map, Composing.Map, RequestToSpeak.Map, RankRoundTableChoices.Map,
        ReceiveCredentials.Map, AcceptCredentials.Map, RejectCredentials.Map, ListCredentialsReminders.Map,
        WithdrawDelegation.Map, ReturnDelegation.Map, RecordArrivals.Map,
        GetDelegation.Map, ListDelegations.Map, CountDelegations.Map, FindDelegationIds.Map, ListActions.Map,
        Importing.Map, PeopleOfRegistration.MapPeople, ListsOfParticipantsParts.MapListsOfParticipants,
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var map in Story)
            map(routes);
    }
}
