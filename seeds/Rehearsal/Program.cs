using Forum.Rehearsal;
using Forum.Rehearsal.Scenarios;

Options options;
Scenario scenario;
try
{
    options = Options.Read(args);
    scenario = options.Scenario is { } file ? Scenario.Read(await File.ReadAllTextAsync(file)) : Scenario.Usual;
}
catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}{Environment.NewLine}{Environment.NewLine}{Options.Usage}");
    return 2;
}

if (Environment.GetEnvironmentVariable("FORUM_DEMO_CLIENT_SECRET") is not { Length: > 0 } secret)
{
    await Console.Error.WriteLineAsync("FORUM_DEMO_CLIENT_SECRET is not set: it is the secret of the demo clients of the local profile.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await Rehearsing.Run(options, secret, scenario, stop.Token);
