using Marten;
using Marten.Services;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>
/// Marten would log every statement with its parameters, people's names among them: at Debug those that went well, as errors whole batches that lost a race.
/// Whatever level an operator sets for whatever category, there is nothing of it. What was executed is a span; what failed is an exception that the caller gets.
/// </summary>
internal sealed class Unlogged : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql)
    {
        // Said by StoreMigration when it fails.
    }

    public void LogSuccess(NpgsqlCommand command)
    {
    }

    public void LogFailure(NpgsqlCommand command, Exception ex)
    {
    }

    public void LogSuccess(NpgsqlBatch batch)
    {
    }

    public void LogFailure(NpgsqlBatch batch, Exception ex)
    {
    }

    public void LogFailure(Exception ex, string message)
    {
    }

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
    }

    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }
}
