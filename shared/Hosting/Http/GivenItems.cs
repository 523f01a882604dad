using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Forum.Hosting.Http;

/// <summary>Takes only lists whose every item is given: a null among them is nothing that could be decided on.</summary>
internal static class GivenItems
{
    /// <summary>Refuses a member with another list, so that the problem names it.</summary>
    public static void Require(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.PropertyType != typeof(string) && member.PropertyType.IsAssignableTo(typeof(IEnumerable))))
        {
            if (member.Set is { } set)
                member.Set = (whole, list) => set(whole, list is IEnumerable items && items.Cast<object?>().Contains(null) ? throw new JsonException() : list);
        }
    }
}
