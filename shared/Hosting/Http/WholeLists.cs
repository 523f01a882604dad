using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Forum.Hosting.Http;

/// <summary>Takes no list with nothing in one of its places, where the code says that there is always something: the serializer looks at members only.</summary>
internal static class WholeLists
{
    public static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(HoldsItems))
        {
            if (member.Set is { } set)
                member.Set = (whole, list) => set(whole, list is IEnumerable items && items.Cast<object?>().Contains(null) ? throw new JsonException() : list);
        }
    }

    private static bool HoldsItems(JsonPropertyInfo member) =>
        member.AttributeProvider is PropertyInfo property && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
        && property.PropertyType.GetGenericArguments() is [{ IsValueType: false }]
        && new NullabilityInfoContext().Create(property).GenericTypeArguments is [{ ReadState: NullabilityState.NotNull }];
}
