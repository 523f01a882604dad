using System.Text.RegularExpressions;
using Forum.Publishing.Languages;

namespace Forum.Publishing.Lint;

/// <summary>
/// Rules M6 and M7: the text is the chair's own account. It has no brackets, preamble, operative clauses, sponsors or votes, and nobody in it decides, shall or must;
/// what was said is reported in the past. In English as a whole; in the other languages the marks, the sponsors' vocabulary, and the performatives that are told most plainly.
/// </summary>
internal static partial class NoNegotiatedOutcome
{
    private const int Patience = Matching.Patience;

    private const string Report = "Report what was said, in the past and with who said it by quantity: participants suggested, many underlined.";

    public static IEnumerable<Finding> Of(LintedText linted, NormalText normal)
    {
        var text = normal.Text;
        foreach (Match match in Bracketed().Matches(text).Concat(Ordinals().Matches(text)).Concat(Alternatives().Matches(text)))
            yield return Found(match, LintRule.NegotiationMark, "Nothing is open between parties here. Take it out and say what was said.");
        foreach (Match match in Sponsors().Matches(text).Concat(Votes().Matches(text)))
            yield return Found(match, LintRule.DraftingProcedure, "There was no draft, no sponsor and no vote. Report what was said.");
        foreach (var match in linted.Language switch
        {
            "en" => [],
            "fr" => French().Matches(text),
            "es" => Spanish().Matches(text),
            "ru" => Russian().Matches(text),
            "zh" => Chinese().Matches(text),
            "ar" => Arabic().Matches(text),
            _ => Enumerable.Empty<Match>(),
        })
            yield return Found(match, LintRule.CollectivePerformative, Report);
        if (linted.Language is not "en")
            yield break;

        foreach (Match match in Preamble().Matches(text).Where(match => IsClause(match, text)))
            yield return Found(match, LintRule.PreambleClause, "Write a sentence with those who said it as its subject.");
        foreach (Match match in Operative().Matches(text))
            yield return Found(match, LintRule.OperativeClause, "Write a sentence with those who said it as its subject, in the past.");
        foreach (Match match in Performative().Matches(text).Where(match => !IsReported(match, text)).Concat(Decided().Matches(text)).Concat(Agreed().Matches(text)).Concat(Impersonal().Matches(text)).Concat(Asked().Matches(text)).Concat(Future().Matches(text)).Concat(We().Matches(text)).Concat(Text().Matches(text)))
            yield return Found(match, LintRule.CollectivePerformative, Report);
        foreach (Match match in Duty().Matches(text))
            yield return Found(match, LintRule.NormativeWord, match.Value.Equals("must", StringComparison.OrdinalIgnoreCase) ? "Write: had to, or: should." : "Write: should, or leave it out.");
        foreach (Match match in Unanimous().Matches(text))
            yield return Found(match, LintRule.Unanimity, "Say how widely it was held, as counted; consensus only where the chair has confirmed it.");

        Finding Found(Match match, LintRule rule, string suggestion)
        {
            var (offset, length) = normal.Origin(match.Index, match.Length);
            return new Finding(linted.Paragraph, offset, length, rule, Severity.Error, linted.Text.Substring(offset, length), suggestion);
        }
    }

    /// <summary>"Recalling its resolution," and not "Recalling the discussion, participants noted": that one has a subject.</summary>
    private static bool IsClause(Match match, string text)
    {
        var rest = text[(match.Index + match.Length)..];
        var end = Regex.Match(rest, @"[.;]|,\s*$", RegexOptions.None, TimeSpan.FromMilliseconds(Patience));
        return !HasSubject().IsMatch(end.Success ? rest[..end.Index] : rest);
    }

    /// <summary>"that Governments adopt", "help States adopt", "how could States adopt": somebody reports, or helps, or asks.</summary>
    private static bool IsReported(Match match, string text) =>
        !match.Groups["oneself"].Success && !Solemn().IsMatch(match.Groups["subject"].Value) && Subordinate().IsMatch(text[..match.Index]);

    private const string Quantity = @"(?:(?:all|most|many|some|several|nearly all|almost all|a few|a number of|both|the|these|those|all the|all of the) )*";

    private const string Solemnly =
        "(?:(?:High-level )?(?:Forum|Dialogue)|(?:General )?Assembly|meeting|conference|round tables?|participants|parties|delegations|delegates|speakers|Heads of State(?: and (?:of )?Government)?|Heads of delegations?|(?:world )?leaders|ministers|Council|plenary|summit)";

    /// <summary>Words that stand for all only where a sentence begins.</summary>
    private const string AtTheStart = "(?:(?:^|(?<=[.;:] ))(?:they|everyone|everybody|all))";

    private const string States = "(?:(?:participating |Member )?States(?: Members)?|Governments|countries|Members|nations|the international community|stakeholders)";

    private const string Adverbs = "(?:(?:,? ?(?:also|further|hereby|unanimously|therefore|strongly|collectively|jointly|solemnly|fully|thus|again|firmly|now|formally|both|together|individually and collectively|do|does),?) )*";

    private const string Present =
        "(?:decides?|adopts?|agrees?|resolves?|commits?|undertakes?|endorses?|recommends?|requests?|calls?|urges?|invites?|approves?|affirms?|reaffirms?|declares?|proclaims?|pledges?|recogni[sz]es?|acknowledges?|welcomes?|stress(?:es)?|emphasi[sz]es?|encourages?|condemns?|demands?|accepts?|instructs?|authori[sz]es?|establish(?:es)?|reiterates?|underlines?|underscores?|take note|takes note|determines?|mandates?|appeals?|confirms?|concludes?|promises?|insists?|expects?|commends?|deplores?|note|notes)";

    [GeneratedRegex(@"\[[^\[\]]{0,400}\]|\[|\]", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\b[0-9]+(?:\([a-z]\))? ?(?:bis|ter|quater|quinquies|alt\.?)(?![\w])|\b(?:OP|PP) ?[0-9]+\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Ordinals();

    [GeneratedRegex(@"\b(?:Option|Alternative|Alt) [0-9A-C]\b:?|\b(?:agreed )?ad ref(?:erendum)?\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"\b(?:co-?)sponsor(?:s|ed|ship)?\b|\bsponsors? of (?:the|this|a) (?:draft|text|proposal|amendment|declaration|document)|\bdraft (?:resolution|declaration|decision|conclusions|outcome document)s?\b|\b(?:proposed|tabled|submitted|oral) amendments?\b|\bamendments? (?:to|of|was|were|proposed|tabled|submitted)(?= (?:the|this|paragraph|paras?\.|operative|draft|by|tabled)\b)|\b(?:operative|preambular) paragraphs?\b|\b(?:negotiating|zero) (?:text|draft)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Sponsors();

    [GeneratedRegex(@"\b(?:recorded|roll-call|separate) votes?\b|\bput to (?:the|a) vote\b|\bvote[ds]? (?:on|for|against|in favour)\b|\bvoting\b(?! rights)|\bby (?:[0-9]+|a majority(?: of)?)(?: votes?)?,? (?:to [0-9]+|votes?)|\babstentions?\b|\bwithout a vote\b|\badopted by (?:consensus|acclamation|the (?:Forum|Dialogue|meeting|Assembly|participants))\b|\bshow of hands\b|\bexplanations? of (?:vote|position)s?\b|\bratified by the (?:Forum|Dialogue|meeting|participants)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Votes();

    [GeneratedRegex(@"(?:^|(?<=[.;:] )|(?<=^[0-9]{1,3}\. ))(?:[Aa]lso |[Ff]urther )?(?:Recalling|Reaffirming|Noting|Mindful of|Recogni[sz]ing|Bearing in mind|Having (?:considered|heard|examined|met)|Guided by|Taking note|Taking into account|Welcoming|(?:Deeply c|Gravely c|C)oncerned|Convinced|Emphasi[sz]ing|Stressing|Considering|Acknowledging|Conscious|Expressing|Aware|Determined|Affirming|Reiterating|Desiring|Underlining|Alarmed|Encouraged|Believing)\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Preamble();

    [GeneratedRegex(@", (?:" + Quantity + @")?(?:participants|speakers|delegations|Governments|countries|States|Member States|they|it|there|many|some|several|most|nearly all|a number|a few|others|one|measures|migrants|women|cooperation|he|she|the [\w-]+|[a-z-]+ (?:was|were|had|should|could|would)\b)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex HasSubject();

    [GeneratedRegex(@"(?:^|(?<=[.;:] )|(?<=\([a-z0-9]{1,3}\) ))(?:[0-9]{1,3}\. )?(?:\([a-z0-9]{1,3}\) )?(?:(?:Also|Further|Strongly|Solemnly|Urgently|Once again|Again) )?(?:[Dd]ecides|[Rr]equests|[Cc]alls (?:up)?on|[Uu]rges|[Ii]nvites|[Rr]eaffirms|[Rr]ecommends|[Ee]ndorses|[Aa]dopts|[Ww]elcomes|[Tt]akes note|[Ss]tresses|[Ee]ncourages|[Ee]xpresses|[Nn]otes|[Rr]ecogni[sz]es|[Rr]esolves|[Dd]eclares|[Aa]pproves|[Aa]ffirms|[Cc]ondemns|[Ee]mphasi[sz]es|[Uu]nderlines|[Cc]ommends|[Pp]roclaims|[Rr]eiterates|[Aa]cknowledges|[Dd]emands|[Ii]nstructs|[Cc]ommits|[Uu]ndertakes|[Aa]grees|[Dd]ecide|[Aa]dopt|[Ee]ndorse|[Aa]gree|[Rr]esolve) (?!by\b)\w", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Operative();

    [GeneratedRegex(@"\b(?:(?<subject>" + Quantity + Solemnly + @") |(?<subject>" + Quantity + States + @") |(?<subject>" + AtTheStart + @") )(?:[a-z]+ing (?:in )?the [A-Z][\w-]+(?: [A-Z][\w-]+)* )?" + Adverbs + @"(?:(?<oneself>(?:commit|pledge|bind|engage)s? (?:themselves|itself|ourselves))|" + Present + @")\b(?! (?:of|in question)\b)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Performative();

    [GeneratedRegex(@"^" + Quantity + @"(?:(?:High-level )?(?:Forum|Dialogue)|(?:General )?Assembly|meeting|conference|Council|plenary)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Solemn();

    [GeneratedRegex(@"\b(?:that|which|who|whom|when|where|if|whether|how|why|before|after|until|once|as|because|while|than|unless|should|could|would|can|might|may|did|do|to|help|helps|helped|helping|let|lets|make|makes|made|have|had|see|what|enabl\w+|in order that)(?: [a-z-]+){0,2} $", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Subordinate();

    [GeneratedRegex(@"(?<!\b(?:most|many|some|several|few|of|other) )\b(?:the (?:High-level )?(?:Forum|Dialogue|meeting|Conference|plenary|Council|round tables?|(?:General )?Assembly)|(?:all |the |all the )?(?:participants|delegations|delegates|Heads of State(?: and (?:of )?Government)?)|they) (?:ha(?:ve|s) )?(?:also |then |unanimously |thus |therefore |further |formally |finally |today )*(?:decided|adopted|resolved|endorsed|approved|ratified|undertook|undertaken|committed (?:themselves |itself )?to|pledged (?:themselves|itself)|voted(?! with)|proclaimed|mandated|instructed)\b(?!,? (?:in (?:its )?(?:resolution|decision|19|20)|by (?:its )?resolution))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Decided();

    [GeneratedRegex(@"\b(?:" + Quantity + @")(?:" + Solemnly + @"|(?:Member )?States|Governments) (?:ha(?:ve|s|d) )?(?:also |unanimously |further |thus |therefore |then )*(?:agreed (?:to|on (?:the following|a|an|the text|the need to adopt))|undertook to|committed (?:themselves |itself )?to|reached (?:an? )?agreement|concurred in (?:recommending|deciding))\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Agreed();

    [GeneratedRegex(@"\bit (?:was|is|has been|had been) (?:also |further |thus |therefore |finally |unanimously |hereby )*(?:decided|agreed|resolved|determined|approved|adopted|endorsed)\b|\bit is (?:also |further |hereby )?(?:recommended|requested|understood|declared)\b|\bthere (?:was|is) (?:an? |general |full )*agreement (?:to|on the (?:text|following))\b|\b(?:agreement|an agreement|a decision) was (?:reached|taken|made)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Impersonal();

    [GeneratedRegex(@"\b(?:(?:States|Member States|Governments|countries|parties|participants|stakeholders|organizations) are|(?:the Secretary-General|the United Nations|the secretariat|the President) is) (?:also |hereby |further |strongly |urgently )*(?:requested|called upon|urged|invited|encouraged|asked|instructed|mandated|expected|obliged|bound|committed|required|to (?!be found|blame)[a-z]+)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\b" + Quantity + @"(?:(?:High-level )?(?:Forum|Dialogue)|participants|(?:Member )?States|Governments|Heads of State(?: and (?:of )?Government)?|they|parties|delegations) will (?:also |not |now |jointly |further )*[a-z]+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Future();

    [GeneratedRegex(@"\b(?:We|Let us)\b,?(?: the [\w -]{3,60},)?(?: [a-z]+)?|\bwe (?:" + Adverbs + @")" + Present + @"\b|\bour (?:commitment|determination|resolve|decision)\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex We();

    [GeneratedRegex(@"\b(?:the|this|a|an|these|its|their) (?:following |present |final |joint |political )*(?:text|declaration|summary|recommendations?|decisions?|resolutions?|outcome(?: document)?|document|conclusions|communiqu[eé]|plan of action|programme of action|agenda) (?:was|were|is|are|has been|have been|had been) (?:then |unanimously |hereby |formally |finally )*(?:adopted|approved|endorsed|agreed(?: upon)?|ratified|negotiated)\b|\bconclusions and recommendations adopted\b|\bhave agreed as follows\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Text();

    [GeneratedRegex(@"\b(?:shall|must|hereby|mustn't|shan't|is obliged to|are obliged to|it is mandatory|legally binding on)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Duty();

    [GeneratedRegex(@"\b(?:unanimous|unanimously|by acclamation|without objection|nobody (?:objected|disagreed)|no (?:delegation|participant|one) (?:objected|disagreed|dissented)|everyone agreed|everybody agreed|all (?:participants |delegations |States |Member States )?agreed)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, Patience)]
    private static partial Regex Unanimous();

    [GeneratedRegex(@"\b(?:[Ll]e [Ff]orum|[Ll]e [Dd]ialogue|[Ll]'Assemblee(?: generale)?|[Ll]a reunion|[Ll]es participants|[Ll]es (?:Etats(?: [Mm]embres)?|Gouvernements|gouvernements)|[Nn]ous|[Ll]es delegations) (?:decide|decident|decidons|adopte|adoptent|adoptons|convien(?:t|nent)|convenons|s'engage(?:nt)?|nous engageons|recommande(?:nt)?|demande(?:nt)?|approuve(?:nt)?|prie(?:nt)?|exhorte(?:nt)?|invite(?:nt)?|souscri(?:t|vent)|resou(?:t|dent)|proclame(?:nt)?|doivent|doit)\b|\bpar la presente\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex French();

    [GeneratedRegex(@"\b(?:[Ee]l [Ff]oro|[Ee]l [Dd]ialogo|[Ll]a Asamblea(?: General)?|[Ll]a reunion|[Ll]os participantes|[Ll]os (?:Estados(?: [Mm]iembros)?|[Gg]obiernos)|[Ll]as delegaciones|[Nn]osotros) (?:decide[n]?|adopta[n]?|acuerda[n]?|conviene[n]?|se compromete[n]?|recomienda[n]?|pide[n]?|aprueba[n]?|insta[n]?|exhorta[n]?|invita[n]?|hace[n]? suy[oa]s?|resuelve[n]?|proclama[n]?|debera[n]?|debe[n]?)\b|\bpor la presente\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Spanish();

    [GeneratedRegex(@"\b(?:Форум|Диалог|Ассамблея|Генеральная Ассамблея|участники|государства(?:-члены)?|правительства|мы|Участники|Государства(?:-члены)?|Правительства|Мы) (?:постановля(?:ет|ют|ем)|принима(?:ет|ют|ем)|соглаша(?:ется|ются|емся)|обязу(?:ется|ются|емся)|одобря(?:ет|ют|ем)|рекоменду(?:ет|ют|ем)|призыва(?:ет|ют|ем)|просит|просят|просим|долж(?:ен|ны))\b|\bнастоящим\b", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Russian();

    [GeneratedRegex(@"(?:论坛|对话|大会|与会者|会员国|各国政府|我们)(?:兹)?(?:决定|通过(?:本|该|了|一项|这)|承诺|核可|吁请|必须)|兹决定|特此", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"(?:يقرر|تقرر|يعتمد|تعتمد|يتعهد|تتعهد|يلتزم|تلتزم|يوافق|يوصي|توصي|يطلب|تطلب) (?:المنتدي|الحوار|الجمعية العامة|المشاركون|الدول الاعضاء|الدول|الحكومات)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Arabic();
}
