using System.Linq.Expressions;
using Marten;

namespace Forum.Registration.People;

/// <summary>A kind of document in which people are named or may be, and how what is held in it is found, shown and erased.</summary>
public abstract class PersonalKind
{
    private protected PersonalKind(string name, Type document) => (Name, Document) = (name, document);

    /// <summary>As it stands in exports and reports, e.g. <c>remarks</c>.</summary>
    public string Name { get; }

    public Type Document { get; }

    /// <summary>Documents with words that somebody wrote freely: a name may stand anywhere in them, in part, among other words.</summary>
    /// <param name="about">What the words are about: a delegation, an edition, an organization.</param>
    /// <param name="blank">The document without the words, when it must outlive them; left out, the document goes as a whole.</param>
    internal static PersonalKind Words<T>(string name, Expression<Func<T, Guid>> about, Func<T, T>? blank = null) where T : notnull =>
        new PersonalKind<T>(name, about, blank) { NamesInPart = true };

    /// <summary>Documents in which names stand in members of their own, perhaps beside those of other people: found by the whole name only.</summary>
    /// <param name="about">What the document belongs to: a delegation, an edition, an organization.</param>
    internal static PersonalKind Fields<T>(string name, Expression<Func<T, Guid>> about) where T : notnull => new PersonalKind<T>(name, about, blank: null);

    /// <summary>Documents in which nobody can look for a name, such as scanned papers: they are held until the end, and <see cref="WhatIsLeft"/> says so.</summary>
    /// <param name="about">What the document belongs to: a delegation, an edition, an organization.</param>
    internal static PersonalKind Papers<T>(string name, Expression<Func<T, Guid>> about) where T : notnull => new PersonalKind<T>(name, about, blank: null) { IsReadable = false };

    /// <summary>True when a part of a name says whose it is: among free words, but not beside other people's names.</summary>
    internal bool NamesInPart { get; private init; }

    /// <summary>False when it cannot be told who is named.</summary>
    private protected bool IsReadable { get; private init; } = true;

    internal abstract Task<int> Count(IQuerySession session, Guid[] about, CancellationToken ct);

    /// <summary>What names the person, in the documents about the given subjects.</summary>
    internal abstract Task<IReadOnlyList<Mention>> Mentions(IQuerySession session, Guid[] about, NameOf person, CancellationToken ct);

    /// <summary>Takes a person's name and title out of the documents about the given subjects; answers with how many documents named the person.</summary>
    internal abstract Task<int> Strike(IDocumentSession session, Guid[] about, NameOf person, CancellationToken ct);

    /// <summary>Erases all that is held about the given subjects; answers with how many documents that concerns.</summary>
    internal abstract Task<int> Erase(IDocumentSession session, Guid[] about, CancellationToken ct);
}

/// <inheritdoc/>
internal sealed class PersonalKind<T>(string name, Expression<Func<T, Guid>> about, Func<T, T>? blank) : PersonalKind(name, typeof(T)) where T : notnull
{
    internal override Task<int> Count(IQuerySession session, Guid[] about, CancellationToken ct) => Held(session, about).CountAsync(ct);

    internal override async Task<IReadOnlyList<Mention>> Mentions(IQuerySession session, Guid[] about, NameOf person, CancellationToken ct)
    {
        if (!IsReadable)
            return [];
        var held = await Held(session, about).ToListAsync(ct);
        return [.. held.SelectMany(document => person.MentionsIn(document, Name, NamesInPart))];
    }

    internal override async Task<int> Strike(IDocumentSession session, Guid[] about, NameOf person, CancellationToken ct)
    {
        var struck = 0;
        if (!IsReadable)
            return struck;
        foreach (var document in await Held(session, about).ToListAsync(ct))
        {
            if (!person.StandsIn(document, NamesInPart))
                continue;
            struck++;
            // Updated and not stored: what was taken away meanwhile does not come back.
            if (person.StruckFrom(document, NamesInPart) is { } without)
                session.Update(without);
            else
                session.Delete(document);
        }

        return struck;
    }

    internal override async Task<int> Erase(IDocumentSession session, Guid[] about, CancellationToken ct)
    {
        if (blank is null)
        {
            var held = await Count(session, about, ct);
            if (held > 0)
                session.DeleteWhere(IsAbout(about));
            return held;
        }

        var blanked = 0;
        foreach (var document in await Held(session, about).ToListAsync(ct))
        {
            var without = blank(document);
            if (EqualityComparer<T>.Default.Equals(without, document))
                continue;
            blanked++;
            session.Update(without);
        }

        return blanked;
    }

    private IQueryable<T> Held(IQuerySession session, Guid[] subjects) => session.Query<T>().Where(IsAbout(subjects));

    private Expression<Func<T, bool>> IsAbout(Guid[] subjects) => Expression.Lambda<Func<T, bool>>(
        Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], Expression.Constant(subjects), about.Body), about.Parameters);
}
