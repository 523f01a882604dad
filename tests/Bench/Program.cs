using System.Text.Json;
using Forum.Bench;

// The floors run in processes of their own, as the services do.
if (args is ["--floor", ..])
    return await FloorServer.Run();

var quick = args.Contains("--quick");
var json = Array.IndexOf(args, "--json") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

await using var stage = await Stage.Set();
var registering = await Registering.Measure(stage, quick);
await stage.StartScheduling();
List<Measure> measures = [.. registering, .. await NextService.Measure(stage, quick)];

Console.WriteLine();
Console.WriteLine($"{"measure",-44} {"value",10} {"floor",10} {"unit",-6} {"ratio",7}");
foreach (var measure in measures)
    Console.WriteLine($"{measure.Name,-44} {measure.Value,10:0.00} {measure.Floor,10:0.00} {measure.Unit,-6} {measure.Ratio,7:0.00}");
if (json is not null)
    await File.WriteAllTextAsync(json, JsonSerializer.Serialize(new { measures }, JsonSerializerOptions.Web));
return 0;
