using Forum.Hosting;
using Forum.Identity;

if (args is ["--health"]) return await Health.Ask();

var builder = WebApplication.CreateSlimBuilder(args);
var issuer = new Issuer(builder.Configuration);
var accounts = Accounts.Read(builder.Configuration, builder.Environment);

builder.AddSignIn(issuer);
builder.AddTokens(issuer);
builder.AddGuards();
builder.AddTelemetry();
builder.Services.AddSingleton(accounts).AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Preparation>().AddHostedService(services => services.GetRequiredService<Preparation>());
builder.Services.AddHostedService<IdleMemory>();
builder.Services.AddHealthChecks().AddCheck<Health>("store");
builder.Services.AddRazorPages();
builder.AddStore(issuer.Keys);

var app = builder.Build();
app.UseGuards(issuer, accounts);
app.UseAuthentication();
app.UseAuthorization();
Health.Map(app);
Tokens.Map(app);
Authorization.Map(app);
SignIn.MapStyle(app);
app.MapRazorPages();
app.Run();
return 0;
