using Forum.Governance.Editions;
using Forum.Hosting.Events;
using JasperFx.Events;
using Wire = Forum.Contracts.Governance;

namespace Forum.Governance;

/// <summary>What the other services are told.</summary>
public static class Announcements
{
    public static object? From(IEvent e) => e.Data switch
    {
        EditionAnnounced a => new Wire.EditionAnnounced { EditionId = e.StreamId, Revision = e.Version, Edition = Tell(a.Plan, Wire.EditionState.Announced) },
        RegistrationOpened a => new Wire.RegistrationOpened { EditionId = e.StreamId, Revision = e.Version, Edition = Tell(a.Plan, Wire.EditionState.RegistrationOpen) },
        RegistrationClosed a => new Wire.RegistrationClosed { EditionId = e.StreamId, Revision = e.Version, Edition = Tell(a.Plan, Wire.EditionState.RegistrationClosed) },
        EditionClosed a => new Wire.EditionClosed { EditionId = e.StreamId, Revision = e.Version, Edition = Tell(a.Plan, Wire.EditionState.Closed) },
        _ => null,
    };

    /// <summary>Who outside may follow it; of what stands here not, the secretariat only.</summary>
    public static Audience For(object message) => message switch
    {
        Wire.EditionAnnounced or Wire.RegistrationOpened or Wire.RegistrationClosed or Wire.EditionClosed => Audience.Everybody,
        _ => Audience.Secretariat,
    };

    private static Wire.Edition Tell(EditionPlan plan, Wire.EditionState state) => new()
    {
        Code = plan.Code,
        Title = plan.Title,
        StartsOn = plan.StartsOn,
        EndsOn = plan.EndsOn,
        Venue = plan.Venue,
        TimeZone = plan.TimeZone,
        ParticipantsAsOf = plan.ParticipantsAsOf,
        ModalityProfile = plan.ModalityProfile,
        OutcomeType = plan.OutcomeType,
        Clock = plan.Clock,
        State = state,
    };
}
