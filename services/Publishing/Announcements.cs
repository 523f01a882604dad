using Forum.Hosting.Events;
using Forum.Publishing.Corrections;
using Forum.Publishing.Languages;
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
        TranslationIssued issued => new Wire.LanguageVersionIssued
        {
            VersionId = e.StreamId,
            Revision = e.Version,
            SummaryId = issued.SummaryId,
            EditionId = issued.EditionId,
            Symbol = issued.Symbol,
            Language = issued.Language,
            ContentHash = issued.ContentHash,
        },
        CorrigendumIssued issued => new Wire.CorrigendumIssued
        {
            CorrigendumId = e.StreamId,
            Revision = e.Version,
            SummaryId = issued.SummaryId,
            EditionId = issued.EditionId,
            Symbol = issued.Symbol,
            Corrects = issued.Corrects,
            Languages = [.. issued.Documents.Select(document => document.Language)],
            IssuedOn = issued.IssuedOn,
        },
        SummarySuperseded superseded => new Wire.SummarySuperseded
        {
            SummaryId = e.StreamId,
            Revision = e.Version,
            EditionId = superseded.EditionId,
            Symbol = superseded.Replaces,
            ReplacedBy = superseded.Symbol,
        },
        _ => null,
    };

    /// <summary>Who outside may follow it; of what stands here not, the secretariat only.</summary>
    public static Audience For(object message) => message switch
    {
        Wire.SummaryIssued or Wire.LanguageVersionIssued or Wire.CorrigendumIssued or Wire.SummarySuperseded => Audience.Everybody,
        _ => Audience.Secretariat,
    };
}
