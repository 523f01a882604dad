using System.Text;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Imports.Files;
using Forum.Registration.Participants;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.Imports;

/// <summary>Somebody of a delegation as registered.</summary>
/// <param name="Name">Null when erased.</param>
/// <param name="Title">Null when erased.</param>
/// <param name="Reference">Null when no list gave one.</param>
public sealed record RegisteredPerson(Guid PersonId, DelegationRole Role, RankLevel Rank, string? Name, string? Title, string? Reference);

/// <summary>A delegation as registered, with its people.</summary>
public sealed record RegisteredDelegation(Delegation Delegation, IReadOnlyList<RegisteredPerson> People);

/// <summary>In which delegations of the file a person is, by name or reference.</summary>
public sealed class Elsewhere
{
    private readonly Dictionary<string, (string Code, bool Several)> codes = new(StringComparer.Ordinal);

    public void Add(ReadRow row)
    {
        if (row.Code is not { } code)
            return;
        foreach (var key in Keys(row))
            codes[key.Text] = codes.TryGetValue(key.Text, out var known) ? (known.Code, known.Several || known.Code != code) : (code, false);
    }

    internal bool InSeveral(string key) => codes.TryGetValue(key, out var known) && known.Several;

    internal static IEnumerable<(string Text, bool ByReference)> Keys(ReadRow row)
    {
        if (row.Reference is { } reference)
            yield return ($"#{reference}", true);
        if (row.Name is { } name)
            yield return (Assessment.Plain(name), false);
    }
}

/// <summary>The rows of one delegation with what becomes of them.</summary>
/// <param name="Staged">Its rows' places are set.</param>
/// <param name="Rows">Those of the file.</param>
/// <param name="NotInFile">Without a place yet.</param>
public sealed record AssessedDelegation(StagedDelegation Staged, IReadOnlyList<StagedRow> Rows, IReadOnlyList<StagedRow> NotInFile);

/// <summary>
/// Holds the rows of one delegation against what is registered of it. A row that is wrong is left out and says why; what is wrong with the delegation as a whole
/// refuses it as a whole. It is the same decision that registers or changes it later, made to see what it says.
/// </summary>
public sealed class Assessment
{
    private readonly Guid importId;
    private readonly KnownEdition edition;
    private readonly Admission admission;
    private readonly string code;
    private readonly RegisteredDelegation? registered;
    private readonly Found[] rows;
    private readonly bool removeMissing;

    private Assessment(Guid importId, KnownEdition edition, Admission admission, string code, IReadOnlyList<ReadRow> rows, RegisteredDelegation? registered, bool removeMissing)
    {
        this.importId = importId;
        this.edition = edition;
        this.admission = admission;
        this.code = code;
        this.registered = registered;
        this.rows = [.. rows.Select(static row => new Found(row))];
        this.removeMissing = removeMissing;
    }

    /// <param name="admission">Against what the delegation is held.</param>
    /// <param name="rows">All rows of the file with this code, in its order.</param>
    /// <param name="registered">Null when the participant has no delegation at the edition.</param>
    /// <param name="now">On the edition's clock.</param>
    public static AssessedDelegation Of(
        Guid importId, KnownEdition edition, Admission admission, string code, IReadOnlyList<ReadRow> rows, RegisteredDelegation? registered, Elsewhere elsewhere, bool removeMissing, DateTimeOffset now) =>
        new Assessment(importId, edition, admission, code, rows, registered, removeMissing).Assess(elsewhere, now);

    /// <summary>A row that belongs to no delegation, and so is wrong.</summary>
    public static StagedRow Stray(Guid importId, KnownEdition edition, ReadRow row) => Stage(importId, edition, row, RowState.Error, RowEffect.None, row.Code, null, []);

    /// <summary>A name as it is compared: however it is capitalised, with or without points, hyphens and apostrophes.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter is '\'' or '\u2019' or '\u02BC' or '.' or ',')
                continue;
            if (char.IsWhiteSpace(letter) || letter is '-' or '\u2010' or '\u2011')
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                    plain.Append(' ');
            }
            else
            {
                plain.Append(char.ToLowerInvariant(letter));
            }
        }

        return plain.ToString().TrimEnd();
    }

    private AssessedDelegation Assess(Elsewhere elsewhere, DateTimeOffset now)
    {
        Recognize();
        TellTwins();
        foreach (var found in rows)
        {
            Require(found);
            foreach (var (key, byReference) in Elsewhere.Keys(found.Row).Where(key => elsewhere.InSeveral(key.Text)))
            {
                if (byReference)
                    found.Row.Wrong("in-two-delegations", Column.Reference, "Somebody with this reference stands in another delegation of the file, too. A person is in one delegation only.");
                else
                    found.Row.Warn("namesake-elsewhere", Column.Name, "Somebody of this name stands in another delegation of the file, too. A person is in one delegation only; see whether they are two.");
            }
        }

        var (category, ownName) = Identify();
        var missing = Missing();
        var removed = removeMissing && !Array.Exists(rows, static found => found.Row.IsWrong) ? missing : [];
        var id = registered?.Delegation.Id ?? Guid.CreateVersion7();
        var staged = new StagedDelegation
        {
            Id = StagedDelegation.Key(importId, code),
            ImportId = importId,
            Code = code,
            Category = category,
            OwnName = ownName,
            DelegationId = id,
            Seen = registered?.Delegation.Version,
            Effect = DelegationEffect.Unchanged,
            Rows = rows.Length,
            Outcome = DelegationOutcome.Nothing,
        };
        var problem = rows.Select(static found => found.DelegationProblem).FirstOrDefault(static code => code is not null);
        if (problem is null)
        {
            try
            {
                Plan(staged, removed).Decide(edition, admission, registered?.Delegation, now);
            }
            catch (Refusal refusal)
            {
                problem = refusal.Code;
                Blame(refusal);
            }
        }

        if (problem is not null)
        {
            foreach (var found in rows.Where(static found => !found.Row.IsWrong))
                found.Row.Wrong("delegation-refused", null, $"Nothing of the delegation is taken, because of {problem}. See its other rows.");
            removed = [];
        }

        StagedRow[] stagedRows = [.. rows.Select(Stage)];
        StagedRow[] notInFile = [.. missing.Select(person => Stage(person, removed.Contains(person)))];
        int[] places = [.. stagedRows.Zip(rows, static (row, found) => (row, found)).Where(static pair => pair.row.Effect is not RowEffect.None).Select(static pair => pair.found.Row.Place)];
        var effect = problem is not null || Array.TrueForAll(stagedRows, static row => row.State is RowState.Error) ? DelegationEffect.Refused
            : places.Length + removed.Count == 0 ? DelegationEffect.Unchanged
            : registered is null ? DelegationEffect.Registered : DelegationEffect.Changed;
        return new AssessedDelegation(
            staged with
            {
                Effect = effect,
                Places = effect is DelegationEffect.Refused ? [] : places,
                Outcome = effect switch
                {
                    DelegationEffect.Refused => DelegationOutcome.Refused,
                    DelegationEffect.Unchanged => DelegationOutcome.Nothing,
                    DelegationEffect.Registered or DelegationEffect.Changed => DelegationOutcome.Waiting,
                },
                Problem = effect is DelegationEffect.Refused ? problem ?? "rows-wrong" : null,
            },
            stagedRows,
            notInFile);
    }

    /// <summary>Finds the person of each row: by the forum's id, by the sender's reference, by name, and by nothing else.</summary>
    private void Recognize()
    {
        if (registered is null)
        {
            foreach (var found in rows.Where(static found => found.Row.PersonId is not null))
                found.Row.Wrong("person-unknown", Column.PersonId, "Nobody of this delegation has that id: the delegation is not registered. Leave the id empty for somebody new.");
            return;
        }

        var byId = registered.People.ToDictionary(static person => person.PersonId);
        var byReference = registered.People.Where(static person => person.Reference is not null).ToLookup(static person => person.Reference!, StringComparer.Ordinal);
        var byName = registered.People.Where(static person => person.Name is not null).ToLookup(static person => Plain(person.Name!), StringComparer.Ordinal);
        foreach (var found in rows)
        {
            var row = found.Row;
            if (row.PersonId is { } id)
            {
                if (byId.TryGetValue(id, out var known))
                    found.Person = known;
                else
                    row.Wrong("person-unknown", Column.PersonId, "Nobody of this delegation has that id. Leave it empty for somebody new.");
                continue;
            }

            if (row.Reference is { } reference && byReference[reference].FirstOrDefault() is { } marked)
            {
                found.Person = marked;
                continue;
            }

            RegisteredPerson[] named = row.Name is null ? [] : [.. byName[Plain(row.Name)]];
            // Who has another reference is somebody else of the same name.
            RegisteredPerson[] same = row.Reference is null ? named : [.. named.Where(static person => person.Reference is null)];
            if (same.Length == 1)
                found.Person = same[0];
            else if (same.Length > 1)
                row.Wrong("person-ambiguous", Column.Name, $"The delegation has {same.Length} people of this name. Say by person_id or reference which is meant.");
            else if (named.Length > 0)
                row.Warn("namesake", Column.Name, "The delegation has somebody of this name with another reference. This one will be added.");
        }
    }

    /// <summary>Two rows that speak of the same person: said twice, or in contradiction.</summary>
    private void TellTwins()
    {
        foreach (var twins in rows.GroupBy(static found => found.Identity).Where(static same => same.Key is not null && same.Skip(1).Any()))
        {
            var first = twins.First();
            var alike = twins.All(found => found.SaysTheSame(first));
            foreach (var found in twins)
            {
                if (!alike)
                    found.Row.Wrong("person-twice", null, $"Rows {string.Join(" and ", twins.Take(5).Select(static twin => twin.Row.Number))} speak of the same person and say different things. Keep one, or give each person a reference.");
                else if (found != first)
                    found.Repeats(first);
            }
        }
    }

    private static void Require(Found found)
    {
        if (found.Person is not null || found.Row.IsWrong)
            return;
        if (found.Row.Title is null)
            found.Row.Wrong("title-missing", Column.Title, "Somebody new needs the title to be printed.");
        if (found.Row.Role is null)
            found.Row.Wrong("role-missing", Column.Role, "Say in what capacity somebody new belongs to the delegation.");
        if (found.Row.Role is DelegationRole.HeadOfDelegation && found.Row.Rank is null)
            found.Row.Wrong("rank-missing", Column.Rank, "Give the rank of the head of delegation.");
    }

    /// <summary>Category and an organization's own name, on which all rows of the delegation have to agree.</summary>
    private (ParticipantCategory? Category, string? OwnName) Identify()
    {
        var listed = admission.List.Find(code, edition.Edition.ParticipantsAsOf);
        var categories = rows.Select(static found => found.Row.Category).OfType<ParticipantCategory>().Distinct().ToArray();
        if (categories.Length > 1)
            BlameAll("category-contradictory", Column.Category, $"The rows of {code} say different categories. It has one.", static found => found.Row.Category is not null);
        var isCategory = registered?.Delegation.Listing.Category ?? listed?.Category;
        var category = categories.Length > 0 ? categories[0] : isCategory;
        if (categories.Length == 0 && isCategory is null)
            BlameAll("category-missing", Column.Category, $"{code} is not on the list of participants of {edition.Edition.ParticipantsAsOf:yyyy-MM-dd}. Correct the code, or give the category of an organization.");
        if (categories is [var said] && registered is not null && said != isCategory)
            BlameAll("category-not-of-participant", Column.Category, $"{code} takes part as {isCategory}, not as {said}.", static found => found.Row.Category is not null);

        var name = registered?.Delegation.Listing.Name ?? listed?.Name;
        if (name is not null)
        {
            foreach (var found in rows.Where(found => found.Row.DelegationName is { } other && Plain(other) != Plain(name)))
                found.Row.Warn("delegation-name-ignored", Column.DelegationName, $"{code} is {name} here. The name in the file says nothing.");
            return (category, null);
        }

        var names = rows.Select(static found => found.Row.DelegationName).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length > 1)
            BlameAll("delegation-name-contradictory", Column.DelegationName, $"The rows of {code} give it different names.", static found => found.Row.DelegationName is not null);
        return (category, names.FirstOrDefault());
    }

    private IReadOnlyList<RegisteredPerson> Missing()
    {
        if (registered is not { Delegation.Listing.Standing: DelegationStanding.Announced })
            return [];
        var seen = rows.Select(static found => found.Person?.PersonId).OfType<Guid>().ToHashSet();
        // Who is erased has no name to be found by, and stays.
        return [.. registered.People.Where(person => person.Name is not null && !seen.Contains(person.PersonId))];
    }

    private DelegationPlan Plan(StagedDelegation staged, IReadOnlyCollection<RegisteredPerson> removed) =>
        new(staged, [.. rows.Where(static found => !found.Row.IsWrong && found.Effect is not RowEffect.None).Select(Stage), .. removed.Select(person => Stage(person, leaves: true))]);

    /// <summary>Tells the refusal to the rows that caused it.</summary>
    private void Blame(Refusal refusal) => BlameAll(
        refusal.Code,
        refusal.Field switch
        {
            "participant" => Column.DelegationCode,
            "category" => Column.Category,
            "name" => Column.DelegationName,
            "members" or "add" or "reassign" or "remove" => Column.Role,
            _ => null,
        },
        refusal.Message,
        refusal.Code switch
        {
            "second-head" => static found => found.Role is DelegationRole.HeadOfDelegation,
            "too-many-representatives" => static found => found.Role is DelegationRole.HeadOfDelegation or DelegationRole.Representative,
            "too-many-alternates" => static found => found.Role is DelegationRole.AlternateRepresentative,
            _ => static _ => true,
        });

    private void BlameAll(string problem, Column? column, string text, Func<Found, bool>? to = null)
    {
        var blamed = to is not null && Array.Exists(rows, found => to(found)) ? rows.Where(to) : rows;
        foreach (var found in blamed)
        {
            found.Row.Wrong(problem, column, text);
            found.DelegationProblem = problem;
        }
    }

    private StagedRow Stage(Found found)
    {
        var state = found.Row.IsWrong ? RowState.Error
            : found.Row.Messages.Count > 0 ? RowState.Warning
            : found.Effect switch
            {
                RowEffect.Added => RowState.New,
                RowEffect.Changed => RowState.Change,
                RowEffect.None or RowEffect.Removed => RowState.Unchanged,
            };
        return Stage(importId, edition, found.Row, state, found.Row.IsWrong ? RowEffect.None : found.Effect, code, found, found.Changes);
    }

    private static StagedRow Stage(Guid importId, KnownEdition edition, ReadRow row, RowState state, RowEffect effect, string? code, Found? found, IReadOnlyList<string> changes) => new()
    {
        Id = StagedRow.Key(importId, row.Place),
        ImportId = importId,
        EditionId = edition.Id,
        Row = row.Number,
        State = state,
        Effect = effect,
        DelegationCode = code,
        PersonId = effect is RowEffect.Added ? found!.NewId : found?.Person?.PersonId,
        Name = row.Name ?? found?.Person?.Name,
        Title = row.Title ?? found?.Person?.Title,
        Reference = row.Reference ?? found?.Person?.Reference,
        Role = row.Role ?? found?.Person?.Role,
        Rank = row.Rank ?? found?.Person?.Rank ?? (effect is RowEffect.Added ? RankLevel.Other : null),
        Changes = changes,
        Messages = [.. row.Messages],
    };

    private StagedRow Stage(RegisteredPerson person, bool leaves) => new()
    {
        Id = "",
        ImportId = importId,
        EditionId = edition.Id,
        Row = null,
        State = RowState.NotInFile,
        Effect = leaves ? RowEffect.Removed : RowEffect.None,
        DelegationCode = code,
        PersonId = person.PersonId,
        Name = person.Name,
        Title = person.Title,
        Reference = person.Reference,
        Role = person.Role,
        Rank = person.Rank,
        Messages =
        [
            new RowMessage("not-in-file", null, false, leaves ? "Registered, but not in the file: leaves the delegation with the commit."
                : removeMissing ? "Registered, but not in the file. Stays, because rows of this delegation are not taken."
                : "Registered, but not in the file. Stays; upload with removeMissing=true to remove."),
        ],
    };

    /// <summary>A row and the person it is taken to speak of.</summary>
    private sealed class Found(ReadRow row)
    {
        private readonly Guid newId = Guid.CreateVersion7();
        private bool repeats;

        public ReadRow Row => row;
        public RegisteredPerson? Person { get; set; }
        public string? DelegationProblem { get; set; }
        public Guid NewId => newId;
        public DelegationRole? Role => row.Role ?? Person?.Role;

        public string? Identity => Person is { } person ? person.PersonId.ToString() : row.Reference is { } reference ? $"#{reference}" : row.Name is { } name ? Plain(name) : null;

        public IReadOnlyList<string> Changes => Person is { } person ? [.. Differences(person)] : [];

        public RowEffect Effect => repeats ? RowEffect.None : Person is null ? RowEffect.Added : Changes.Count > 0 ? RowEffect.Changed : RowEffect.None;

        public bool SaysTheSame(Found other) =>
            (row.Name, row.Title, row.Reference, row.Role, row.Rank) == (other.Row.Name, other.Row.Title, other.Row.Reference, other.Row.Role, other.Row.Rank);

        public void Repeats(Found first)
        {
            repeats = true;
            row.Warn("row-repeated", null, $"It says the same as row {first.Row.Number}, and is taken once.");
        }

        private IEnumerable<string> Differences(RegisteredPerson person)
        {
            if (row.Name is { } name && name != person.Name)
                yield return Columns.Heading(Column.Name);
            if (row.Title is { } title && title != person.Title)
                yield return Columns.Heading(Column.Title);
            if (row.Reference is { } reference && reference != person.Reference)
                yield return Columns.Heading(Column.Reference);
            if (row.Role is { } role && role != person.Role)
                yield return Columns.Heading(Column.Role);
            if (row.Rank is { } rank && rank != person.Rank)
                yield return Columns.Heading(Column.Rank);
        }
    }
}
