using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Forum.Hosting.Http;

/// <summary>What a query says is none of the words that its parameter has.</summary>
internal sealed class UnknownWord(string parameter, IReadOnlyList<string> known) : Exception($"The parameter {parameter} is wrong.")
{
    public string Parameter { get; } = parameter;

    public IReadOnlyList<string> Known { get; } = known;
}

/// <summary>A query says one of the words that the API's document lists. The framework would take their numbers, too, and several words at once for another one.</summary>
internal static class KnownWords
{
    /// <exception cref="UnknownWord">It says something else.</exception>
    public static void Require(HttpContext http)
    {
        if (http.Request.Query.Count == 0)
            return;
        foreach (var parameter in http.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            if (!type.IsEnum || http.Request.Query[parameter.Name] is not { Count: > 0 } said)
                continue;
            var known = Enum.GetNames(type);
            // Nothing at all is for the framework to tell: the parameter may be left out or not.
            if (said.Any(word => !string.IsNullOrEmpty(word) && !known.Contains(word, StringComparer.OrdinalIgnoreCase)))
                throw new UnknownWord(parameter.Name, known);
        }
    }
}
