using JasperFx;
using Marten;

namespace Forum.Publishing.Proceedings;

/// <summary>
/// What another service announced, as of the revision it was announced with. Messages come late, twice and in any order:
/// of several on the same thing the one with the highest revision holds.
/// </summary>
public interface IKnown : IFact, ILongVersioned
{
    Guid EditionId { get; }
}

/// <summary>How announcements are taken in.</summary>
public static class Knowledge
{
    /// <summary>Keeps what was announced unless something later is known already. The inbox commits it.</summary>
    public static Task Learn<T>(this IDocumentSession session, T announced) where T : IKnown
    {
        session.TryUpdateRevision(announced, announced.Version);
        return Task.CompletedTask;
    }
}
