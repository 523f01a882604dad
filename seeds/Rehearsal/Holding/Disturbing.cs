using System.Security.Cryptography;
using System.Text;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Holding;

/// <summary>A disturbance as it was brought in.</summary>
/// <param name="Number">From 1, by time.</param>
/// <param name="At">On the edition's clock.</param>
/// <param name="Participant">Whom it was about in the end; null when about nobody's delegation.</param>
/// <param name="Trace">The trace that everything stands under that came of it; null when it was no request.</param>
/// <param name="NotDone">Why it could not be; null when it was.</param>
public sealed record Injected(int Number, Disturbance Disturbance, DateTimeOffset At, string? Participant, string? Trace, string? NotDone);

/// <summary>Brings in each disturbance at its time on the edition's clock.</summary>
public sealed class Disturbing(Stage stage, IReadOnlyList<Disturbance> disturbances)
{
    private readonly List<Injected> injected = [];

    public IReadOnlyList<Injected> Injected => injected;

    public async Task Run(CancellationToken ct)
    {
        foreach (var (index, disturbance) in disturbances.Index())
        {
            var at = stage.Plan.Scenario.AtVenue(disturbance.At);
            await stage.Time.Until(at, ct);
            injected.Add(await Bring(index + 1, disturbance, at, ct));
        }
    }

    private async Task<Injected> Bring(int number, Disturbance disturbance, DateTimeOffset at, CancellationToken ct)
    {
        var minutes = TimeSpan.FromMinutes(disturbance.Minutes ?? 0);
        switch (disturbance.What)
        {
            case DisturbanceKind.LateChair:
                var arrives = stage.Plan.Meetings[disturbance.Meeting!].StartsAt + minutes;
                stage.Hall.ComesLate(disturbance.Meeting!, arrives, number);
                stage.Journal.Note(at, Title(disturbance), $"whoever is to chair will be {minutes.TotalMinutes:0} min late", number);
                return new Injected(number, disturbance, at, null, null, null);
            case DisturbanceKind.Overrun:
                stage.Hall.Overruns(disturbance.Meeting!, minutes, number);
                return new Injected(number, disturbance, at, null, null, null);
            case DisturbanceKind.Absence:
                stage.Hall.IsAbsent(disturbance.Participant!, at + minutes, number);
                return new Injected(number, disturbance, at, disturbance.Participant, null, null);
            default:
                return await Ask(number, disturbance, at, ct);
        }
    }

    /// <summary>Withdraws the delegation or brings it back, as the secretariat does on the delegation's letter: registration has closed.</summary>
    private async Task<Injected> Ask(int number, Disturbance disturbance, DateTimeOffset at, CancellationToken ct)
    {
        var returns = disturbance.What is DisturbanceKind.Return;
        var participant = disturbance.Participant ?? (returns ? WhoLeft(disturbance) : await Chair(disturbance, ct));
        if (participant is null || !stage.Delegations.TryGetValue(participant, out var delegation))
            return new Injected(number, disturbance, at, participant, null, participant is null ? "there was nobody to whom it applied" : $"{participant} has no delegation here");
        if (stage.Hall.Away(participant) is null == returns)
            return new Injected(number, disturbance, at, participant, null, returns ? $"{participant} had not withdrawn" : $"{participant} had withdrawn already");

        var trace = Hash($"{stage.Edition.Id:N}/{number}");
        var who = Who.Organizer with { Trace = $"00-{trace[..32]}-{trace[32..48]}-01" };
        if (returns)
        {
            await stage.Registration.Return(who, delegation, ct);
            stage.Hall.ComesBack(participant);
        }
        else
        {
            stage.Hall.Leaves(participant, number);
            await stage.Registration.Withdraw(who, delegation, ct);
        }

        stage.Journal.Note(at, participant, returns ? "has come back" : "has withdrawn", number);
        return new Injected(number, disturbance, at, participant, trace[..32], null);
    }

    private async Task<string?> Chair(Disturbance disturbance, CancellationToken ct) =>
        (await stage.Scheduling.Meeting(stage.Meetings[disturbance.Meeting!], ct)).Officers.FirstOrDefault(officer => Stage.Chairs(officer.Role))?.Participant;

    /// <summary>Who was to chair the meeting and has withdrawn.</summary>
    private string? WhoLeft(Disturbance disturbance) => injected
        .LastOrDefault(earlier => earlier.Disturbance.What is DisturbanceKind.Withdrawal && earlier.Disturbance.Meeting == disturbance.Meeting && earlier.Participant is { } left && stage.Hall.Away(left) is not null)?
        .Participant;

    private string Title(Disturbance disturbance) => stage.Plan.Meetings[disturbance.Meeting!].Title;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
