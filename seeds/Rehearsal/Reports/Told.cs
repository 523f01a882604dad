using System.Text.Json;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;

namespace Forum.Rehearsal.Reports;

/// <summary>An announcement of a service, in the words of its contract.</summary>
/// <param name="At">When it was committed, on the edition's clock.</param>
/// <param name="Message">Null when the rehearsal does not read this kind.</param>
public sealed record Told(DateTimeOffset At, string Service, string? Trace, object? Message)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Type> Kinds = new Type[]
    {
        typeof(DelegationWithdrawn), typeof(DelegationReturned), typeof(MeetingConvened), typeof(MeetingConcluded), typeof(OfficerDesignated), typeof(OfficeVacated),
        typeof(SeatAllocated), typeof(SeatReleased), typeof(SpeakerInscribed), typeof(InscriptionWithdrawn), typeof(StatementDelivered),
    }.ToDictionary(type => $"forum.{type.Namespace!.Split('.')[^1].ToLowerInvariant()}.{Snake(type.Name)}");

    public static Told Of(EventSeen seen, string service, DateTimeOffset at) =>
        new(at, service, seen.Trace, Kinds.TryGetValue(seen.Type, out var kind) ? seen.Data.Deserialize(kind, Form) : null);

    /// <summary>The same in a sentence; null for what nobody need read.</summary>
    public string? InWords() => Message switch
    {
        SeatReleased m => $"its seat at round table {m.Seat.RoundTable} is free",
        SeatAllocated m => $"{m.Seat.Participant} has a seat at round table {m.Seat.RoundTable}",
        InscriptionWithdrawn m => $"{m.Inscription.Participant} was taken off the speakers' list",
        SpeakerInscribed m => $"{m.Inscription.Participant} stands at the end of the speakers' list",
        OfficeVacated m => $"{m.Role} of {Name(m.Meeting)} is vacant{(m.ChairVacant ? ": nobody is left to chair" : "")}",
        _ => null,
    };

    private static string Name(Meeting meeting) => new Scenarios.MeetingName(meeting.Kind, meeting.Number).InWords();

    private static string Snake(string name) => string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? $"{(index > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
