using System.Text.Json;
using Forum.Bench;
using Forum.Bench.Optimising;
using Forum.Optimiser.Instances;

// The floors run in processes of their own, as the services do; and so does what is measured alone.
if (args is ["--floor", ..])
    return await FloorServer.Run();
if (args is ["--alone", .. var what])
    return Alone.Answer(what);

var quick = args.Contains("--quick");
var only = Option("--only");
var json = Option("--json");
if (Option("--instances") is { } to)
    return InstanceFiles.Write(to, OthersData.Folder(args));

List<Measure> measures = [];
if (only is null or "registering" or "inscribing" or "importing" or "drafting" or "rendering" or "serving" or "intake" or "next-service" or "run-beside" or "trace")
{
    await using var stage = await Stage.Set();
    if (only is null or "registering")
        measures.AddRange(await Registering.Measure(stage, quick));
    if (only is null or "inscribing")
        measures.AddRange(await Inscribing.Measure(stage, quick));
    if (only is null or "importing")
        measures.AddRange(await Importing.Measure(stage, quick));
    if (only is null or "drafting" or "rendering" or "serving")
        await stage.StartPublishing();
    if (only is null or "drafting")
        measures.AddRange(await Drafting.Measure(stage, quick));
    if (only is null or "rendering")
        measures.AddRange(await Rendering.Measure(stage));
    if (only is null or "serving")
        measures.AddRange(await Serving.Measure(stage, quick));
    if (only is null or "intake")
        measures.AddRange(await TakingIn.Measure(stage, quick));
    if (only is null or "trace")
        measures.AddRange(await OpeningATrace.Measure(stage, quick));
    if (only is null or "next-service" or "run-beside")
    {
        await stage.UntilAnnounced();
        await stage.StartScheduling();
        if (only is not "run-beside")
            measures.AddRange(await NextService.Measure(stage, quick));
        if (only is not "next-service")
            measures.AddRange(await RunBeside.Measure(stage, quick));
    }
}

// On a stage of its own: elsewhere nobody exports.
if (only is null or "receiver-gone")
{
    await using var stage = await Stage.Set(exporting: true);
    measures.AddRange(await ReceiverGone.Measure(stage, quick));
}

// The optimiser needs no service and no database.
List<Finding> findings = [];
if (only is null or "seats")
    findings.AddRange(SeatsOfAllSizes.Measure(quick));
if (only is null or "first-dialogue")
    findings.AddRange(FirstDialogueSeats.Measure());
if (only is null or "fairpyx")
    findings.AddRange(FairpyxPeers.Measure(OthersData.Folder(args), quick));
if (only is null or "timetable")
    findings.AddRange(Timetables.Measure(OthersData.Folder(args), quick));
if (only is null or "late-chair")
    findings.AddRange(LateChairs.Measure(quick));
var explained = only is not (null or "timetable") || ImpossibleTimetables.Measure(quick);

if (measures.Count > 0)
{
    Console.WriteLine();
    Console.WriteLine($"{"measure",-44} {"value",10} {"floor",10} {"unit",-6} {"ratio",7}");
    foreach (var measure in measures)
        Console.WriteLine($"{measure.Name,-44} {measure.Value,10:0.00} {measure.Floor,10:0.00} {measure.Unit,-6} {measure.Ratio,7:0.00}");
}

if (json is not null)
    await File.WriteAllTextAsync(json, JsonSerializer.Serialize(new { measures, optimiser = findings }, InstanceJson.Options));
return explained && findings.TrueForAll(finding => finding.HardViolations == 0) ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
