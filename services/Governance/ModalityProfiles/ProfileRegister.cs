using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forum.Governance.ModalityProfiles;

/// <summary>Where a datum comes from. What somebody remembers is no source.</summary>
public enum ProvenanceSource
{
    /// <summary>The source document of the first Dialogue.</summary>
    Seed,

    /// <summary>A public page that was read.</summary>
    StoredPage,

    /// <summary>Follows from other data, or from what they do not say.</summary>
    Derived,

    Synthetic,
}

/// <param name="Locator">Where in the source.</param>
public sealed record Provenance(ProvenanceSource Source, string Locator, string? Note = null);

/// <summary>What a registered profile is to the forum.</summary>
public enum ProfileStanding
{
    /// <summary>What is known of the Dialogue of 2006 itself.</summary>
    FirstDialogue,

    /// <summary>How another event was held. It may be borrowed under its own code; it never was the rule of 2006.</summary>
    Precedent,
}

/// <summary>One limit of a profile.</summary>
/// <param name="Value">Null when it is not known.</param>
public sealed record ProfileValue(int? Value, Provenance Provenance);

/// <summary>Something that was done and is not a number.</summary>
public sealed record ProfilePractice(string Says, Provenance Provenance);

/// <summary>The limits of a profile; the members are those of an edition's modality profile.</summary>
public sealed record ProfileValues(
    ProfileValue RoundTableCapacity,
    ProfileValue SpeakingLimitMinutes,
    ProfileValue NoObjectionDays,
    ProfileValue CivilSocietyFloor,
    ProfileValue CivilSocietyCeiling,
    ProfileValue MostCivilSocietyDelegations);

/// <summary>How an event was held, as far as its sources say, each value with its source.</summary>
/// <param name="Label">What the profile is and is not, to be shown wherever it is borrowed.</param>
public sealed record RegisteredProfile(
    string Code, string Title, int Year, ProfileStanding Standing, string Label, ProfileValues Values, IReadOnlyList<ProfilePractice> Practices)
{
    /// <summary>The same as an edition carries it.</summary>
    public Contracts.Governance.ModalityProfile AsCarried() => new()
    {
        Code = Code,
        RoundTableCapacity = Values.RoundTableCapacity.Value,
        SpeakingLimitMinutes = Values.SpeakingLimitMinutes.Value,
        NoObjectionDays = Values.NoObjectionDays.Value,
        CivilSocietyFloor = Values.CivilSocietyFloor.Value,
        CivilSocietyCeiling = Values.CivilSocietyCeiling.Value,
        MostCivilSocietyDelegations = Values.MostCivilSocietyDelegations.Value,
    };
}

/// <summary>The profiles that are data: the first Dialogue's, with its limits unknown, and the precedents that may be borrowed.</summary>
public static class ProfileRegister
{
    private const string Folder = "ModalityProfiles/";

    // A profile without a source for each of its values cannot be read: every member is required.
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>By year.</summary>
    public static IReadOnlyList<RegisteredProfile> All { get; } = [.. Read().OrderBy(profile => profile.Year).ThenBy(profile => profile.Code, StringComparer.Ordinal)];

    public static RegisteredProfile? Find(string code) => All.FirstOrDefault(profile => profile.Code == code);

    private static IEnumerable<RegisteredProfile> Read()
    {
        var assembly = typeof(ProfileRegister).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize<RegisteredProfile>(file, Form)!;
        }
    }
}
