using Forum.Hosting.Deadlines;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Releases;

/// <summary>
/// The programme of a day is frozen at 18:30 the evening before, as the venue tells the time: as the Journal of the United Nations does with the speakers of the next day.
/// What is released later is shown as a change.
/// </summary>
public static class Freezing
{
    private static readonly TimeOnly HalfPastSix = new(18, 30);

    /// <summary>The days of the edition, in the venue's zone.</summary>
    public static IEnumerable<DateOnly> Days(this KnownEdition edition) =>
        Enumerable.Range(0, edition.Edition.EndsOn.DayNumber - edition.Edition.StartsOn.DayNumber + 1).Select(edition.Edition.StartsOn.AddDays);

    /// <summary>The day on which something is, as the venue counts days.</summary>
    public static DateOnly DayOf(this KnownEdition edition, DateTimeOffset at) => DateOnly.FromDateTime(edition.AtVenue(at).DateTime);

    /// <summary>From when on the programme of the day is frozen, on the edition's clock, with the venue's offset.</summary>
    public static DateTimeOffset FrozenFrom(this KnownEdition edition, DateOnly day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(edition.Edition.TimeZone);
        var evening = day.AddDays(-1).ToDateTime(HalfPastSix);
        // Where the clocks are put forward over that time, it is frozen when they are.
        while (zone.IsInvalidTime(evening))
            evening = evening.AddMinutes(1);
        // Where it is half past six twice, the first time counts.
        var offset = zone.IsAmbiguousTime(evening) ? zone.GetAmbiguousTimeOffsets(evening).Max() : zone.GetUtcOffset(evening);
        return edition.AtVenue(new DateTimeOffset(evening, offset));
    }

    public static bool IsFrozen(this KnownEdition edition, DateOnly day, DateTimeOffset now) => now >= edition.FrozenFrom(day);

    /// <summary>Sees to it that the next day is frozen in time; days whose time has passed are dealt with at once.</summary>
    public static void FreezeInTime(this IDocumentSession session, KnownEdition edition, ProgrammeOfWork? programme)
    {
        foreach (var day in edition.Days().Except(programme?.FrozenDays.Select(frozen => frozen.Day) ?? []).Take(1))
            session.SetDeadline(FreezeDays.Kind, edition.Id, edition.Edition.Clock.RealAt(edition.FrozenFrom(day)));
    }
}

/// <summary>Notes that days are frozen when their time has come, whether anybody asks or not.</summary>
public sealed class FreezeDays(IDocumentSession session, TimeProvider time) : IWhenDue
{
    internal const string Kind = "freeze-of-day";

    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<KnownEdition>(deadline.Subject, ct) is not { } edition)
            return;
        await session.TakeTurn(edition.Id, ct);
        var stream = await session.Events.FetchForWriting<ProgrammeOfWork>(ProgrammeOfWork.IdOf(edition.Id), ct);
        var programme = stream.Aggregate ?? new ProgrammeOfWork();
        object[] frozen = [.. programme.Freeze(edition, edition.Now(time))];
        stream.AppendMany(frozen);
        session.FreezeInTime(edition, frozen.Aggregate(programme, (state, e) => state.Evolve(e)));
    }
}
