using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>Tells a store that cannot be reached, and will be again, from one that says no.</summary>
internal static class StoreAway
{
    /// <summary>True when that is why it failed. Marten wraps what the driver says, so the causes are looked through.</summary>
    public static bool Explains(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true })
                return true;
        }

        return false;
    }
}
