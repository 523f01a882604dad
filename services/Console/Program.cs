using Forum.Console.Proxy;
using Forum.Hosting.Health;
using Forum.Hosting.Telemetry;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateBuilder(args);
builder.AddForumTelemetry("console", "Yarp.ReverseProxy", "System.Net.Http");
builder.AddPublicOrigin();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/health/live").AllowAnonymous().DisableHttpMetrics();
app.MapHealthChecks("/health/ready").AllowAnonymous().DisableHttpMetrics();
app.MapPublicOrigin();
await app.RunAsync();
return 0;
