using Forum.Replay.Generate;

Illustration.Of("seeds/first-dialogue").Write("seeds/first-dialogue");
