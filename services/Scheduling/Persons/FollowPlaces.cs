using Forum.Scheduling.Meetings;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Forum.Scheduling.Persons;

/// <summary>
/// Brings people into line whenever a list, a seat or a meeting has moved on, however that came about: once for all that was committed meanwhile.
/// It reads the store's events, so that nothing is missed that was committed before a stop.
/// </summary>
public sealed class FollowPlaces(TimeProvider time) : SubscriptionBase
{
    /// <summary>After which somebody may be due elsewhere.</summary>
    internal static readonly IReadOnlyList<Type> Causes =
    [
        typeof(SeatAllocated), typeof(SeatReleased),
        typeof(MeetingChanged), typeof(MeetingCancelled), typeof(OfficerReleased), typeof(OfficeVacated),
        .. SpeakersList.Events,
    ];

    /// <summary>Follows the events of this store.</summary>
    public static void In(StoreOptions store, TimeProvider time) => store.Events.Subscribe(new FollowPlaces(time), options =>
    {
        options.Name = "follow-places";
        options.Options.BatchSize = 200;
        foreach (var cause in Causes)
            options.IncludeType(cause);
    });

    public override async Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        foreach (var edition in page.Events.Select(EditionOf).OfType<Guid>().Distinct())
            await operations.DocumentStore.BringPeopleIntoLine(edition, time, cancellationToken);
        return NullChangeListener.Instance;
    }

    private static Guid? EditionOf(IEvent e) => e.Data switch
    {
        SeatAllocated a => a.Seat.EditionId,
        SeatReleased a => a.Seat.EditionId,
        MeetingChanged a => a.Entry.EditionId,
        MeetingCancelled a => a.Entry.EditionId,
        OfficerReleased a => a.Entry.EditionId,
        OfficeVacated a => a.Entry.EditionId,
        var data when SpeakersList.Events.Contains(data.GetType()) => e.StreamId,
        _ => null,
    };
}
