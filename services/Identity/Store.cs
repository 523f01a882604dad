using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Forum.Identity;

/// <summary>A person who can sign in. What the person may do are its claims <c>role</c> and <c>delegation</c>.</summary>
public sealed class User : IdentityUser<Guid>;

/// <summary>Users, clients, what was granted to them, and the session keys that all replicas share.</summary>
public sealed class Store(DbContextOptions<Store> options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whether something failed because PostgreSQL could not be reached or did not do what was asked, rather than by a fault of this program.</summary>
    public static bool IsAway(Exception? error) => error is NpgsqlException or TimeoutException || (error?.InnerException is { } cause && IsAway(cause));

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("identity");
    }
}

/// <summary>How the service reaches its store.</summary>
public static class StoreSetUp
{
    /// <summary>To be called when everything else is registered: it takes away what the others add to read session keys early.</summary>
    public static void AddStore(this WebApplicationBuilder builder, Keys keys)
    {
        var connection = Issuer.Needed(builder.Configuration, "ConnectionStrings:Store");
        builder.Services.AddDbContextPool<Store>(options => options.UseNpgsql(connection).UseOpenIddict());

        var certificates = keys.Certificates();
        builder.Services.AddDataProtection()
            .SetApplicationName("forum-identity")
            .PersistKeysToDbContext<Store>()
            .ProtectKeysWithCertificate(certificates[0])
            .UnprotectKeysWithAnyCertificate([.. certificates]);

        // That one reads the session keys while the host starts, from a store that may not be there yet. Preparation does it when the store is ready.
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
    }
}
