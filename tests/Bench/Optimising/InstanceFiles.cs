using System.Text.Json;
using Forum.Optimiser.Instances;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>The instances that are measured, up to 1,000 participants, as JSON that can be posted to Scheduling or handed to anybody's solver.</summary>
internal static class InstanceFiles
{
    public static int Write(string folder, string others)
    {
        Directory.CreateDirectory(folder);
        List<(string File, Instance Instance)> instances =
        [
            ("first-dialogue", FirstDialogue.Make()),
            .. GeneratedSeats.Sizes.Where(size => size.Participants <= 1_000).Select(size => ($"seats-{size.Participants}-{size.Tables}", GeneratedSeats.Make(size.Participants, size.Tables, 1))),
            .. Timetables.Sizes.Select(size => ($"generated-timetable-{size.Sessions}-{size.Rooms}-{size.Slots}", GeneratedTimetable.Make(size.Sessions, size.Rooms, size.Slots, 1).Instance)),
        ];
        if (Path.Combine(others, "fairpyx", "ariel_5783_input.json") is var bids && OthersData.IsThere("fairpyx", bids))
        {
            var input = FairpyxInput.Read(File.ReadAllText(bids));
            instances.Add(("fairpyx-1000-0", input.AsInstance("fairpyx, capacity 1000, seed 0", input.Resampled(0, 1_000)) with { Policy = new() { Aim = RankAim.Egalitarian } }));
        }

        foreach (var (sessions, rooms, slots, _) in Timetables.Sizes)
        {
            var name = $"timetable-{sessions}-{rooms}-{slots}";
            if (Path.Combine(others, "timetable", $"{name}.json") is var file && OthersData.IsThere("timetable", file))
                instances.Add((name, Timetabling.Read(file)));
        }

        foreach (var (file, instance) in instances)
        {
            var path = Path.Combine(folder, $"{file}.json");
            File.WriteAllText(path, JsonSerializer.Serialize(instance, InstanceJson.Options));
            Console.WriteLine($"{path}: {instance.Participants.Count} participants, {instance.Tables.Count} tables, {instance.Timetable?.Sessions.Count ?? 0} sessions");
        }

        return 0;
    }
}
