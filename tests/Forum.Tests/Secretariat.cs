using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>A round table and the meeting at which it sits.</summary>
public sealed record PlannedTable(Guid Id, Guid MeetingId);

/// <summary>What organizers do in the stories.</summary>
public sealed class Secretariat(FourServices forum)
{
    private readonly HttpClient governance = forum.Client("governance", "organizer");
    private readonly HttpClient registration = forum.Client("registration", "organizer");
    private readonly HttpClient scheduling = forum.Client("scheduling", "organizer");
    private readonly HttpClient publishing = forum.Client("publishing", "organizer");

    /// <summary>An edition whose registration is open, and of which everybody knows.</summary>
    /// <param name="clock">Null for the world's time.</param>
    /// <param name="modalities">Null for such as limit nothing.</param>
    public async Task<Guid> OpensAnEdition(object? clock = null, object? modalities = null)
    {
        var edition = await governance.MustCreate("/editions", new
        {
            code = $"story-{Guid.CreateVersion7():N}"[..30],
            title = "A dialogue",
            startsOn = "2006-09-14",
            endsOn = "2006-09-15",
            venue = "A venue",
            timeZone = "America/New_York",
            participantsAsOf = "2006-09-14",
            modalityProfile = modalities ?? new { code = "story" },
            outcomeType = "ChairSummary",
            clock = clock ?? new { kind = "Real" },
            reason = "To tell a story of it.",
        });
        await governance.Change(HttpMethod.Post, $"/editions/{edition.Id}/registration/opening", edition.Version, new { reason = "To tell a story of it." });
        await Eventually.Holds(
            async () =>
            {
                await scheduling.Read($"/editions/{edition.Id}/counts");
                await publishing.Read($"/editions/{edition.Id}/figures");
            },
            "Scheduling and Publishing know the edition");
        return edition.Id;
    }

    /// <summary>Closes the registration that was opened; from then on Registration refuses who would register.</summary>
    public async Task ClosesRegistration(Guid edition)
    {
        await governance.Change(HttpMethod.Post, $"/editions/{edition}/registration/closing", version: 2, new { reason = "The list is to be printed." });
        var late = new { editionId = edition, participant = "FRA", category = "MemberState", head = new { name = "Somebody", title = "Minister", rank = "Minister" }, credentials = "Full" };
        // Full credentials nobody registers with, so that this is refused either way.
        await Eventually.True(async () => (await registration.Create("/delegations", late)).Refusal is "registration-not-open", "Registration knows that the window is closed");
    }

    /// <summary>Records the account that the participant's delegation uses in the stories, of which Registration knows then; once is enough.</summary>
    public async Task Designates(string participant)
    {
        var (_, refusal) = await governance.Create("/focal-points", new { participant, subject = $"delegation-{participant}", capacity = "Primary", reason = "A note verbale." });
        refusal.ShouldBeOneOf("", "focal-point-designated");
        using var delegation = forum.Client("registration", "delegation", participant);
        await Eventually.True(
            async () =>
            {
                using var answer = await delegation.GetAsync(new Uri($"/delegations/{Guid.CreateVersion7()}", UriKind.Relative));
                return answer.StatusCode is HttpStatusCode.NotFound;
            },
            $"Registration knows who acts for {participant}");
        foreach (var service in new[] { "scheduling", "publishing" })
        {
            using var reader = forum.Client(service, "delegation", participant);
            await Eventually.True(
                async () =>
                {
                    using var answer = await reader.GetAsync(new Uri("/events?limit=1", UriKind.Relative));
                    return answer.IsSuccessStatusCode;
                },
                $"{service} knows who acts for {participant}");
        }
    }

    public async Task<PlannedTable> PlansARoundTable(Guid edition, int number, int capacity)
    {
        var meeting = await PlansAMeeting(edition, "RoundTable", number);
        var table = await scheduling.MustCreate("/round-tables", new { editionId = edition, number, topic = (string?)null, meetingId = meeting, capacity });
        return new PlannedTable(table.Id, meeting);
    }

    public async Task<Guid> PlansAMeeting(Guid edition, string kind, int number) => (await scheduling.MustCreate("/meetings", new
    {
        editionId = edition,
        kind,
        number,
        title = "A meeting",
        startsAt = "2006-09-14T10:00:00-04:00",
        endsAt = "2006-09-14T13:00:00-04:00",
    })).Id;

    /// <summary>Names somebody of the participant to chair the meeting.</summary>
    public Task NamesAChair(Guid meeting, string participant) => Eventually.Holds(
        async () => await scheduling.Change(
            HttpMethod.Post,
            $"/meetings/{meeting}/officers",
            (await scheduling.Read($"/meetings/{meeting}")).GetProperty("version").GetInt64(),
            new { role = "Chair", name = $"Somebody of {participant}", title = "Minister", participant }),
        "the chair is named, on the meeting as it stands");

    /// <summary>Whose people left offices vacant, chairs that nobody fills first.</summary>
    public async Task<(string Participant, bool ChairVacant)[]> Vacancies(Guid edition) =>
    [
        .. (await scheduling.Read($"/editions/{edition}/vacancies")).GetProperty("items").EnumerateArray()
            .Select(office => (office.GetProperty("participant").GetString()!, office.GetProperty("chairVacant").GetBoolean())),
    ];

    /// <summary>Scans a badge of the delegation; what became of it.</summary>
    public async Task<string> ScansABadgeOf(Guid edition, Guid delegation)
    {
        using var answer = await registration.PostAsJsonAsync($"/editions/{edition}/arrivals", new { scans = new[] { new { scanId = Guid.CreateVersion7(), delegationId = delegation } } });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("outcome").GetString()!;
    }

    /// <summary>How many registered, were present and spoke; null while it is unknown. And how many warnings stand beside them.</summary>
    public async Task<(decimal? Registered, decimal? Present, decimal? Spoke, int Warnings)> Attendance(Guid edition)
    {
        var attendance = await publishing.Read($"/editions/{edition}/attendance");
        decimal? Of(string name) => attendance.GetProperty(name).GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;
        return (Of("registered"), Of("present"), Of("spoke"), attendance.GetProperty("warnings").GetArrayLength());
    }

    /// <summary>Convenes the meeting; to the offices that it does not sit without, somebody is named first who is not known.</summary>
    public async Task Convenes(Guid meeting)
    {
        foreach (var office in (await scheduling.Read($"/meetings/{meeting}")).GetProperty("missingOffices").EnumerateArray().Select(office => office.GetString()))
        {
            var version = (await scheduling.Read($"/meetings/{meeting}")).GetProperty("version").GetInt64();
            await scheduling.Change(HttpMethod.Post, $"/meetings/{meeting}/officers", version, new { role = office, name = (string?)null, title = (string?)null });
        }

        await Rules(meeting, "convening");
    }

    public Task Concludes(Guid meeting) => Rules(meeting, "conclusion");

    /// <summary>The participant makes its statement at the meeting.</summary>
    public Task GivesTheFloorTo(Guid edition, string participant, Guid meeting) => Eventually.Holds(
        async () =>
        {
            var list = await scheduling.Read($"/editions/{edition}/speakers-list");
            var speaker = list.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("participant").GetString() == participant);
            var inscription = speaker.GetProperty("inscriptionId").GetGuid();
            await scheduling.Change(HttpMethod.Post, $"/editions/{edition}/speakers-list/{inscription}/delivery", list.GetProperty("version").GetInt64(), new { meetingId = meeting });
        },
        "the statement is marked, on the list as it stands");

    /// <summary>Who stands on the speakers' list, in its order.</summary>
    public async Task<string[]> Speakers(Guid edition) => Participants((await scheduling.Read($"/editions/{edition}/speakers-list")).GetProperty("items"));

    /// <summary>Who sits at the table.</summary>
    public async Task<string[]> Seats(PlannedTable table) => Participants((await scheduling.Read($"/round-tables/{table.Id}")).GetProperty("seats"));

    /// <summary>A figure as Publishing counts it; null while it is unknown.</summary>
    public async Task<decimal?> Figure(Guid edition, string name)
    {
        var figures = await publishing.Read($"/editions/{edition}/figures");
        var figure = figures.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name).GetProperty("value");
        return figure.ValueKind is JsonValueKind.Null ? null : figure.GetDecimal();
    }

    private async Task Rules(Guid meeting, string what)
    {
        var version = (await scheduling.Read($"/meetings/{meeting}")).GetProperty("version").GetInt64();
        await scheduling.Change(HttpMethod.Post, $"/meetings/{meeting}/{what}", version, new { at = (string?)null });
    }

    private static string[] Participants(JsonElement items) => [.. items.EnumerateArray().Select(item => item.GetProperty("participant").GetString()!)];
}
