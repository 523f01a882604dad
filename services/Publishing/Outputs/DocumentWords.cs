using System.Collections.Frozen;
using System.Globalization;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;

namespace Forum.Publishing.Outputs;

/// <summary>
/// The words that stand on a document besides its text, in the six official languages. What was counted and how is told in English in every one of them,
/// and marked as English.
/// </summary>
public sealed record DocumentWords
{
    public required string Symbol { get; init; }
    public required string Date { get; init; }
    public required string Original { get; init; }
    public required string Page { get; init; }
    public required string Contents { get; init; }
    public required string SkipToText { get; init; }
    public required string NoteOnText { get; init; }
    public required string NotInSource { get; init; }
    public required string HeadingNotInSource { get; init; }
    public required string Figures { get; init; }
    public required string ContentHash { get; init; }
    public required string AlsoAs { get; init; }

    public required string Changes { get; init; }
    public required string Addendum { get; init; }
    public required string Corrigendum { get; init; }
    public required string Revision { get; init; }

    /// <summary>Names of the languages, in the order of <see cref="OfficialLanguage.All"/>.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Names of the months as they stand in a date, January first.</summary>
    public required IReadOnlyList<string> Months { get; init; }

    /// <summary>A date, of day {0}, month {1} and year {2}.</summary>
    public required string Day { get; init; }

    private static readonly FrozenDictionary<string, DocumentWords> ByLanguage = new Dictionary<string, DocumentWords>(StringComparer.Ordinal)
    {
        ["ar"] = new()
        {
            Symbol = "الرمز",
            Date = "التاريخ",
            Original = "الأصل",
            Page = "الصفحة",
            Contents = "المحتويات",
            SkipToText = "انتقل إلى النص",
            NoteOnText = "ملاحظة عن النص",
            NotInSource = "غير وارد في المصدر",
            HeadingNotInSource = "العنوان غير وارد في المصدر",
            Figures = "الأرقام وأدلتها",
            ContentHash = "بصمة المحتوى",
            AlsoAs = "متاح أيضا بصيغة",
            Changes = "التغييرات",
            Addendum = "إضافة",
            Corrigendum = "تصويب",
            Revision = "نسخة منقحة",
            Names = ["بالعربية", "بالصينية", "بالإنكليزية", "بالفرنسية", "بالروسية", "بالإسبانية"],
            Months =
            [
                "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه",
                "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
            ],
            Day = "{0} {1} {2}",
        },
        ["en"] = new()
        {
            Symbol = "Symbol",
            Date = "Date",
            Original = "Original",
            Page = "Page",
            Contents = "Contents",
            SkipToText = "Skip to the text",
            NoteOnText = "Note on this text",
            NotInSource = "not in source",
            HeadingNotInSource = "heading not in source",
            Figures = "Figures and their evidence",
            ContentHash = "Content hash",
            AlsoAs = "Also as",
            Changes = "Changes",
            Addendum = "Addendum",
            Corrigendum = "Corrigendum",
            Revision = "Revision",
            Names = ["Arabic", "Chinese", "English", "French", "Russian", "Spanish"],
            Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
            Day = "{0} {1} {2}",
        },
        ["es"] = new()
        {
            Symbol = "Signatura",
            Date = "Fecha",
            Original = "Original",
            Page = "Página",
            Contents = "Índice",
            SkipToText = "Ir al texto",
            NoteOnText = "Nota sobre el texto",
            NotInSource = "no figura en la fuente",
            HeadingNotInSource = "el título no figura en la fuente",
            Figures = "Cifras y pruebas",
            ContentHash = "Huella del contenido",
            AlsoAs = "También en",
            Changes = "Cambios",
            Addendum = "Adición",
            Corrigendum = "Corrección",
            Revision = "Versión revisada",
            Names = ["árabe", "chino", "inglés", "francés", "ruso", "español"],
            Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
            Day = "{0} de {1} de {2}",
        },
        ["fr"] = new()
        {
            Symbol = "Cote",
            Date = "Date",
            Original = "Original",
            Page = "Page",
            Contents = "Table des matières",
            SkipToText = "Aller au texte",
            NoteOnText = "Note sur le texte",
            NotInSource = "absent de la source",
            HeadingNotInSource = "titre absent de la source",
            Figures = "Chiffres et preuves",
            ContentHash = "Empreinte du contenu",
            AlsoAs = "Également en",
            Changes = "Modifications",
            Addendum = "Additif",
            Corrigendum = "Rectificatif",
            Revision = "Version révisée",
            Names = ["arabe", "chinois", "anglais", "français", "russe", "espagnol"],
            Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
            Day = "{0} {1} {2}",
        },
        ["ru"] = new()
        {
            Symbol = "Условное обозначение",
            Date = "Дата",
            Original = "Язык оригинала",
            Page = "Стр.",
            Contents = "Содержание",
            SkipToText = "Перейти к тексту",
            NoteOnText = "Примечание к тексту",
            NotInSource = "нет в источнике",
            HeadingNotInSource = "заголовка нет в источнике",
            Figures = "Данные и их подтверждение",
            ContentHash = "Хеш содержания",
            AlsoAs = "Также в форме",
            Changes = "Изменения",
            Addendum = "Добавление",
            Corrigendum = "Исправление",
            Revision = "Пересмотренный вариант",
            Names = ["арабский", "китайский", "английский", "французский", "русский", "испанский"],
            Months = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
            Day = "{0} {1} {2} года",
        },
        ["zh"] = new()
        {
            Symbol = "文号",
            Date = "日期",
            Original = "原件",
            Page = "页",
            Contents = "目录",
            SkipToText = "跳到正文",
            NoteOnText = "关于本文的说明",
            NotInSource = "来源中没有",
            HeadingNotInSource = "来源中没有标题",
            Figures = "数字及其依据",
            ContentHash = "内容哈希值",
            AlsoAs = "其他格式",
            Changes = "修改",
            Addendum = "增编",
            Corrigendum = "更正",
            Revision = "修订本",
            Names = ["阿拉伯文", "中文", "英文", "法文", "俄文", "西班牙文"],
            Months = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
            Day = "{2}年{1}月{0}日",
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words of a language; English for one that is none of the six.</summary>
    public static DocumentWords In(string language) => ByLanguage.GetValueOrDefault(language) ?? ByLanguage["en"];

    public string Name(string language) => OfficialLanguage.All.Index().FirstOrDefault(known => known.Item.Code == language) is { Item: not null } known ? Names[known.Index] : language;

    /// <summary>What a document is to the one that it adds to, corrects or replaces, and in which languages; null for one that stands by itself.</summary>
    public string? Standing(ChairSummary document)
    {
        var kind = document.DocumentKind switch
        {
            DocumentKind.Addendum => Addendum,
            DocumentKind.Corrigendum => Corrigendum,
            DocumentKind.Revision => Revision,
            _ => null,
        };
        return kind is null ? null : string.Join(" · ", new[] { kind, document.ParentSymbol, string.Join(", ", document.LanguagesAffected.Select(Name)) }.Where(part => !string.IsNullOrEmpty(part)));
    }

    public string Of(DateOnly date) => string.Format(CultureInfo.InvariantCulture, Day, date.Day, Months[date.Month - 1], date.Year);

    /// <summary>From the first day to the last.</summary>
    public string Of(DateOnly first, DateOnly last) => first == last ? Of(first)
        : first.Month == last.Month && first.Year == last.Year ? string.Format(CultureInfo.InvariantCulture, Day, $"{first.Day}–{last.Day}", Months[last.Month - 1], last.Year)
        : $"{Of(first)} – {Of(last)}";

    /// <summary>ISO 639-2 (T), by which catalogues call a language; the tag itself for one that is none of the six.</summary>
    public static string ThreeLetters(string language) => language switch
    {
        "ar" => "ara",
        "en" => "eng",
        "es" => "spa",
        "fr" => "fra",
        "ru" => "rus",
        "zh" => "zho",
        _ => language,
    };
}
