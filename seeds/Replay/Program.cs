using Forum.Replay;
using Forum.Replay.Data;
using Forum.Replay.Generate;

Options options;
try
{
    options = Options.Read(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}{Environment.NewLine}{Environment.NewLine}{Options.Usage}");
    return 2;
}

if (options.Generate)
{
    Illustration.Of(options.Data).Write(options.Data);
    return 0;
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
return await Replaying.Run(options, secret, Dialogue.Read(options.Data), stop.Token);
