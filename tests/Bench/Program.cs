using System.Text.Json;
using Forum.Bench;

// The floors run in processes of their own, as the services do.
if (args is ["--floor", ..])
    return await FloorServer.Run();

var quick = args.Contains("--quick");
var only = Array.IndexOf(args, "--only") is var one and >= 0 && one + 1 < args.Length ? args[one + 1] : null;
var json = Array.IndexOf(args, "--json") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

await using var stage = await Stage.Set();
List<Measure> measures = [];
if (only is null or "registering")
    measures.AddRange(await Registering.Measure(stage, quick));
if (only is null or "inscribing")
    measures.AddRange(await Inscribing.Measure(stage, quick));
if (only is null or "importing")
    measures.AddRange(await Importing.Measure(stage, quick));
if (only is null or "next-service")
{
    await stage.UntilAnnounced();
    await stage.StartScheduling();
    measures.AddRange(await NextService.Measure(stage, quick));
}

Console.WriteLine();
Console.WriteLine($"{"measure",-44} {"value",10} {"floor",10} {"unit",-6} {"ratio",7}");
foreach (var measure in measures)
    Console.WriteLine($"{measure.Name,-44} {measure.Value,10:0.00} {measure.Floor,10:0.00} {measure.Unit,-6} {measure.Ratio,7:0.00}");
if (json is not null)
    await File.WriteAllTextAsync(json, JsonSerializer.Serialize(new { measures }, JsonSerializerOptions.Web));
return 0;
