using System.Linq.Expressions;
using Marten;
using Marten.Linq.MatchesSql;

namespace Forum.Registration.People;

/// <summary>A kind of document in which people are named or may be, and how what is held in it is found, shown and erased.</summary>
public abstract class PersonalKind
{
    private protected PersonalKind(string name, Type document) => (Name, Document) = (name, document);

    /// <summary>As it stands in exports and reports, e.g. <c>remarks</c>.</summary>
    public string Name { get; }

    public Type Document { get; }

    /// <summary>Documents that belong to one person each, found by the person's id; they go with the person.</summary>
    /// <param name="about">The delegation, edition or organization that it is about.</param>
    /// <param name="person">Whose it is.</param>
    public static PersonalKind Own<T>(string name, Expression<Func<T, Guid>> about, Expression<Func<T, Guid>> person) where T : notnull =>
        new PersonalKind<T>(name, about) { Person = person };

    /// <summary>Documents with words that somebody wrote freely: a name may stand anywhere in them, in part, among other words. The name is struck out.</summary>
    /// <param name="about">The delegation, edition or organization that the words are about.</param>
    /// <param name="blank">The document without the words, when it outlives them; left out, the document goes when everything goes.</param>
    public static PersonalKind Words<T>(string name, Expression<Func<T, Guid>> about, Func<T, T>? blank = null) where T : notnull =>
        new PersonalKind<T>(name, about) { NamesInPart = true, Blank = blank };

    /// <summary>Documents in which names stand in members of their own, perhaps beside those of other people: found by the whole name, which is struck out.</summary>
    /// <param name="about">The delegation, edition or organization that it is about.</param>
    public static PersonalKind Fields<T>(string name, Expression<Func<T, Guid>> about) where T : notnull => new PersonalKind<T>(name, about);

    /// <summary>Documents that speak of somebody each, whose id is not known yet: found by the whole name, and gone as a whole.</summary>
    /// <param name="about">The delegation, edition or organization that it is about.</param>
    public static PersonalKind Entries<T>(string name, Expression<Func<T, Guid>> about) where T : notnull => new PersonalKind<T>(name, about) { GoesAsAWhole = true };

    /// <summary>Papers as they came, in which nobody can be found: they are counted, and go when everything goes.</summary>
    /// <param name="about">The delegation, edition or organization that it is about.</param>
    public static PersonalKind Papers<T>(string name, Expression<Func<T, Guid>> about) where T : notnull => new PersonalKind<T>(name, about) { Unsearchable = true };

    /// <summary>True when nobody can be found in it.</summary>
    public bool Unsearchable { get; init; }

    public abstract Task<int> Count(IQuerySession session, Guid[] about, CancellationToken ct);

    /// <summary>What is said of the person, in the documents about the given subjects.</summary>
    public abstract Task<IReadOnlyList<Mention>> Mentions(IQuerySession session, Guid[] about, Person person, CancellationToken ct);

    /// <summary>Takes what is said of the person out of the documents about the given subjects; answers with how many documents that concerns.</summary>
    public abstract Task<int> Forget(IDocumentSession session, Guid[] about, Person person, CancellationToken ct);

    /// <summary>Erases all that is held about the given subjects; answers with how many documents that concerns.</summary>
    public abstract Task<int> Erase(IDocumentSession session, Guid[] about, CancellationToken ct);
}

/// <inheritdoc/>
internal sealed class PersonalKind<T>(string name, Expression<Func<T, Guid>> about) : PersonalKind(name, typeof(T)) where T : notnull
{
    public Expression<Func<T, Guid>>? Person { get; init; }

    public bool NamesInPart { get; init; }

    public bool GoesAsAWhole { get; init; }

    public Func<T, T>? Blank { get; init; }

    public override Task<int> Count(IQuerySession session, Guid[] about, CancellationToken ct) => Held(session, about).CountAsync(ct);

    public override async Task<IReadOnlyList<Mention>> Mentions(IQuerySession session, Guid[] about, Person person, CancellationToken ct)
    {
        var named = new NameOf(person);
        return [.. (await Of(session, about, person, named, ct)).SelectMany(document => Person is null ? named.MentionsIn(document, Name, NamesInPart) : NameOf.EverythingIn(document, Name))];
    }

    public override async Task<int> Forget(IDocumentSession session, Guid[] about, Person person, CancellationToken ct)
    {
        var named = new NameOf(person);
        var said = await Of(session, about, person, named, ct);
        foreach (var document in said)
        {
            // Updated and not stored: what was taken away meanwhile does not come back.
            if (Person is null && !GoesAsAWhole && named.StruckFrom(document, NamesInPart) is { } without)
                session.Update(without);
            else
                session.Delete(document);
        }

        return said.Count;
    }

    public override async Task<int> Erase(IDocumentSession session, Guid[] about, CancellationToken ct)
    {
        if (Blank is null)
        {
            var held = await Count(session, about, ct);
            if (held > 0)
                session.DeleteWhere(IsOneOf(Subject, about));
            return held;
        }

        var blanked = 0;
        foreach (var document in await Held(session, about).ToListAsync(ct))
        {
            var without = Blank(document);
            if (EqualityComparer<T>.Default.Equals(without, document))
                continue;
            blanked++;
            session.Update(without);
        }

        return blanked;
    }

    private Expression<Func<T, Guid>> Subject => about;

    /// <summary>The documents that speak of the person.</summary>
    private async Task<IReadOnlyList<T>> Of(IQuerySession session, Guid[] about, Person person, NameOf named, CancellationToken ct)
    {
        if (Unsearchable)
            return [];
        if (Person is not null)
            return await session.Query<T>().Where(IsOneOf(Person, [person.Id])).ToListAsync(ct);

        var held = Held(session, about);
        // Whoever is named in full is named with this word, so that not every row of a long list need be read.
        if (!NamesInPart && named.Plainest is { } word)
            held = held.Where(document => document.MatchesSql("d.data::text ilike ?", $"%{word}%"));
        return [.. (await held.ToListAsync(ct)).Where(document => named.StandsIn(document, NamesInPart))];
    }

    private IQueryable<T> Held(IQuerySession session, Guid[] subjects) => session.Query<T>().Where(IsOneOf(Subject, subjects));

    private static Expression<Func<T, bool>> IsOneOf(Expression<Func<T, Guid>> member, Guid[] ids) => Expression.Lambda<Func<T, bool>>(
        Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Constant(ids), member.Body), member.Parameters);
}
