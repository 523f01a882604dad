namespace Forum.Optimiser.Solving;

/// <summary>How long and how hard to search.</summary>
/// <param name="Seconds">
/// When the search ends at the latest, from the call; what was found until then is the result. Greater than 0. Explaining why a timetable is impossible may take
/// a few seconds more.
/// </param>
/// <param name="Seed">Decides every random choice of the search for a timetable. (The lot of the seats has its own, which is published: <c>policy.seed</c>.)</param>
/// <param name="Workers">
/// Threads of the search for a timetable. 1: the same instance and seed give the same result on every machine, so long as the search ends before
/// <paramref name="Seconds"/>; null: as many as serve the size of the problem.
/// </param>
public sealed record SolveOptions(double Seconds = 30, int Seed = 1, int? Workers = null);

/// <summary>How far a search has come.</summary>
/// <param name="Part">"timetable" or "seats", as in <see cref="Instances.Proof.Part"/>.</param>
/// <param name="Seconds">Since the call.</param>
/// <param name="Best">Objective of the best result that keeps every rule; null while there is none, or when one number cannot hold the aims.</param>
/// <param name="Bound">No result is better than this; null when nothing is proven yet.</param>
public sealed record Progress(string Part, double Seconds, double? Best, double? Bound);
