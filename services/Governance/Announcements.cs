using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using Forum.Governance.FocalPoints;
using Forum.Governance.Members;
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
        SpeakersListOpeningAnnounced a => new Wire.SpeakersListOpeningAnnounced { EditionId = e.StreamId, Revision = e.Version, Edition = Tell(a.Plan, a.State) },
        ChairmanshipAssumed a => new Wire.ChairmanshipAssumed { ChairmanshipId = e.StreamId, Revision = e.Version, Troika = Tell(null, a.Term, null) },
        IncomingChairDesignated a => new Wire.IncomingChairDesignated { ChairmanshipId = e.StreamId, Revision = e.Version, Troika = Tell(a.Outgoing, a.InOffice, a.Term) },
        IncomingChairStoodDown a => new Wire.IncomingChairStoodDown { ChairmanshipId = e.StreamId, Revision = e.Version, Troika = Tell(a.Outgoing, a.InOffice, null) },
        TroikaRotated a => new Wire.TroikaRotated { ChairmanshipId = e.StreamId, Revision = e.Version, Troika = Tell(a.Outgoing, a.InOffice, null) },
        FocalPointDesignated a => new Wire.FocalPointDesignated { FocalPointsId = e.StreamId, Revision = e.Version, Mandate = Tell(a.Participant, a.Mandate) },
        FocalPointRenewed a => new Wire.FocalPointRenewed { FocalPointsId = e.StreamId, Revision = e.Version, Mandate = Tell(a.Participant, a.Mandate) },
        FocalPointRevoked a => new Wire.FocalPointRevoked { FocalPointsId = e.StreamId, Revision = e.Version, Mandate = Tell(a.Participant, a.Mandate) },
        _ => null,
    };

    /// <summary>Who outside may follow it; of what stands here not, the secretariat only.</summary>
    public static Audience For(object message) => message switch
    {
        Wire.EditionAnnounced or Wire.RegistrationOpened or Wire.RegistrationClosed or Wire.EditionClosed or Wire.SpeakersListOpeningAnnounced => Audience.Everybody,
        Wire.ChairmanshipAssumed or Wire.IncomingChairDesignated or Wire.IncomingChairStoodDown or Wire.TroikaRotated => Audience.Everybody,
        // Accounts belong to people: a participant sees its own.
        Wire.FocalPointDesignated m => Audience.Of(m.Mandate.Participant),
        Wire.FocalPointRenewed m => Audience.Of(m.Mandate.Participant),
        Wire.FocalPointRevoked m => Audience.Of(m.Mandate.Participant),
        _ => Audience.Secretariat,
    };

    private static Wire.Troika Tell(Term? outgoing, Term inOffice, Term? incoming) => new() { Outgoing = Tell(outgoing), InOffice = Tell(inOffice)!, Incoming = Tell(incoming) };

    private static Wire.ChairOfEdition? Tell(Term? term) =>
        term is null ? null : new Wire.ChairOfEdition { EditionId = term.EditionId, Participants = [.. term.Chairs.Select(chair => chair.Participant)] };

    private static Wire.Mandate Tell(string participant, Mandate mandate) => new()
    {
        MandateId = mandate.Id,
        Participant = participant,
        Subject = mandate.Subject,
        Capacity = mandate.Capacity,
        ExpiresAt = mandate.ExpiresAt,
        RevokedAt = mandate.RevokedAt,
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
        Groups = [.. MemberList.AsOf(plan.ParticipantsAsOf).Where(member => member.Group is not null).CountBy(member => member.Group!.Value).OrderBy(size => size.Key).Select(size => new Wire.GroupSize { Group = size.Key, Members = size.Value })],
        ModalityProfile = plan.ModalityProfile,
        OutcomeType = plan.OutcomeType,
        Clock = plan.Clock,
        State = state,
        SpeakersListOpensAt = plan.SpeakersListOpensAt,
    };
}
