using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Forum.Hosting.Telemetry;

/// <summary>
/// What a request or a message is about, as ids on its spans, in its baggage and in the scope of its log lines, so that an operator finds everything
/// about one delegation or edition by its id. Ids only: no name, no code of a participant, nothing that a person typed; and never on a metric,
/// where each value would be a series of its own.
/// </summary>
internal static class DomainIds
{
    /// <summary>Of members of messages and of segments of addresses, what their id is called in telemetry.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EditionId"] = "forum.edition",
        ["editions"] = "forum.edition",
        ["DelegationId"] = "forum.delegation_id",
        ["delegations"] = "forum.delegation_id",
        ["MeetingId"] = "forum.session_id",
        ["meetings"] = "forum.session_id",
        ["RoundTableId"] = "forum.round_table_id",
        ["round-tables"] = "forum.round_table_id",
        ["SummaryId"] = "forum.summary_id",
        ["summaries"] = "forum.summary_id",
        ["OrganizationId"] = "forum.organization_id",
        ["organizations"] = "forum.organization_id",
    };

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<(string Name, Func<object, Guid?> Read)>> Members = new();
    private static readonly ConcurrentDictionary<RoutePattern, IReadOnlyList<(string Name, string Parameter)>> Parameters = new();

    /// <summary>What a message is about: its own ids and those of what it holds, one level deep.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Of(object message) => Found(Members.GetOrAdd(message.GetType(), MembersOf).Select(member => (member.Name, member.Read(message))));

    /// <summary>What a request is about, by its address.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Of(HttpContext http) => http.GetEndpoint() is RouteEndpoint endpoint
        ? Found(Parameters.GetOrAdd(endpoint.RoutePattern, ParametersOf).Select(parameter =>
            (parameter.Name, Guid.TryParse(http.GetRouteValue(parameter.Parameter)?.ToString(), out var id) ? id : (Guid?)null)))
        : [];

    /// <summary>What a stream is about.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Of(Type aggregate, Guid id) => Names.TryGetValue($"{aggregate.Name}Id", out var name) ? [KeyValuePair.Create(name, (object)id)] : [];

    /// <summary>Puts the ids on the current span and into what travels with it.</summary>
    public static void Put(IReadOnlyList<KeyValuePair<string, object>> ids)
    {
        if (Activity.Current is not { } span)
            return;
        foreach (var (name, id) in ids)
        {
            span.SetTag(name, id);
            if (span.GetBaggageItem(name) is null)
                span.SetBaggage(name, id.ToString());
        }
    }

    private static KeyValuePair<string, object>[] Found(IEnumerable<(string Name, Guid? Id)> ids) =>
        [.. ids.Where(id => id.Id is { } known && known != Guid.Empty).DistinctBy(id => id.Name).Select(id => KeyValuePair.Create(id.Name, (object)id.Id!.Value))];

    private static List<(string, Func<object, Guid?>)> MembersOf(Type type)
    {
        var found = new List<(string, Func<object, Guid?>)>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            if (IsId(property) && Names.TryGetValue(property.Name, out var name))
                found.Add((name, message => (Guid?)property.GetValue(message)));
            else if (property.PropertyType is { IsClass: true } part && part.Namespace?.StartsWith("Forum.", StringComparison.Ordinal) is true)
                found.AddRange(part.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(inner => IsId(inner) && Names.ContainsKey(inner.Name)).Select(inner =>
                    (Names[inner.Name], (Func<object, Guid?>)(message => property.GetValue(message) is { } held ? (Guid?)inner.GetValue(held) : null))));
        }

        return found;
    }

    private static bool IsId(PropertyInfo property) => property.PropertyType == typeof(Guid) || property.PropertyType == typeof(Guid?);

    /// <summary>A parameter is the id of what stands before it: <c>/editions/{edition}/…</c>.</summary>
    private static List<(string, string)> ParametersOf(RoutePattern pattern)
    {
        var found = new List<(string, string)>();
        for (var i = 1; i < pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i].Parts is [RoutePatternParameterPart parameter]
                && pattern.PathSegments[i - 1].Parts is [RoutePatternLiteralPart literal]
                && Names.TryGetValue(literal.Content, out var name))
                found.Add((name, parameter.Name));
        }

        return found;
    }
}
