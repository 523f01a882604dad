using Forum.Console.Access;
using Forum.Console.Editions;
using Forum.Console.Http;
using Forum.Console.Pages;
using Forum.Console.Proxy;
using Forum.Console.Reading;
using Forum.Console.Traces;
using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateSlimBuilder(args);
// The slim builder leaves it out: styles and scripts of a build that is not published.
if (builder.Environment.IsDevelopment())
    builder.WebHost.UseStaticWebAssets();
builder.AddForumTelemetry("console", "Yarp.ReverseProxy", "System.Net.Http");
builder.AddPublicOrigin();
builder.AddSignIn();
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddReading();
builder.Services.AddSingleton<EditionReader>().AddSingleton<LiveEditions>().AddSingleton<TraceReader>();
builder.Services.AddRazorComponents();
builder.Services.AddHealthChecks();
builder.Services.AddHostedService<IdleMemory>();

var app = builder.Build();
app.UsePages();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseKeptPages();
app.MapHealthChecks("/health/live").DisableHttpMetrics();
app.MapHealthChecks("/health/ready").DisableHttpMetrics();
app.MapMetrics();
app.MapStaticAssets();
app.MapPublicOrigin();
app.MapSignIn();
app.MapLiveStream();
app.MapLiveRuns();
app.MapRazorComponents<App>();
await app.RunAsync();
return 0;
