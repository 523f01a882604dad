using System.Text.RegularExpressions;
using Forum.Contracts.Governance;
using Forum.Kit;

namespace Forum.Contracts.Tests;

public sealed partial class When_a_contract_is_declared
{
    /// <summary>Who may announce; each has a namespace and a folder of its own.</summary>
    private static readonly string[] Owners = ["Governance", "Registration", "Scheduling", "Publishing"];

    /// <summary>
    /// Every text that the services tell each other, and why it tells of no private person. Messages are copied, kept and logged beyond the reach of
    /// Registration, the only holder of personal data: what is announced cannot be erased. So a text that is not listed here is refused.
    /// </summary>
    private static readonly Dictionary<string, string> TextsWithoutPrivatePersons = new(StringComparer.Ordinal)
    {
        ["Governance.Edition.Code"] = "a code of the edition",
        ["Governance.Edition.Title"] = "the edition's public title",
        ["Governance.Edition.Venue"] = "a place",
        ["Governance.Edition.TimeZone"] = "an IANA zone",
        ["Governance.ModalityProfile.Code"] = "a code of the rules",
        ["Governance.ChairOfEdition.Participants"] = "codes of States",
        ["Governance.Mandate.Participant"] = "a code of a State or an organization",
        ["Governance.Mandate.Subject"] = "an account at the issuer, which alone knows whose it is; neither a name nor an address fits into it",
        ["Registration.Delegation.Participant"] = "a code of a State or an organization",
        ["Registration.Delegation.SpeakingOnBehalfOf"] = "a code of a group of States",
        ["Registration.Delegation.Name"] = "the public name of a State or an organization",
        ["Registration.Organization.Code"] = "a code of an organization",
        ["Registration.ListOfParticipantsIssued.Symbol"] = "a document symbol",
        ["Registration.ListOfParticipantsIssued.ContentHash"] = "a hash of a document in which nobody is named",
        ["Scheduling.Meeting.Title"] = "the meeting's public title",
        ["Scheduling.Meeting.Room"] = "a place",
        ["Scheduling.Officer.Name"] = "an officer of a meeting, who acts in public",
        ["Scheduling.Officer.Title"] = "the public office of that officer",
        ["Scheduling.Officer.Participant"] = "a code of a State or an organization",
        ["Scheduling.RoundTablePlanned.Topic"] = "a subject",
        ["Scheduling.RoundTableChanged.Topic"] = "a subject",
        ["Scheduling.OfficeVacated.Participant"] = "a code of a State or an organization",
        ["Scheduling.OfficeVacated.Name"] = "an officer of a meeting, who acts in public",
        ["Scheduling.OfficerReleased.Participant"] = "a code of a State or an organization",
        ["Scheduling.OfficerReleased.Name"] = "an officer of a meeting, who acts in public",
        ["Scheduling.Seat.Participant"] = "a code of a State or an organization",
        ["Scheduling.Inscription.Participant"] = "a code of a State or an organization",
        ["Scheduling.Inscription.OnBehalfOf"] = "a code of a group of States",
        ["Scheduling.RightOfReplyExercised.Participant"] = "a code of a State or an organization",
        ["Scheduling.ExchangeProposed.By"] = "a code of a State or an organization",
        ["Scheduling.ExchangeProposed.With"] = "a code of a State or an organization",
        ["Scheduling.Inscription.Office"] = "an office, e.g. that of the Secretary-General",
        ["Scheduling.ProgrammeReleased.Changes"] = "sentences on meetings, which call participants by their public names and name no person",
        ["Scheduling.NoticeIssued.Participant"] = "a code of a State or an organization",
        ["Scheduling.NoticeIssued.Changes"] = "sentences on meetings and offices, in which nobody is named",
        ["Publishing.SummaryIssued.Title"] = "the public title of a document",
        ["Publishing.SummaryIssued.Symbol"] = "a document symbol",
        ["Publishing.SummaryIssued.ContentHash"] = "a hash of a public document",
        ["Publishing.LanguageVersionIssued.Symbol"] = "a document symbol",
        ["Publishing.LanguageVersionIssued.Language"] = "a code of a language",
        ["Publishing.LanguageVersionIssued.ContentHash"] = "a hash of a public document",
        ["Publishing.CorrigendumIssued.Symbol"] = "a document symbol",
        ["Publishing.CorrigendumIssued.Corrects"] = "a document symbol",
        ["Publishing.CorrigendumIssued.Languages"] = "codes of languages",
        ["Publishing.SummarySuperseded.Symbol"] = "a document symbol",
        ["Publishing.SummarySuperseded.ReplacedBy"] = "a document symbol",
    };

    [Fact]
    public void every_message_says_which_revision_of_its_stream_it_tells_of() =>
        Message.Types.ShouldAllBe(type => type.GetProperty("Revision") != null && type.GetProperty("Revision")!.PropertyType == typeof(long));

    [Fact]
    public void it_is_a_sealed_record_without_a_base() =>
        Message.Declared.ShouldAllBe(type => type.IsSealed && type.BaseType == typeof(object) && type.GetMethod("<Clone>$") != null);

    [Fact]
    public void it_tells_of_no_private_person() =>
        Members().Where(member => member.Held == typeof(string)).Select(member => member.Name).ShouldBe(TextsWithoutPrivatePersons.Keys, ignoreOrder: true);

    [Fact]
    public void beyond_texts_it_holds_ids_numbers_times_words_and_parts_of_the_contracts_only()
    {
        Type[] plain = [typeof(string), typeof(Guid), typeof(int), typeof(long), typeof(double), typeof(bool), typeof(DateOnly), typeof(DateTimeOffset)];
        Members().Where(member => !plain.Contains(member.Held) && member.Held.Assembly != typeof(EditionAnnounced).Assembly).Select(member => member.Name).ShouldBeEmpty();
    }

    [Fact]
    public void its_words_are_written_as_words() =>
        typeof(EditionAnnounced).Assembly.GetExportedTypes().Where(type => type.IsEnum)
            .ShouldAllBe(type => type.IsDefined(typeof(System.Text.Json.Serialization.JsonConverterAttribute), inherit: false));

    [Fact]
    public void it_stands_in_the_namespace_and_the_folder_of_the_service_that_announces_it()
    {
        typeof(EditionAnnounced).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct().ShouldBe(Owners.Select(owner => $"Forum.Contracts.{owner}"), ignoreOrder: true);
        foreach (var file in Directory.EnumerateFiles(Repository.Path("shared", "Contracts"), "*.cs", SearchOption.AllDirectories).Where(IsSource))
            Namespace().Match(File.ReadAllText(file)).Groups["owner"].Value.ShouldBe(new DirectoryInfo(Path.GetDirectoryName(file)!).Name, file);
    }

    [Fact]
    public void it_needs_nothing_but_the_runtime() =>
        typeof(EditionAnnounced).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));

    private static IEnumerable<(string Name, Type Held)> Members() =>
        Message.Declared.SelectMany(type => type.GetProperties(), (type, property) => ($"{Message.Name(type)}.{property.Name}", Message.Held(property)));

    private static bool IsSource(string file) => !Path.GetRelativePath(Repository.Path("shared", "Contracts"), file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    [GeneratedRegex(@"^namespace Forum\.Contracts\.(?<owner>\w+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();
}
