using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Hosting.Mandates;

/// <summary>
/// Whoever acts for a delegation rests on a mandate of its participant, and not on the token alone: the token says which account it is and for whom it speaks,
/// Governance says whether it may. Checked before every route that is open to delegations, whatever the route does.
/// </summary>
internal static class RequiredMandate
{
    public static void AddMandates(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MandatesAtHand>();
        builder.Services.ConfigureMarten((provider, store) =>
        {
            store.Schema.For<KnownMandate>();
            store.Listeners.Add(provider.GetRequiredService<MandatesAtHand>());
        });
    }

    public static void UseRequiredMandate(this WebApplication app) => app.Use(static async (http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && Caller.From(http.User) is { Delegation: { } participant } caller && caller.Is(Role.Delegation) && !caller.Is(Role.Organizer)
            && !await http.RequestServices.GetRequiredService<MandatesAtHand>().Hold(participant, caller.Subject, http.RequestAborted))
        {
            throw new Refusal("no-mandate", $"The account {caller.Subject} has no mandate in force to act for {participant}. Ask the secretariat to record it as a focal point.") { NotAllowed = true };
        }

        await next(http);
    });
}
