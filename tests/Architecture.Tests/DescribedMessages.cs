using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forum.Contracts.Governance;
using Forum.Hosting.Events;
using Forum.Hosting.Http.Describing;
using MassTransit;

namespace Forum.Architecture.Tests;

/// <summary>
/// The AsyncAPI document of the forum, made of the contracts, their docstrings, and who consumes them: on the bus a channel a message, sent by the service that owns it
/// and received by each queue that listens; to systems outside the same messages as CloudEvents, in the feeds and by webhook.
/// </summary>
internal static class DescribedMessages
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Type[] Declared = [.. typeof(EditionAnnounced).Assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal)];

    /// <summary>What stands for itself says of which revision it tells (a rule of the contracts); the rest are parts.</summary>
    private static readonly Type[] Messages = [.. Declared.Where(type => type.GetProperty("Revision") is not null)];

    public static string Text()
    {
        var document = new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Forum: what the services tell",
                ["version"] = "1.0.0",
                ["description"] = "What the services of the forum tell one another over RabbitMQ, and systems outside by event feed and webhook. "
                    + "A message is told once its event is committed, at least once, in no promised order: `messageId` (outside: `id`) stays the same however often it is told, and a later `revision` supersedes an earlier one. "
                    + "Contracts change by addition. No private person is in them.",
                ["contact"] = new JsonObject { ["name"] = "The Forum contributors" },
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["url"] = "https://www.apache.org/licenses/LICENSE-2.0" },
                ["tags"] = new JsonArray([.. Owners.Select(owner => Tag(owner))]),
            },
            ["defaultContentType"] = "application/json",
            ["servers"] = new JsonObject
            {
                ["bus"] = new JsonObject { ["host"] = "{broker}", ["protocol"] = "amqp", ["protocolVersion"] = "0.9.1", ["description"] = "RabbitMQ, inside. Each service has a user that may publish what is its own and read its own queues.", ["variables"] = Variable("broker", "127.0.0.1:5672", "Host and port of the broker.") },
                ["public"] = new JsonObject { ["host"] = "{origin}", ["protocol"] = "https", ["description"] = "The public origin.", ["variables"] = Variable("origin", "forum.example", "Where the forum is reached.") },
            },
            ["channels"] = Object(Messages.Select(Exchange).Concat(Owners.Select(Feed)).Append(Webhook())),
            ["operations"] = Object(Messages.Select(Announces).Concat(Listeners().Select(Hears)).Concat(Owners.Select(Feeds)).Concat(Owners.Select(Calls))),
            ["components"] = new JsonObject
            {
                ["messages"] = Object(Messages.Select(OnTheBus).Concat(Messages.Select(Outside))),
                ["schemas"] = Object(Declared.Select(type => (Name(type), (JsonNode)Schema(type))).Concat([("Envelope", Envelope()), ("CloudEvent", CloudEventSchema())])),
            },
        };
        return $"{document.ToJsonString(Readable)}\n";
    }

    private static string[] Owners => [.. Messages.Select(Owner).Distinct(StringComparer.Ordinal)];

    private static string Owner(Type type) => type.Namespace!.Split('.')[^1];

    /// <summary>"Governance.EditionAnnounced".</summary>
    private static string Name(Type type) => $"{Owner(type)}.{type.Name}";

    private static string Outer(Type message) => Announced.TypeOf(Owner(message).ToLowerInvariant(), message);

    private static (string, JsonNode) Exchange(Type message) => (Name(message), new JsonObject
    {
        ["address"] = $"{message.Namespace}:{message.Name}",
        ["description"] = Docstrings.Of(message),
        ["servers"] = new JsonArray(Reference("servers", "bus")),
        ["messages"] = new JsonObject { [message.Name] = Reference("components/messages", Name(message)) },
        ["bindings"] = new JsonObject { ["amqp"] = new JsonObject { ["is"] = "routingKey", ["exchange"] = new JsonObject { ["name"] = $"{message.Namespace}:{message.Name}", ["type"] = "fanout", ["durable"] = true, ["autoDelete"] = false, ["vhost"] = "/" }, ["bindingVersion"] = "0.3.0" } },
    });

    private static (string, JsonNode) Feed(string owner) => ($"{owner}.Feed", new JsonObject
    {
        ["address"] = $"/api/{owner.ToLowerInvariant()}/events",
        ["description"] = "What the service announced, oldest first, from a position on; a delegation's own systems find there what concerns it and what is public.",
        ["servers"] = new JsonArray(Reference("servers", "public")),
        ["messages"] = Object(Messages.Where(message => Owner(message) == owner).Select(message => (message.Name, (JsonNode)Reference("components/messages", Outer(message))))),
    });

    private static (string, JsonNode) Webhook() => ("Webhook", new JsonObject
    {
        ["address"] = null,
        ["description"] = "The address that a subscriber gave, called as Standard Webhooks says: signed, tried again on its schedule, and no more once it answers 410.",
        ["messages"] = Object(Messages.Select(message => (Name(message), (JsonNode)Reference("components/messages", Outer(message))))),
    });

    private static (string, JsonNode) Announces(Type message) => ($"{Owner(message)}.Announces.{message.Name}", new JsonObject
    {
        ["action"] = "send",
        ["channel"] = Reference("channels", Name(message)),
        ["summary"] = $"{Owner(message)} announces it, once it is committed.",
        ["tags"] = new JsonArray(Tag(Owner(message))),
        ["messages"] = new JsonArray(Reference($"channels/{Name(message)}/messages", message.Name)),
        ["bindings"] = new JsonObject { ["amqp"] = new JsonObject { ["deliveryMode"] = 2, ["bindingVersion"] = "0.3.0" } },
    });

    private static (string, JsonNode) Hears((string Service, Type Consumer, Type Message) listener) => ($"{listener.Service}.{listener.Consumer.Name}.{listener.Message.Name}", new JsonObject
    {
        ["action"] = "receive",
        ["channel"] = Reference("channels", Name(listener.Message)),
        ["summary"] = $"{listener.Service} hears of it.",
        ["description"] = Docstrings.Of(listener.Consumer),
        ["tags"] = new JsonArray(Tag(listener.Service)),
        ["messages"] = new JsonArray(Reference($"channels/{Name(listener.Message)}/messages", listener.Message.Name)),
        ["x-queue"] = Queue(listener.Service, listener.Consumer),
    });

    private static (string, JsonNode) Feeds(string owner) => ($"{owner}.Feed", new JsonObject
    {
        ["action"] = "send",
        ["channel"] = Reference("channels", $"{owner}.Feed"),
        ["summary"] = "A stretch of the feed, for who asks.",
        ["tags"] = new JsonArray(Tag(owner)),
        ["bindings"] = new JsonObject { ["http"] = new JsonObject { ["method"] = "GET", ["bindingVersion"] = "0.3.0" } },
    });

    private static (string, JsonNode) Calls(string owner) => ($"{owner}.Webhook", new JsonObject
    {
        ["action"] = "send",
        ["channel"] = Reference("channels", "Webhook"),
        ["summary"] = "A call to who has subscribed.",
        ["tags"] = new JsonArray(Tag(owner)),
        ["messages"] = new JsonArray([.. Messages.Where(message => Owner(message) == owner).Select(message => Reference("channels/Webhook/messages", Name(message)))]),
        ["bindings"] = new JsonObject { ["http"] = new JsonObject { ["method"] = "POST", ["bindingVersion"] = "0.3.0" } },
    });

    /// <summary>Who listens to what: the consumers of every service.</summary>
    private static IEnumerable<(string Service, Type Consumer, Type Message)> Listeners() =>
        from service in Ours.Services
        from consumer in Ours.Service(service).GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }).OrderBy(type => type.Name, StringComparer.Ordinal)
        from heard in consumer.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(face => face.GetGenericArguments()[0]).OrderBy(Name, StringComparer.Ordinal)
        where Messages.Contains(heard)
        select (service, consumer, heard);

    private static string Queue(string service, Type consumer) => (string)typeof(KebabCaseEndpointNameFormatter).GetMethod(nameof(KebabCaseEndpointNameFormatter.Consumer))!
        .MakeGenericMethod(consumer).Invoke(new KebabCaseEndpointNameFormatter(service.ToLowerInvariant(), includeNamespace: false), null)!;

    private static (string, JsonNode) OnTheBus(Type message) => (Name(message), new JsonObject
    {
        ["name"] = $"urn:message:{message.Namespace}:{message.Name}",
        ["title"] = message.Name,
        ["summary"] = Docstrings.Of(message),
        ["contentType"] = "application/vnd.masstransit+json",
        ["correlationId"] = new JsonObject { ["description"] = "The stream that it happened in.", ["location"] = "$message.payload#/correlationId" },
        ["headers"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["Content-Type"] = new JsonObject { ["type"] = "string", ["const"] = "application/vnd.masstransit+json" },
                ["MT-Activity-Id"] = new JsonObject { ["type"] = "string", ["description"] = "W3C trace context of the request that caused it; absent when it was not traced." },
            },
        },
        ["payload"] = new JsonObject
        {
            ["allOf"] = new JsonArray(Reference("components/schemas", "Envelope"), new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["message"] = Reference("components/schemas", Name(message)) },
            }),
        },
    });

    private static (string, JsonNode) Outside(Type message) => (Outer(message), new JsonObject
    {
        ["name"] = Outer(message),
        ["title"] = message.Name,
        ["summary"] = Docstrings.Of(message),
        ["contentType"] = "application/cloudevents+json",
        ["headers"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "Of a webhook; an event in a feed has none.",
            ["properties"] = new JsonObject
            {
                ["webhook-id"] = new JsonObject { ["type"] = "string", ["description"] = "The same however often it is tried." },
                ["webhook-timestamp"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+$", ["description"] = "When it was sent, in seconds of Unix time." },
                ["webhook-signature"] = new JsonObject { ["type"] = "string", ["description"] = "Signatures of id, time and body, with the subscription's secret." },
            },
        },
        ["payload"] = new JsonObject
        {
            ["allOf"] = new JsonArray(Reference("components/schemas", "CloudEvent"), new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["type"] = new JsonObject { ["const"] = Outer(message) },
                    ["source"] = new JsonObject { ["const"] = $"urn:forum:{Owner(message).ToLowerInvariant()}" },
                    ["data"] = Reference("components/schemas", Name(message)),
                },
            }),
        },
    });

    /// <summary>MassTransit's envelope, as far as somebody else has to know it.</summary>
    private static JsonObject Envelope() => new()
    {
        ["type"] = "object",
        ["description"] = "The envelope of MassTransit around a message.",
        ["required"] = new JsonArray("messageId", "messageType", "message"),
        ["properties"] = new JsonObject
        {
            ["messageId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid", ["description"] = "Id of the event in its service's store, the same however often it is told." },
            ["correlationId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid", ["description"] = "The stream that it happened in." },
            ["messageType"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            ["message"] = new JsonObject { ["type"] = "object" },
            ["sentTime"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ["headers"] = new JsonObject { ["type"] = "object" },
        },
    };

    private static JsonObject CloudEventSchema()
    {
        var schema = Schema(typeof(CloudEvent));
        schema["required"] = new JsonArray([.. typeof(CloudEvent).GetProperties().Where(property => property.PropertyType != typeof(string) || property.Name is not nameof(CloudEvent.TraceParent)).Select(property => JsonValue.Create(Member(property)))]);
        return schema;
    }

    private static JsonObject Schema(Type type)
    {
        var schema = new JsonObject();
        if (Docstrings.Of(type) is { } said)
            schema["description"] = said;
        if (type.IsEnum)
        {
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. Enum.GetNames(type).Select(word => JsonValue.Create(word))]);
            return schema;
        }

        schema["type"] = "object";
        schema["required"] = new JsonArray([.. type.GetProperties().Where(property => property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute))).Select(property => JsonValue.Create(Member(property)))]);
        schema["properties"] = Object(type.GetProperties().Select(property => (Member(property), (JsonNode)Value(property))));
        return schema;
    }

    private static JsonObject Value(PropertyInfo property)
    {
        var type = property.PropertyType;
        var optional = Nullable.GetUnderlyingType(type) is not null || new NullabilityInfoContext().Create(property).ReadState is NullabilityState.Nullable;
        var value = Value(Nullable.GetUnderlyingType(type) ?? type);
        if (optional)
            value = value["type"] is { } plain && value["$ref"] is null
                ? With(value, "type", new JsonArray(plain.DeepClone(), "null"))
                : new JsonObject { ["oneOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) };
        return Docstrings.Of(property) is not { } said ? value
            : value["$ref"] is null ? With(value, "description", said)
            : new JsonObject { ["allOf"] = new JsonArray(value), ["description"] = said };
    }

    private static JsonObject Value(Type type) => type switch
    {
        _ when type == typeof(string) => new() { ["type"] = "string" },
        _ when type == typeof(Guid) => new() { ["type"] = "string", ["format"] = "uuid" },
        _ when type == typeof(DateOnly) => new() { ["type"] = "string", ["format"] = "date" },
        _ when type == typeof(DateTimeOffset) => new() { ["type"] = "string", ["format"] = "date-time" },
        _ when type == typeof(bool) => new() { ["type"] = "boolean" },
        _ when type == typeof(double) || type == typeof(decimal) => new() { ["type"] = "number" },
        _ when type == typeof(int) || type == typeof(long) => new() { ["type"] = "integer", ["format"] = type == typeof(int) ? "int32" : "int64" },
        _ when type == typeof(JsonElement) => new() { ["type"] = "object" },
        _ when Declared.Contains(type) => Reference("components/schemas", Name(type)),
        _ when type.GetGenericArguments() is [var item] => new() { ["type"] = "array", ["items"] = Value(item) },
        _ when type.GetGenericArguments() is [var key, var item] && key == typeof(string) => new() { ["type"] = "object", ["additionalProperties"] = Value(item) },
        _ => throw new NotSupportedException($"It is not known here how a {type} is written. Say it in {nameof(DescribedMessages)}."),
    };

    private static string Member(PropertyInfo property) =>
        property.GetCustomAttribute<System.Text.Json.Serialization.JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static JsonObject With(JsonObject schema, string member, JsonNode? value)
    {
        schema[member] = value;
        return schema;
    }

    private static JsonObject Reference(string place, string name) => new() { ["$ref"] = $"#/{place}/{name.Replace("/", "~1", StringComparison.Ordinal)}" };

    private static JsonObject Tag(string owner) => new() { ["name"] = owner };

    private static JsonObject Variable(string name, string usual, string description) => new() { [name] = new JsonObject { ["default"] = usual, ["description"] = description } };

    private static JsonObject Object(IEnumerable<(string Name, JsonNode Value)> members) => new(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)member.Value)));
}
