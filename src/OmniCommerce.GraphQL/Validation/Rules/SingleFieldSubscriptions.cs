using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Single Root Field: a subscription is one stream of events, and variables can't decide which.</summary>
internal sealed class SingleFieldSubscriptions : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Operation += Check;

    private void Check(ValidationContext context, OperationDefinitionNode operation)
    {
        if (operation.Operation is not OperationType.Subscription || context.Schema.SubscriptionType is not { } root) return;
        var name = operation.Name is null ? "Anonymous Subscription" : $"Subscription \"{operation.Name}\"";
        var roots = new RootFields(context, root);
        roots.Collect(operation.SelectionSet);
        if (roots.Conditions.Count > 0)
        {
            context.Report(this, $"{name} must not use `@skip` or `@include` directives in the top level selection.", [.. roots.Conditions]);
            return;
        }

        if (roots.ByName.Count == 0)
        {
            context.Report(this, $"{name} must select one top level field.", operation.SelectionSet);
        }
        else if (roots.ByName.Count > 1)
        {
            var others = roots.ByName.Skip(1).SelectMany(group => group.Fields);
            context.Report(this, $"{name} must select only one top level field.", [.. others.Select(field => field.Offset)]);
        }

        foreach (var group in roots.ByName.Where(group => group.Fields[0].Name.StartsWith("__", StringComparison.Ordinal)))
            context.Report(this, $"{name} must not select an introspection top level field.", [.. group.Fields.Select(field => field.Offset)]);
    }

    /// <summary>The specification's CollectSubscriptionFields().</summary>
    private sealed class RootFields(ValidationContext context, ObjectType root)
    {
        private readonly HashSet<string> _fragments = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<FieldNode>> _byName = new(StringComparer.Ordinal);

        public List<(string Name, List<FieldNode> Fields)> ByName { get; } = [];

        public List<int> Conditions { get; } = [];

        public void Collect(SelectionSetNode set)
        {
            foreach (var selection in set.Selections)
            {
                foreach (var directive in selection.Directives)
                    if (directive.Name is "skip" or "include") Conditions.Add(directive.Offset);
                if (!context.Spend(1)) return;
                switch (selection)
                {
                    case FieldNode field:
                        Add(field);
                        break;
                    case InlineFragmentNode inline when inline.TypeCondition is null || Applies(inline.TypeCondition):
                        Collect(inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when _fragments.Add(spread.Name)
                        && context.Fragment(spread.Name) is { } fragment && Applies(((FragmentDefinitionNode)fragment.Node).TypeCondition):
                        Collect(fragment.SelectionSet);
                        break;
                }
            }
        }

        private bool Applies(NamedTypeNode condition) => context.CompositeTypeOf(condition) is { } type && Schema.IsSubType(type, root);

        private void Add(FieldNode field)
        {
            if (!_byName.TryGetValue(field.ResponseName, out var fields))
            {
                _byName[field.ResponseName] = fields = [];
                ByName.Add((field.ResponseName, fields));
            }

            fields.Add(field);
        }
    }
}
