using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>A use of a variable.</summary>
/// <param name="Node">The use.</param>
/// <param name="Type">The type of the place where it is used; null when that is unknown.</param>
/// <param name="HasDefault">Whether that place has a default.</param>
/// <param name="Parent">The input object whose field the place is, if it is one.</param>
internal readonly record struct VariableUsage(VariableNode Node, GraphQLType? Type, bool HasDefault, InputObjectType? Parent);

/// <summary>An operation or fragment with what the walker found in it.</summary>
internal sealed class ExecutableDefinition(DefinitionNode node, SelectionSetNode selectionSet)
{
    private FragmentSpreadNode[]? _spreads;
    private Dictionary<string, VariableDefinitionNode>? _variables;

    public DefinitionNode Node { get; } = node;

    public SelectionSetNode SelectionSet { get; } = selectionSet;

    public OperationDefinitionNode Operation => (OperationDefinitionNode)Node;

    /// <summary>The first of its own usages of variables in <see cref="ValidationContext.Usages"/>.</summary>
    public int FirstUsage { get; set; }

    public int UsageCount { get; set; }

    /// <summary>Found by <see cref="ValidationContext.UsagesOf"/>.</summary>
    public List<VariableUsage>? AllUsages { get; set; }

    /// <summary>Found by <see cref="ValidationContext.FragmentsOf"/>.</summary>
    public List<ExecutableDefinition>? AllFragments { get; set; }

    /// <summary>Found by <see cref="OperationSize"/>.</summary>
    public OperationSize? Size { get; set; }

    /// <summary>Its own fragment spreads: those of a selection set before those of the sets inside.</summary>
    public FragmentSpreadNode[] Spreads => _spreads ??= FindSpreads();

    /// <summary>The operation's variable of that name, the last one if there are several, or null.</summary>
    public VariableDefinitionNode? Variable(string name)
    {
        if (Operation.VariableDefinitions.Length == 0) return null;
        if (_variables is null)
        {
            _variables = new(StringComparer.Ordinal);
            foreach (var variable in Operation.VariableDefinitions) _variables[variable.Variable.Name] = variable;
        }

        return _variables.GetValueOrDefault(name);
    }

    private FragmentSpreadNode[] FindSpreads()
    {
        List<FragmentSpreadNode>? spreads = null;
        var open = new Stack<SelectionSetNode>();
        open.Push(SelectionSet);
        while (open.TryPop(out var set))
        {
            foreach (var selection in set.Selections)
            {
                if (selection is FragmentSpreadNode spread) (spreads ??= []).Add(spread);
                else if (selection is FieldNode { SelectionSet: { } inner }) open.Push(inner);
                else if (selection is InlineFragmentNode inline) open.Push(inline.SelectionSet);
            }
        }

        return spreads is null ? [] : [.. spreads];
    }
}
