using System.Globalization;

namespace Forum.Console.Pages;

/// <summary>How words and numbers of the services read on a page. A word that is not known here is shown as it came.</summary>
public static class Words
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Announced"] = "Announced",
        ["RegistrationOpen"] = "Registration open",
        ["RegistrationClosed"] = "Registration closed",
        ["Closed"] = "Closed",
        ["Planned"] = "Planned",
        ["InSession"] = "In session",
        ["Concluded"] = "Concluded",
        ["Suspended"] = "Suspended",
        ["Cancelled"] = "Called off",
        ["ChairSummary"] = "Chair's summary",
        ["AdoptedDeclaration"] = "Adopted declaration",
        ["Plenary"] = "Plenary meetings",
        ["RoundTable"] = "Round-table meetings",
        ["MemberState"] = "Member States",
        ["ObserverState"] = "Observer States",
        ["StandingInviteeEntity"] = "Entities with a standing invitation",
        ["UnSystemEntity"] = "United Nations agencies, funds and programmes",
        ["RegionalCommission"] = "Regional commissions",
        ["RelatedOrganization"] = "Related organizations",
        ["Ngo"] = "Non-governmental organizations",
        ["CivilSociety"] = "Civil society",
        ["PrivateSector"] = "Private sector",
        ["African"] = "African States",
        ["Asian"] = "Asian States",
        ["EasternEuropean"] = "Eastern European States",
        ["Grulac"] = "Latin American and Caribbean States",
        ["Weog"] = "Western European and other States",
        ["PresidingOfficer"] = "Presiding officer",
        ["Chair"] = "Chair",
        ["CoChair"] = "Co-Chair",
        ["ViceChair"] = "Vice-Chair",
        ["Moderator"] = "Moderator",
        ["Rapporteur"] = "Rapporteur",
        ["NoteTaker"] = "Note-taker",
        ["SecretaryOfTheMeeting"] = "Secretary of the meeting",
        ["Added"] = "Added",
        ["Moved"] = "Time",
        ["OtherRoom"] = "Room",
        ["Retitled"] = "Title",
        ["OtherTopic"] = "Topic",
        ["OtherOfficers"] = "Officers",
        ["OtherSpeakers"] = "Speakers",
        ["OtherSeats"] = "Seats",
        ["OtherLanguages"] = "Interpretation",
        ["CalledOff"] = "Called off",
        ["Reinstated"] = "Held after all",
        ["governance"] = "Governance",
        ["registration"] = "Registration",
        ["scheduling"] = "Scheduling",
        ["publishing"] = "Publishing",
        ["identity"] = "Identity",
        ["operations"] = "Operations",
        ["GivenUp"] = "Given up",
        ["SeenTo"] = "Seen to",
        ["FailedAgain"] = "Failed again",
        ["PuttingInPlace"] = "Being put in place",
        ["Asked"] = "Asked",
        ["Committed"] = "Committed",
        ["DealtWith"] = "Dealt with",
        ["SentAgain"] = "Sent again",
        ["Logged"] = "Logged",
        ["console"] = "Console",
    };

    /// <summary>The languages in which documents are issued, each as it is called in English.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Languages =
        [("ar", "Arabic"), ("zh", "Chinese"), ("en", "English"), ("fr", "French"), ("ru", "Russian"), ("es", "Spanish")];

    public static bool IsLanguage(string? code) => Languages.Any(language => language.Code == code);

    public static string Language(string code) => Languages.FirstOrDefault(language => language.Code == code).Name ?? code;

    /// <summary>As its speakers call it.</summary>
    public static string OwnName(string code) => code switch
    {
        "ar" => "العربية",
        "zh" => "中文",
        "en" => "English",
        "fr" => "français",
        "ru" => "русский",
        "es" => "español",
        _ => code,
    };

    /// <summary>In which direction it is written, as pages call it.</summary>
    public static string Direction(string code) => code is "ar" ? "rtl" : "ltr";

    /// <summary>Whether documents in it are to be had on paper.</summary>
    public static bool IsPrintable(string code) => code is not ("ar" or "zh");

    public static string Of(string word) => Known.GetValueOrDefault(word, word);

    /// <summary>The first day to the last, e.g. "14-15 September 2006", "30 September - 2 October 2026".</summary>
    public static string Days(DateOnly first, DateOnly last) => (first, last) switch
    {
        _ when first == last => Day(first),
        _ when (first.Year, first.Month) == (last.Year, last.Month) => $"{first.Day}\u2013{Day(last)}",
        _ when first.Year == last.Year => $"{first.ToString("d MMMM", CultureInfo.InvariantCulture)} \u2013 {Day(last)}",
        _ => $"{Day(first)} \u2013 {Day(last)}",
    };

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A number with thin spaces between thousands.</summary>
    public static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture).Replace(',', '\u202f');

    public static string Counted(int number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>1 to 99, as the sections of a document are numbered.</summary>
    public static string Roman(int number)
    {
        string[] tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
        string[] ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
        return tens[number / 10 % 10] + ones[number % 10];
    }

    /// <summary>How fast a rehearsal runs, as people say it: seconds of the edition per real second.</summary>
    public static string Speed(double speed) => speed switch
    {
        86_400 => "a day in a second",
        3_600 => "an hour in a second",
        60 => "a minute in a second",
        _ => $"{Number((decimal)speed)} times as fast",
    };
}
