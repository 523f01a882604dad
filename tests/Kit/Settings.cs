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

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{name} is not set. Run the tests with deploy/local/test, which starts PostgreSQL and RabbitMQ and says where they are.");
}
