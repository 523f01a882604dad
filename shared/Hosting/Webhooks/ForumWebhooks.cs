using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weasel.Postgresql.Tables;

namespace Forum.Hosting.Webhooks;

/// <summary>Standard Webhooks 1.0.0 in every service that announces something.</summary>
internal static class ForumWebhooks
{
    public static void AddForumWebhooks(this WebApplicationBuilder builder, ForumService service)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName($"forum-{service.Name}");
        if (builder.Configuration["Webhooks:KeysDirectory"] is { Length: > 0 } directory)
            protection.PersistKeysToFileSystem(new DirectoryInfo(directory));
        builder.Services.AddSingleton<Secrets>();
        builder.Services.TryAddSingleton(new Targets(builder.Configuration));
        builder.Services.AddSingleton<Messenger>();
        if (service.IsApart)
            return;
        builder.Services.AddSingleton<Courier>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<Courier>());
    }

    public static void Configure(StoreOptions options)
    {
        options.Schema.For<Webhook>();
        options.Schema.For<WebhookProgress>();
        options.Schema.For<Delivery>()
            .DocumentAlias("webhook_delivery")
            .UniqueIndex("webhook_delivery_once", delivery => delivery.WebhookId, delivery => delivery.EventId)
            .Duplicate(delivery => delivery.NextAttemptAt, notNull: false)
            .IndexLastModified(index => index.Method = IndexMethod.brin);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        SubscribeWebhook.Map(routes);
        ReadWebhooks.Map(routes);
        ChangeWebhook.Map(routes);
        ReplaceSecret.Map(routes);
        EnableWebhook.Map(routes);
        DisableWebhook.Map(routes);
        DeleteWebhook.Map(routes);
        ReadDeliveries.Map(routes);
        ReplayDeliveries.Map(routes);
        PingWebhook.Map(routes);
    }
}
