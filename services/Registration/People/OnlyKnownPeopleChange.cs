using Marten;
using Weasel.Core;

namespace Forum.Registration.People;

/// <summary>
/// A person's document is inserted once, under a new id, and updated afterwards. To store it, whether it is there or not, would bring back who was erased
/// between a reader's question and its answer; so that is refused.
/// </summary>
internal sealed class OnlyKnownPeopleChange : DocumentSessionListenerBase
{
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) =>
        session.PendingChanges.Operations().Any(operation => operation.Role() is OperationRole.Upsert && operation.DocumentType == typeof(Person))
            ? throw new InvalidOperationException("A person was to be stored. Insert who is new, update who is known.")
            : Task.CompletedTask;
}
