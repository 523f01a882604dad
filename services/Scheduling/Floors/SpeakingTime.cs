using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>In which order speaking times are told.</summary>
public enum SpeakingTimeOrder
{
    /// <summary>The most time first.</summary>
    Time,

    /// <summary>By code of the participant.</summary>
    Participant,

    /// <summary>By category, in it the most time first.</summary>
    Category,
}

/// <summary>Who has had the floor of an edition for how long, without pauses.</summary>
/// <param name="ByCategory">All that was said, the most time first.</param>
/// <param name="ByParticipant">What was said in plenary; what was said at round tables for those only who may know who spoke there.</param>
/// <param name="Openers">Statements of offices that opened, which belong to no participant.</param>
public sealed record SpeakingTimes(Guid EditionId, IReadOnlyList<CategorySpeakingTime> ByCategory, IReadOnlyList<ParticipantSpeakingTime> ByParticipant, SpokenTime Openers);

/// <summary>Time that was used.</summary>
/// <param name="Count">How many were made.</param>
/// <param name="Untimed">Those among them for which no clock ran: their time is not known, and is not in the seconds.</param>
/// <param name="OverrunSeconds">Time beyond the limits, which is in the seconds.</param>
public sealed record SpokenTime(int Count, int Untimed, double Seconds, double OverrunSeconds)
{
    internal static SpokenTime Of(IReadOnlyCollection<EndedSpeech> speeches, int untimed = 0) =>
        new(speeches.Count + untimed, untimed, speeches.Sum(speech => speech.Used.TotalSeconds), speeches.Sum(speech => speech.Overrun().TotalSeconds));
}

/// <summary>Time of all participants of a category.</summary>
public sealed record CategorySpeakingTime(ParticipantCategory Category, double Seconds, SpokenTime Statements, SpokenTime Replies, SpokenTime Interventions);

/// <summary>Time of one participant.</summary>
/// <param name="Participant">Code.</param>
/// <param name="Name">Official short name; null when not known.</param>
/// <param name="Seconds">Of all that is told here.</param>
/// <param name="Interventions">At round tables; null where the caller may not know who spoke there.</param>
public sealed record ParticipantSpeakingTime(
    string Participant, string? Name, ParticipantCategory Category, double Seconds, SpokenTime Statements, SpokenTime Replies, SpokenTime? Interventions);

/// <summary>
/// Adds up for how long delegations and categories had the floor: statements, replies, and interventions at round tables. By category it is public;
/// who spoke at a round table is for the secretariat and its note-takers only.
/// </summary>
public static class ReadSpeakingTime
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/speaking-time", async (Guid id, SpeakingTimeOrder? sort, Caller caller, IQuerySession session, HttpContext http, CancellationToken ct) =>
            {
                await session.RequireEdition(id, ct);
                var floors = await session.Query<Floor>().Where(floor => floor.EditionId == id).ToListAsync(ct);
                var list = await session.LoadAsync<SpeakersList>(id, ct) ?? new SpeakersList();
                http.Response.Headers.Vary = "Authorization";
                // Each of the versions only rises, so their sum tells one state from another.
                return new Versioned<SpeakingTimes>(
                    Of(id, [.. floors], list, sort ?? SpeakingTimeOrder.Time, caller.Is(Role.Organizer) || caller.Is(Role.NoteTaker)),
                    list.Version + floors.Sum(floor => (long)floor.Version))
                {
                    Moves = true,
                };
            })
            .AllowAnonymous()
            .WithName(nameof(ReadSpeakingTime))
            .WithTags("Speaking time");

    /// <param name="named">The reader may know who spoke at round tables.</param>
    public static SpeakingTimes Of(Guid editionId, IReadOnlyCollection<Floor> floors, SpeakersList list, SpeakingTimeOrder order, bool named)
    {
        var ended = floors.SelectMany(floor => floor.Ended).ToArray();
        var timed = ended.Select(speech => speech.Speaker.InscriptionId).ToHashSet();
        // Statements that were noted as delivered without a clock.
        var untimed = list.Entries.Where(entry => entry.Statement is not null && !timed.Contains(entry.Inscription.Id)).Select(entry => entry.Inscription).ToArray();

        var byCategory = ended.Where(speech => speech.Speaker.Category is not null).Select(speech => speech.Speaker.Category!.Value)
            .Concat(untimed.Where(inscription => inscription.Category is not null).Select(inscription => inscription.Category!.Value))
            .Distinct()
            .Select(category =>
            {
                var of = ended.Where(speech => speech.Speaker.Category == category).ToLookup(speech => speech.Speaker.Kind);
                return new CategorySpeakingTime(
                    category,
                    of.Sum(kind => kind.Sum(speech => speech.Used.TotalSeconds)),
                    SpokenTime.Of([.. of[SpeechKind.Statement]], untimed.Count(inscription => inscription.Category == category)),
                    SpokenTime.Of([.. of[SpeechKind.RightOfReply]]),
                    SpokenTime.Of([.. of[SpeechKind.Intervention]]));
            })
            .OrderByDescending(time => time.Seconds)
            .ThenBy(time => time.Category);

        var told = ended.Where(speech => speech.Speaker.Participant is not null && (named || speech.Speaker.Kind is not SpeechKind.Intervention)).ToArray();
        var names = told.Select(speech => (speech.Speaker.Participant, speech.Speaker.Name, speech.Speaker.Category))
            .Concat(untimed.Select(inscription => (inscription.Participant, inscription.Name, inscription.Category)))
            .Where(who => who.Participant is not null)
            .GroupBy(who => who.Participant!, StringComparer.Ordinal);
        var byParticipant = names.Select(who =>
        {
            var of = told.Where(speech => speech.Speaker.Participant == who.Key).ToLookup(speech => speech.Speaker.Kind);
            return new ParticipantSpeakingTime(
                who.Key,
                who.Select(known => known.Name).FirstOrDefault(name => name is not null),
                who.First().Category!.Value,
                of.Sum(kind => kind.Sum(speech => speech.Used.TotalSeconds)),
                SpokenTime.Of([.. of[SpeechKind.Statement]], untimed.Count(inscription => inscription.Participant == who.Key)),
                SpokenTime.Of([.. of[SpeechKind.RightOfReply]]),
                named ? SpokenTime.Of([.. of[SpeechKind.Intervention]]) : null);
        });

        return new SpeakingTimes(
            editionId,
            [.. byCategory],
            [.. Sorted(byParticipant, order)],
            SpokenTime.Of([.. ended.Where(speech => speech.Speaker.Kind is SpeechKind.Opening)], untimed.Count(inscription => inscription.Kind is StatementKind.Opening)));
    }

    private static IEnumerable<ParticipantSpeakingTime> Sorted(IEnumerable<ParticipantSpeakingTime> times, SpeakingTimeOrder order) => order switch
    {
        SpeakingTimeOrder.Participant => times.OrderBy(time => time.Participant, StringComparer.Ordinal),
        SpeakingTimeOrder.Category => times.OrderBy(time => time.Category).ThenByDescending(time => time.Seconds).ThenBy(time => time.Participant, StringComparer.Ordinal),
        _ => times.OrderByDescending(time => time.Seconds).ThenBy(time => time.Participant, StringComparer.Ordinal),
    };
}
