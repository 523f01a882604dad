using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.RoundTables;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>Says, before a pin is given to a run, whether the timetable is still possible with all its pins; when it is not, what cannot hold together and the cheapest way out.</summary>
public static class CheckPin
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/pin-check", async (Guid id, PinnedMeeting command, IDocumentSession session, SolvingProcess solving, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.RequireEdition(id, ct);
                var view = await session.PlannedSeats(id, news: null, time, ct);
                var question = new AskForRun { EditionId = id, Part = RunPart.Timetable, Pins = [command] };
                var instance = EditionProblem.Of(question, edition, await Programme.Read(session, id, ct), view, edition.Now(time));
                var pin = instance.Pins.First(pin => pin.Id == EditionProblem.PinId(0));
                var without = instance with { Pins = [.. instance.Pins.Where(other => other.Id != pin.Id)] };
                try
                {
                    return (await solving.Explain(new ExplanationAsked(Pin: pin), RunPaper.Of(Guid.Empty, "", without).Content, ct)).Pin!;
                }
                catch (SolvingFailed failed)
                {
                    throw new Refusal("no-answer", failed.Message);
                }
            })
            .Allow(Role.Organizer)
            .WithName(nameof(CheckPin))
            .WithTags("Optimiser");
}
