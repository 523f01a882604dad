using Forum.Contracts.Governance;
using Forum.Hosting.Deadlines;
using Forum.Registration.Delegations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using Marten;
using MassTransit;

namespace Forum.Registration.Editions;

/// <summary>Keeps the latest of what Governance tells of its editions, and lets an edition go by the list of participants that is the newest when its registration opens.</summary>
public sealed class FollowEdition(IDocumentSession session, PersonalDataPeriods periods, TimeProvider time) :
    IConsumer<EditionAnnounced>, IConsumer<SpeakersListOpeningAnnounced>, IConsumer<RegistrationOpened>, IConsumer<RegistrationClosed>, IConsumer<EditionClosed>
{
    public Task Consume(ConsumeContext<EditionAnnounced> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<SpeakersListOpeningAnnounced> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<RegistrationOpened> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<RegistrationClosed> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    public Task Consume(ConsumeContext<EditionClosed> context) => Keep(context.Message.EditionId, context.Message.Revision, context.Message.Edition, context.CancellationToken);

    /// <summary>What is due in the edition is due by the newest of what is known of it.</summary>
    private async Task Keep(Guid id, long revision, Edition edition, CancellationToken ct)
    {
        if ((await session.LoadAsync<KnownEdition>(id, ct))?.Version >= revision)
            return;
        var known = new KnownEdition { Id = id, Edition = edition };
        session.TryUpdateRevision(known, revision);
        session.SetDeadline(RemindOfCredentials.Kind, id, edition.Clock.RealAt(known.CredentialsDueAt()));
        await session.HoldPeople(known, periods, time.GetUtcNow(), ct);
        if (edition.State is EditionState.Announced)
            return;
        var list = await session.Events.FetchForWriting<EditionList>(EditionList.Of(id), ct);
        if (list.Aggregate is null)
            list.AppendOne(new ParticipantListChosen(id, await Newest(ct), edition.Clock.Now(time)));
    }

    private async Task<int> Newest(CancellationToken ct) => (await session.LoadAsync<ParticipantRegister>(ParticipantRegister.Only, ct) ?? new ParticipantRegister()).Newest;
}
