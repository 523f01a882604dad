using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Outputs;

/// <summary>What anybody may read of what was issued, and the draft as it would be printed.</summary>
internal static class DocumentRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        PreviewSummary.Map(routes);
        ListDocuments.Map(routes);
        SearchDocuments.Map(routes);
        DocumentFeed.Map(routes);
        ReadDocument.Map(routes);
    }
}
