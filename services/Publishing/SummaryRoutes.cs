using Forum.Publishing.Corrections;
using Forum.Publishing.FactChecks;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;

namespace Forum.Publishing;

/// <summary>All that is done with a summary, from its draft to what corrects it.</summary>
internal static class SummaryRoutes
{
    public static void MapSummaries(this IEndpointRouteBuilder routes)
    {
        DraftSummary.Map(routes);
        AddSection.Map(routes);
        ChangeHeading.Map(routes);
        WriteParagraph.Map(routes);
        InsertParagraph.Map(routes);
        RemoveParagraph.Map(routes);
        ConfirmParagraph.Map(routes);
        ReadReadiness.Map(routes);
        SubmitForReview.Map(routes);
        ReturnSummary.Map(routes);
        OpenFactCheck.Map(routes);
        CommentOnFact.Map(routes);
        AcceptComment.Map(routes);
        DeclineComment.Map(routes);
        ReadFactCheck.Map(routes);
        ClearSummary.Map(routes);
        StartTranslation.Map(routes);
        TranslateTitle.Map(routes);
        TranslateHeading.Map(routes);
        TranslateParagraph.Map(routes);
        ReadLanguages.Map(routes);
        IssueSummary.Map(routes);
        IssueTranslation.Map(routes);
        ReadSummaries.Map(routes);
        SettleLateMatter.Map(routes);
        ProposeCorrigendum.Map(routes);
        RewriteCorrigendum.Map(routes);
        ClearCorrigendum.Map(routes);
        DismissCorrigendum.Map(routes);
        IssueCorrigendum.Map(routes);
        ReadCorrigenda.Map(routes);
    }
}
