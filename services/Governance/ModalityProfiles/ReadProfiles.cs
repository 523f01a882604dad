using Forum.Hosting.Http;
using Forum.Hosting.Store;

namespace Forum.Governance.ModalityProfiles;

/// <summary>The modality profiles that are data, for anybody.</summary>
public static class ReadProfiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/modality-profiles", () => new Listed<RegisteredProfile>(new Page<RegisteredProfile>(ProfileRegister.All, null)))
            .AllowAnonymous()
            .WithName("ListModalityProfiles")
            .WithSummary("Lists the modality profiles that are data, with the precedents labelled as such")
            .WithTags("Modality profiles");

        routes.MapGet("/modality-profiles/{code}", (string code) => TypedResults.Ok(ProfileRegister.Find(code) ?? throw new Missing("modality profile", code)))
            .AllowAnonymous()
            .WithName("ReadModalityProfile")
            .WithSummary("Shows a modality profile, each value with its source")
            .WithTags("Modality profiles");
    }
}
