using Forum.Registration.Communications;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>What belongs to the composition of delegations: how they are opened, announced, changed and amended.</summary>
internal static class Composing
{
    public static void Keep(StoreOptions store)
    {
        store.Schema.For<Amendment>().Index(amendment => amendment.DelegationId);
        store.Schema.For<Communication>().Index(communication => communication.DelegationId);
        store.Schema.For<SourceDocument>().Index(document => document.DelegationId);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        OpenDelegation.Map(routes);
        AnnounceDelegation.Map(routes);
        ChangeComposition.Map(routes);
        SubstituteMember.Map(routes);
        ChangeLevel.Map(routes);
        ApproveAmendment.Map(routes);
        RefuseAmendment.Map(routes);
        TakeBackAmendment.Map(routes);
        ListAmendments.Map(routes);
        ListNamesakes.Map(routes);
        RecordCommunication.Map(routes);
        StoreSourceDocument.Map(routes);
        RemoveSourceDocument.Map(routes);
        ReadCommunications.Map(routes);
    }
}
