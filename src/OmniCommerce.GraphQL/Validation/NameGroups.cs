namespace OmniCommerce.GraphQL.Validation;

/// <summary>Finds nodes of one name.</summary>
internal static class NameGroups
{
    private const int FewNodes = 8;

    /// <summary>The nodes that share their name with another, grouped; null when all names differ.</summary>
    public static List<List<T>>? Duplicates<T>(T[] nodes, Func<T, string> name)
        where T : class
    {
        if (nodes.Length < 2 || (nodes.Length <= FewNodes && AreDistinct(nodes, name))) return null;
        var groups = new Dictionary<string, List<T>>(StringComparer.Ordinal);
        List<List<T>>? duplicates = null;
        foreach (var node in nodes)
        {
            if (!groups.TryGetValue(name(node), out var group)) groups[name(node)] = group = [];
            group.Add(node);
            if (group.Count == 2) (duplicates ??= []).Add(group);
        }

        return duplicates;
    }

    private static bool AreDistinct<T>(T[] nodes, Func<T, string> name)
    {
        for (var i = 1; i < nodes.Length; i++)
            for (var j = 0; j < i; j++)
                if (name(nodes[i]) == name(nodes[j])) return false;
        return true;
    }
}
