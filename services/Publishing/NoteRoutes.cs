using Forum.Publishing.Lint;
using Forum.Publishing.Notes;
using Forum.Publishing.Points;

namespace Forum.Publishing;

/// <summary>What was said, how widely it was held, and what of it may be written.</summary>
internal static class NoteRoutes
{
    public static void MapNotes(this IEndpointRouteBuilder routes)
    {
        NameNoteTakers.Map(routes);
        SaveNote.Map(routes);
        ReadNotes.Map(routes);
        CountHeard.Map(routes);
        SetNoteRetention.Map(routes);
        RecordPoint.Map(routes);
        OpenPoint.Map(routes);
        GatherNotes.Map(routes);
        RewordPoint.Map(routes);
        CountPoint.Map(routes);
        ChooseQuantifier.Map(routes);
        ConfirmConsensus.Map(routes);
        ReadPoints.Map(routes);
        PublishQuantifierPolicy.Map(routes);
        ReadQuantifierPolicies.Map(routes);
        DraftFromPoints.Map(routes);
        ReadSupport.Map(routes);
        LintSummary.Map(routes);
        LintText.Map(routes);
    }
}
