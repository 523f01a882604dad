using Forum.Hosting.Events;
using Forum.Publishing.Summaries;
using JasperFx.Events;
using Wire = Forum.Contracts.Publishing;

namespace Forum.Publishing;

/// <summary>What the other services are told.</summary>
public static class Announcements
{
    public static object? From(IEvent e) => e.Data switch
    {
        SummaryIssued issued => new Wire.SummaryIssued
        {
            SummaryId = e.StreamId,
            Revision = e.Version,
            EditionId = issued.EditionId,
            Title = issued.Title,
            Symbol = issued.Symbol,
            IssuedOn = issued.IssuedOn,
            ContentHash = issued.ContentHash,
        },
        _ => null,
    };

    /// <summary>Who outside may follow it; of what stands here not, the secretariat only.</summary>
    public static Audience For(object message) => message switch
    {
        Wire.SummaryIssued => Audience.Everybody,
        _ => Audience.Secretariat,
    };
}
