namespace Forum.Kit;

/// <summary>Where the servers of a test run are; <c>deploy/local/test</c> starts them and sets these.</summary>
public static class Settings
{
    /// <summary>Connection string of a PostgreSQL superuser.</summary>
    public static string Postgres => Required("FORUM_TEST_POSTGRES");

    /// <summary><c>amqp://user:password@host:port</c> of a broker administrator.</summary>
    public static Uri RabbitMq => new(Required("FORUM_TEST_RABBITMQ"));

    /// <summary><c>http://user:password@host:port</c> of the broker's management interface.</summary>
    public static Uri RabbitMqManagement => new(Required("FORUM_TEST_RABBITMQ_MANAGEMENT"));

    /// <summary>Debian's Chromium without windows, or another one that <c>FORUM_TEST_CHROMIUM</c> names; none is ever downloaded.</summary>
    public static string Chromium
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("FORUM_TEST_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium-headless-shell";
            return File.Exists(path)
                ? path
                : throw new InvalidOperationException($"There is no browser at {path}. Install it with 'apt-get install chromium-headless-shell' or name another Chromium with FORUM_TEST_CHROMIUM.");
        }
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{name} is not set. Run the tests with deploy/local/test, which starts PostgreSQL and RabbitMQ and says where they are.");
}
