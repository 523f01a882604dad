using System.Globalization;
using System.Text.RegularExpressions;
using Forum.Contracts.Registration;
using Forum.Publishing.Languages;

namespace Forum.Publishing.Lint;

/// <summary>
/// Rule M5: no State, demonym, person, group or code of a delegation stands in the body, and nothing that fits fewer than three delegations in the room.
/// Allowed are the part on format and participation, citations, and initiatives that bear the name of a city (A/61/515, para. 19).
/// </summary>
internal static partial class NonAttribution
{
    private const int Patience = Matching.Patience;

    /// <summary>Words of English that are codes of States, too.</summary>
    private static readonly HashSet<string> WordsInCapitals = new(["AND", "ARE", "CAN", "PER", "NOR", "MAR", "COM", "GIN", "PAN", "TON", "BEN", "GAB"], StringComparer.Ordinal);

    private static readonly (Regex Words, ParticipantCategory[]? Categories, RankLevel[]? Ranks)[] Descriptions =
    [
        (ObserverStates(), [ParticipantCategory.ObserverState], null),
        (Commissions(), [ParticipantCategory.RegionalCommission], null),
        (Agencies(), [ParticipantCategory.UnSystemEntity], null),
        (CivilSociety(), [ParticipantCategory.Ngo, ParticipantCategory.CivilSociety], null),
        (Business(), [ParticipantCategory.PrivateSector], null),
        (Entities(), [ParticipantCategory.StandingInviteeEntity], null),
        (HeadsOfState(), null, [RankLevel.HeadOfState]),
        (HeadsOfGovernment(), null, [RankLevel.HeadOfGovernment, RankLevel.DeputyHeadOfGovernment]),
        (VicePresidents(), null, [RankLevel.VicePresident]),
        (ViceMinisters(), null, [RankLevel.ViceMinister]),
        (ForeignMinisters(), null, [RankLevel.ForeignMinister]),
    ];

    public static IEnumerable<Finding> Of(LintedText linted, NormalText normal, Names people, Room room)
    {
        var text = normal.Text;
        var isFormat = linted.Section is SectionKind.Format;
        foreach (var name in Names.OfStates.In(text, linted.Language).Where(name => name.Kind is not NameKind.Neutral && !NamesNobody(text, name, isFormat)))
            yield return Found(name.Start, name.Length, RuleOf(name.Kind), SuggestionFor(name.Kind));
        if (isFormat)
            yield break;

        foreach (var person in people.In(text, linted.Language))
            yield return Found(person.Start, person.Length, LintRule.PersonNamed, "Leave the person out; chairs are named in the part on format and participation.");
        foreach (Match match in Honorific().Matches(text))
            yield return Found(match.Index, match.Length, LintRule.PersonNamed, "Leave the person out; chairs are named in the part on format and participation.");
        foreach (Match match in Halves().Matches(text))
            yield return Found(match.Index, match.Length, LintRule.DemonymUsed, SuggestionFor(NameKind.Demonym));
        foreach (Match match in Regional().Matches(text))
            yield return Found(match.Index, match.Length, LintRule.GroupNamed, "Say how many held it and not from where: several participants.");
        foreach (Match match in Coded().Matches(text).Where(match => IsCode(text, match)))
            yield return Found(match.Index, match.Length, LintRule.DelegationCoded, "Leave the code of the delegation out.");
        foreach (Match match in Few().Matches(text).Concat(FewOfMany().Matches(text)).Concat(Alone().Matches(text)).Concat(Outstanding().Matches(text)))
            yield return Found(match.Index, match.Length, LintRule.FewerThanThree, "So few can be told apart. Write: It was suggested that, or: A few participants.");
        foreach (var (at, length) in Described(text, room))
            yield return Found(at, length, LintRule.FewerThanThree, "Fewer than three in the room fit this. Say how many held it and not who.");

        Finding Found(int start, int length, LintRule rule, string suggestion)
        {
            var (offset, size) = normal.Origin(start, length);
            return new Finding(linted.Paragraph, offset, size, rule, Severity.Error, linted.Text.Substring(offset, size), suggestion);
        }
    }

    private static LintRule RuleOf(NameKind kind) => kind switch
    {
        NameKind.Demonym => LintRule.DemonymUsed,
        NameKind.Group => LintRule.GroupNamed,
        _ => LintRule.StateNamed,
    };

    private static string SuggestionFor(NameKind kind) => kind switch
    {
        NameKind.Demonym => "Leave out whose it is: participants, some participants.",
        NameKind.Group => "Say how many held it and not which group: several participants.",
        _ => "Leave the State out: participants, some participants.",
    };

    /// <summary>True where a name stands for no speaker: a language, an initiative with the name of a city, and in the part on format whatever does not speak.</summary>
    private static bool NamesNobody(string text, NamePlace name, bool isFormat)
    {
        var (before, after) = (text[..name.Start], text[(name.Start + name.Length)..]);
        if (isFormat)
            return !Speaks().IsMatch(after);
        return name.Kind switch
        {
            NameKind.Demonym => LanguageAfter().IsMatch(after) || LanguageBefore().IsMatch(before) || (Languages.Contains(text.Substring(name.Start, name.Length)) && (ListedAfter().IsMatch(after) || ListedBefore().IsMatch(before))),
            NameKind.Capital => Initiative().IsMatch(after) || InitiativeOf().IsMatch(before),
            _ => false,
        };
    }

    private static bool IsCode(string text, Match match)
    {
        var code = match.Value;
        if (code.Length > 3)
            return true;
        if (!Room.IsStatesCode(code))
            return false;
        // In a heading every word is in capitals.
        var amongCapitals = CapitalsBefore().IsMatch(text[..match.Index]) || CapitalsAfter().IsMatch(text[(match.Index + match.Length)..]);
        return !amongCapitals && (!WordsInCapitals.Contains(code) || text[..match.Index].EndsWith('(') || DelegationBefore().IsMatch(text[..match.Index]));
    }

    private static IEnumerable<(int At, int Length)> Described(string text, Room room)
    {
        if (room.Present.Count == 0)
            yield break;
        foreach (var (words, categories, ranks) in Descriptions)
        {
            foreach (Match match in words.Matches(text))
            {
                var table = AtTable().Match(text[match.Index..]) is { Success: true } at ? int.Parse(at.Groups["number"].Value, CultureInfo.InvariantCulture) : (int?)null;
                if (room.Count(categories, ranks, table) is > 0 and < Room.Least)
                    yield return (match.Index, match.Groups["who"].Length);
            }
        }
    }

    private static readonly HashSet<string> Languages = new(
        ["Arabic", "Chinese", "English", "French", "Russian", "Spanish", "Portuguese", "German", "Italian", "Japanese", "Korean", "Turkish", "Polish"], StringComparer.Ordinal);

    private const string Verbs =
        "(?:also |then |strongly |further |explicitly |even |even so |however |too |again |twice )*(?:said|says|noted|notes|stated|states|argued|argues|proposed|proposes|suggested|suggests|recommended|recommends|called|calls|urged|urges|stressed|stresses|emphasi[sz]ed|underlined|underscored|highlighted|warned|asked|announced|informed|declared|explained|expressed|reported|offered|supported|opposed|objected|welcomed|believed|considered|recalled|described|pointed|observed|requested|maintained|claimed|insisted|cautioned|pledged|added|replied|agreed|disagreed|preferred|wished|told|spoke|drew|presented|shared|held|thought|felt|favou?red|questioned|wanted|regretted|voiced|rejected|criticized|mentioned|indicated|committed|invited|endorsed|dissented|reserved|had (?:said|noted|proposed|asked|offered|introduced|adopted|signed|hosted|ratified))";

    [GeneratedRegex(@"^,? (?:" + Verbs + @"|delegation|delegate|representative)\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Speaks();

    [GeneratedRegex(@"^[- ](?:language|languages|text|version|versions|translation|interpretation|interpreters|booth|speaking|original|languag|langue|idioma|язык)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex LanguageAfter();

    [GeneratedRegex(@"(?:^|[ (])(?:in|into|from|In|en|langue|idioma|на|Original:) (?:both )?$", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex LanguageBefore();

    [GeneratedRegex(@"^(?:,| and| or) (?:and )?(?:Arabic|Chinese|English|French|Russian|Spanish|Portuguese)\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex ListedAfter();

    [GeneratedRegex(@"(?:Arabic|Chinese|English|French|Russian|Spanish|Portuguese)(?:,| and|, and| or) $", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex ListedBefore();

    [GeneratedRegex(@"^(?:'s)?(?: [A-Z][\w-]+| and| on| of){0,4} (?:Initiative|Process|Declaration|Plan|Agreement|Convention|Protocol|Conference|Summit|Programme|Consensus|Platform|Compact|Principles|Accord|Accords|Treaty|Statute|Charter|Rules|Club|Round|Strategy|Framework|Dialogue|Guidelines|Regulations?|System)\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Initiative();

    [GeneratedRegex(@"(?:Treaty|Declaration|Convention|Protocol|Statute|Charter|Agreement|Process|Treaties) of $", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex InitiativeOf();

    [GeneratedRegex(@"\b(?:(?:Mr|Mrs|Ms|Mme|Dr|Prof|Sra?|M)\.|(?:Mr|Mrs|Ms|Miss|Mme|Dr|Professor|Sheikha?|Sir|Dame|Ambassador|Minister|President|Senator|Commissioner|Secretary)(?=[ ])|(?:His|Her|Their) Excellenc(?:y|ies)|H\. ?E\.) ?(?:(?:Mr|Mrs|Ms|Dr)\.? )?(?!(?:General|Council|Assembly|And|The|In|On|At|Of|For)\b)[A-Z][\w'-]*(?: [A-Z][\w'-]+)*|\b(?:Minister|President|Ambassador|Chair|chair|Moderator|moderator|Rapporteur|rapporteur), [A-Z][a-z][\w'-]* [A-Z][\w'-]+", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Honorific();

    private const string Regions =
        "(?:sub-Saharan |Sub-Saharan |[Nn]orthern |[Ss]outhern |[Ww]estern |[Ee]astern |[Nn]orth |[Ss]outh |[Ww]est |[Ee]ast |[Ss]outh-[Ee]ast |Central )?(?:African|Asian|European|Latin American|Central American|South American|North American|Caribbean|Arab|Pacific|Pacific [Ii]sland|Nordic|Scandinavian|Baltic|Balkan|Andean|Mediterranean|Gulf|Maghreb|Middle Eastern|Asia-Pacific|Muslim|Islamic|[Ff]rancophone|[Ll]usophone|Commonwealth|EU)(?: and (?:African|Asian|European|Latin American|Caribbean|Arab|Pacific))?(?: [Mm]ember)?";

    [GeneratedRegex(@"\b(?:" + Regions + @" (?:delegations?|delegates?|participants?|representatives?|ministers?|speakers?|ambassadors?|Group|group|bloc)\b|\b(?:[Dd]elegations?|[Dd]elegates|[Pp]articipants|[Rr]epresentatives|[Mm]inisters|[Ss]peakers|[Aa]mbassadors|States|Governments) from (?:the )?(?:[Ss]ub-Saharan |[Nn]orth(?:ern)? |[Ss]outh(?:ern)? |[Ww]est(?:ern)? |[Ee]ast(?:ern)? |[Cc]entral |Latin )?(?:Africa|Asia|Europe|America|Caribbean|Pacific|Middle East|Gulf|Scandinavia|Maghreb|Balkans|Mediterranean)\b|" + Regions + @" (?:States?|countr(?:y|ies)|Governments?|members?|islands?|nations?) " + Verbs + @"\b|(?:[Ss]everal|[Ss]ome|[Mm]any|[Mm]ost|[Aa] number of|[Aa] few|[Tt]hree|[Tt]wo|[Oo]ne) " + Regions + @" (?:States?|countr(?:y|ies)|Governments?|members?)\b)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Regional();

    [GeneratedRegex(@"(?<![\w.-])(?:[A-Z]{3}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})(?![\w-])", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Coded();

    /// <summary>First halves of compound demonyms.</summary>
    [GeneratedRegex(@"\b(?:Anglo|Franco|Sino|Russo|Hispano|Luso|Italo|Greco|Turco|Austro|Nippo|Belgo|Dano|Finno|Polono)-(?=\w)(?!phone)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Halves();

    [GeneratedRegex(@"[A-Z]{2,}[,:;]? $", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex CapitalsBefore();

    [GeneratedRegex(@"^[,:;]? [A-Z]{2,}", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex CapitalsAfter();

    [GeneratedRegex(@"(?:delegation|participant|code|delegate|representative)(?: of)? $", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex DelegationBefore();

    private const string Adjectives = @"(?: (?!(?:of|that|for|to|which|and|by|among|from|in|on|with|as|or|more|hand)\b)[\w-]+){0,2}";

    [GeneratedRegex(@"\b(?:(?:[Oo]nly )?[Oo]ne|[Aa] single|[Aa] lone|[Aa] sole|[Tt]he only|[Tt]he sole|[Aa]nother|[Jj]ust one|[Tt]wo|[Bb]oth|[Aa] pair of|[Aa] couple of|[12])(?: of (?:the|these|those|our))?" + Adjectives + @" (?:delegations?|participants?|speakers?|delegates?|representatives?|panell?ists?|observers?|ministers?|vice-ministers?|ambassadors?|officials?|envoys?|interlocutors?|Vice-Presidents?)\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Few();

    [GeneratedRegex(@"\b(?:[Oo]ne|[Aa] single|[Aa]nother|[Tt]wo|[Bb]oth|[Aa] couple of|[Aa] certain)(?: of (?:the|these|those))?" + Adjectives + @" (?:countr(?:y|ies)|States?|Governments?|groups?|organizations?|agenc(?:y|ies)|nations?|entit(?:y|ies))(?: from [\w ]{3,30})? " + Verbs + @"\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex FewOfMany();

    [GeneratedRegex(@"\b(?:[Tt]he|[Aa]n?)(?! (?:most|many|number|few)\b)" + Adjectives + @" (?:delegate|representative|delegation|speaker|participant|minister|vice-minister|ambassador|panell?ist|envoy)(?:,[^,.]{1,60},)? (?:of|from|who|whose|representing|in whose|" + Verbs + @")\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Alone();

    [GeneratedRegex(@"\b[Tt]he (?:only|sole|largest|smallest|biggest|youngest|newest|poorest|richest|most populous|least populous|second largest|world's [a-z]+)(?: (?!of\b)[\w-]+){0,3} (?:State|country|delegation|nation|island|member)\b(?! of (?:the )?migrants)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Outstanding();

    private const string AtTheTable = @"(?: (?:of|at|in) round table [0-9]+)?,? ";

    [GeneratedRegex(@"\b(?<who>(?:the |The |an |An |a |A )?[Oo]bserver States?)" + AtTheTable + Verbs, RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex ObserverStates();

    [GeneratedRegex(@"\b(?<who>(?:[Rr]egional [Cc]ommissions?|Executive Secretar(?:y|ies)(?: of (?:the )?regional commissions)?))" + AtTheTable + Verbs, RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Commissions();

    [GeneratedRegex(@"\b(?<who>(?:United Nations |UN |[Ss]pecialized )?(?:[Aa]gencies|funds and programmes))" + AtTheTable + Verbs, RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Agencies();

    [GeneratedRegex(@"\b(?<who>(?:[Nn]on-governmental organizations|NGOs|[Cc]ivil society(?: organizations| entities| representatives)?))" + AtTheTable + Verbs, RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex CivilSociety();

    [GeneratedRegex(@"\b(?<who>(?:[Pp]rivate sector|[Bb]usiness)(?: entities| representatives| participants)?)" + AtTheTable + Verbs, RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Business();

    [GeneratedRegex(@"\b(?<who>(?:[Ii]ntergovernmental )?(?:entities|organizations) with a standing invitation)" + AtTheTable + Verbs, RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Entities();

    [GeneratedRegex(@"\b(?<who>Heads? of State)" + AtTheTable + Verbs, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex HeadsOfState();

    [GeneratedRegex(@"\b(?<who>(?:Heads? of Government|(?:Deputy )?Prime Ministers?))" + AtTheTable + Verbs, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex HeadsOfGovernment();

    [GeneratedRegex(@"\b(?<who>(?:the |an? )?Vice-Presidents?)" + AtTheTable + Verbs, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex VicePresidents();

    [GeneratedRegex(@"\b(?<who>(?:Vice|Deputy)[- ]ministers?)" + AtTheTable + Verbs, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex ViceMinisters();

    [GeneratedRegex(@"\b(?<who>(?:Foreign ministers?|Ministers? (?:for|of) foreign affairs))" + AtTheTable + Verbs, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex ForeignMinisters();

    [GeneratedRegex(@"^[^.;]{0,60}round table (?<number>[0-9]{1,3})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex AtTable();
}
