using Forum.Contracts.Governance;
using Forum.Hosting.Store;
using JasperFx;

namespace Forum.Registration.Editions;

/// <summary>What Governance last told of an edition. Its version is the edition's own revision, so that an older message cannot overwrite a newer one.</summary>
public sealed record KnownEdition : ILongVersioned
{
    public Guid Id { get; init; }

    /// <summary>The edition's revision at Governance.</summary>
    public long Version { get; set; }

    public Edition Edition { get; init; } = null!;

    /// <exception cref="Refusal">The window in which delegations register is not open.</exception>
    public void MustBeOpen()
    {
        if (Edition.State is not EditionState.RegistrationOpen)
            throw new Refusal("registration-not-open", Edition.State is EditionState.Announced ? "Registration for this edition is not open yet." : "Registration for this edition is closed.");
    }

    /// <summary>Delegations change themselves while registration is open; afterwards the secretariat does it for them, until the edition is over.</summary>
    /// <exception cref="Refusal">The edition is over, or the window is closed to delegations.</exception>
    public void MustLetChange(bool bySecretariat)
    {
        if (Edition.State is EditionState.Closed)
            throw new Refusal("edition-closed", "The edition is over; nothing of it changes any more.");
        if (!bySecretariat && Edition.State is not EditionState.RegistrationOpen)
            throw new Refusal("registration-not-open", "Registration for this edition is not open. Ask the secretariat to make the change.");
    }

    /// <summary>The window is over and the edition is not: what a delegation would change waits for the secretariat.</summary>
    public bool TakesAmendments() => Edition.State is EditionState.RegistrationClosed;

    /// <summary>The first instant of a day, as the venue counts days.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Edition.TimeZone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks go forward at midnight, the day begins an hour later.
        if (zone.IsInvalidTime(midnight))
            midnight = midnight.AddHours(1);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>The first instant of the first day.</summary>
    public DateTimeOffset SessionStartsAt() => StartOf(Edition.StartsOn);

    /// <summary>The first instant after the last day.</summary>
    public DateTimeOffset EndsAt() => StartOf(Edition.EndsOn.AddDays(1));
}
