using Forum.Contracts.Governance;
using Forum.Scheduling.Releases;
using Forum.Scheduling.SpeakersLists;
using Marten;
using MassTransit;

namespace Forum.Scheduling.Editions;

/// <summary>Keeps what Governance tells of an edition, and gives the edition its speakers' list.</summary>
public sealed class FollowEdition(IDocumentSession session) :
    IConsumer<EditionAnnounced>, IConsumer<SpeakersListOpeningAnnounced>, IConsumer<RegistrationOpened>, IConsumer<RegistrationClosed>, IConsumer<EditionClosed>
{
    public Task Consume(ConsumeContext<EditionAnnounced> context) =>
        Follow(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<SpeakersListOpeningAnnounced> context) =>
        Follow(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<RegistrationOpened> context) =>
        Follow(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<RegistrationClosed> context) =>
        Follow(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<EditionClosed> context) =>
        Follow(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    private async Task Follow(Guid id, long revision, Edition edition, CancellationToken ct)
    {
        var known = new KnownEdition { Id = id, Edition = edition };
        session.TryUpdateRevision(known, revision);
        // An earlier message may tell of other days.
        if (await session.LoadAsync<KnownEdition>(id, ct) is not { } told || told.Version < revision)
            session.FreezeInTime(known, await session.LoadAsync<ProgrammeOfWork>(ProgrammeOfWork.IdOf(id), ct));
        var list = await session.Events.FetchForWriting<SpeakersList>(id, ct);
        if (list.Aggregate is null)
            list.AppendOne(SpeakersListOpened.With(id));
    }
}
