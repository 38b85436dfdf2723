using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Fragment Spreads Must Not Form Cycles.</summary>
internal sealed class NoFragmentCycles : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.End += Check;

    private void Check(ValidationContext context)
    {
        Search? search = null;
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is not FragmentDefinitionNode fragment) continue;
            search ??= new Search(this, context);
            search.From(fragment.Name);
        }
    }

    /// <summary>Follows every spread once, and knows on which path it is.</summary>
    private sealed class Search(NoFragmentCycles rule, ValidationContext context)
    {
        private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _pathIndex = new(StringComparer.Ordinal);
        private readonly List<FragmentSpreadNode> _path = [];

        public void From(string name)
        {
            if (!_visited.Add(name) || context.Fragment(name) is not { } fragment) return;
            _pathIndex[name] = _path.Count;
            foreach (var spread in fragment.Spreads)
            {
                if (!context.Spend(1)) return;
                _path.Add(spread);
                if (_pathIndex.TryGetValue(spread.Name, out var start)) Report(spread.Name, _path[start..]);
                else From(spread.Name);
                _path.RemoveAt(_path.Count - 1);
            }

            _pathIndex.Remove(name);
        }

        private void Report(string name, List<FragmentSpreadNode> cycle)
        {
            var via = cycle.Count == 1 ? "" : " via " + string.Join(", ", cycle.SkipLast(1).Select(spread => $"\"{spread.Name}\""));
            context.Report(rule, $"Cannot spread fragment \"{name}\" within itself{via}.", [.. cycle.Select(spread => spread.Offset)]);
        }
    }
}
