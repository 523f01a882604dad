using Forum.Hosting.Deadlines;
using Forum.Registration.Editions;
using JasperFx;
using Marten;

namespace Forum.Registration.People;

/// <summary>Until when the people of an edition are held. At the end of that day, on the edition's clock, they are erased.</summary>
public sealed record RetentionEnd : ILongVersioned
{
    /// <summary>The edition.</summary>
    public Guid Id { get; init; }

    public long Version { get; set; }

    /// <summary>Last day, in the venue's zone.</summary>
    public DateOnly EndsOn { get; init; }

    /// <summary>True when nobody has said otherwise.</summary>
    public bool ByDefault { get; init; }
}

/// <summary>For how long people are held when nobody says otherwise.</summary>
public sealed record PersonalDataPeriods
{
    /// <summary>After the edition's last day, or after the edition was announced when that came later: <c>PersonalData:DaysAfterEdition</c>.</summary>
    public int DaysAfterEdition { get; init; } = 365;

    public static PersonalDataPeriods From(IConfiguration configuration)
    {
        var periods = configuration.GetSection("PersonalData").Get<PersonalDataPeriods>() ?? new PersonalDataPeriods();
        return periods.DaysAfterEdition is >= 0 and <= 36_500
            ? periods
            : throw new InvalidOperationException("PersonalData:DaysAfterEdition must lie between 0 and 36500.");
    }
}

/// <summary>Keeps the end of retention, and the deadline that goes with it.</summary>
public static class HoldingPeople
{
    public const string Deadline = "retention-end";

    /// <summary>What holds for the edition: what was said, or the default as it would be set now.</summary>
    /// <param name="now">World time.</param>
    public static async Task<RetentionEnd> RetentionEndOf(this IQuerySession session, KnownEdition edition, PersonalDataPeriods periods, DateTimeOffset now, CancellationToken ct) =>
        await session.LoadAsync<RetentionEnd>(edition.Id, ct) ?? Default(edition, periods, now);

    /// <summary>Gives an edition that is heard of for the first time its default; what was set stays.</summary>
    /// <param name="now">World time.</param>
    public static async Task HoldPeople(this IDocumentSession session, KnownEdition edition, PersonalDataPeriods periods, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.LoadAsync<RetentionEnd>(edition.Id, ct) is not null)
            return;
        var byDefault = Default(edition, periods, now);
        session.TryUpdateRevision(byDefault, 1);
        session.SetDeadline(Deadline, edition.Id, byDefault.PassesAt(edition));
    }

    /// <summary>World time at which the last day is over.</summary>
    public static DateTimeOffset PassesAt(this RetentionEnd end, KnownEdition edition)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(edition.Edition.TimeZone);
        var midnight = end.EndsOn.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where the clocks are put forward at midnight, the day begins an hour later.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return edition.Edition.Clock.RealAt(new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)));
    }

    public static RetentionEnd Default(KnownEdition edition, PersonalDataPeriods periods, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(edition.Edition.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(edition.Edition.Clock.At(now), zone).DateTime);
        // An edition that is recorded after the event is given its time, too.
        var from = today > edition.Edition.EndsOn ? today : edition.Edition.EndsOn;
        return new RetentionEnd { Id = edition.Id, EndsOn = from.AddDays(periods.DaysAfterEdition), ByDefault = true };
    }
}
