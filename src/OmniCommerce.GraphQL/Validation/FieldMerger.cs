using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>Two fields that can't be one in the response.</summary>
/// <param name="ResponseName">The name that they share.</param>
/// <param name="Reason">Why they conflict.</param>
/// <param name="First">The first field, then the fields inside it that conflict.</param>
/// <param name="Second">The second field, then the fields inside it that conflict.</param>
internal sealed record FieldConflict(string ResponseName, string Reason, List<FieldNode> First, List<FieldNode> Second);

/// <summary>
/// Finds fields of one response name that ask for different things (specification, "Field Selection Merging"). Fragments are compared as
/// wholes and each pair of them once; every comparison is taken off the budget of steps, for there may be more of them than any limit on
/// the document's length can keep small.
/// </summary>
internal sealed class FieldMerger(ValidationContext context)
{
    private const int MaxReasonLength = 1_000;
    private const int MaxNodes = 20;

    private readonly Dictionary<SelectionSetNode, FieldSet> _sets = [];

    // Pairs of fragments that were compared, and whether only as far as fields of different objects may differ.
    private readonly Dictionary<(string, string), bool> _compared = [];

    /// <summary>The conflicts among all that the selection set brings together.</summary>
    public List<FieldConflict> FindConflicts(CompositeType? parent, SelectionSetNode selectionSet)
    {
        var conflicts = new List<FieldConflict>();
        var set = FieldsOf(parent, selectionSet);
        foreach (var group in set.Groups)
        {
            for (var first = group; first is not null; first = first.Next)
                for (var second = first.Next; second is not null; second = second.Next)
                    Compare(first, second, areExclusive: false, conflicts);
        }

        if (set.Groups.Count == 0 && set.Fragments.Count < 2) return conflicts;
        for (var i = 0; i < set.Fragments.Count; i++)
        {
            CompareWithFragment(set, set.Fragments[i], areExclusive: false, conflicts);
            for (var j = i + 1; j < set.Fragments.Count; j++) CompareFragments(set.Fragments[i], set.Fragments[j], areExclusive: false, conflicts);
        }

        return conflicts;
    }

    private FieldSet FieldsOf(CompositeType? parent, SelectionSetNode selectionSet)
    {
        if (!_sets.TryGetValue(selectionSet, out var set)) _sets[selectionSet] = set = new FieldSet(context, parent, selectionSet);
        return set;
    }

    private FieldSet FieldsOf(FragmentDefinitionNode fragment) => FieldsOf(context.CompositeTypeOf(fragment.TypeCondition), fragment.SelectionSet);

    private void CompareWithFragment(FieldSet set, string name, bool areExclusive, List<FieldConflict> conflicts)
    {
        if (!context.Spend(1) || set.Groups.Count == 0) return;

        // A comparison that let different objects differ doesn't stand for one that doesn't.
        if (set.Compared.TryGetValue(name, out var wasExclusive) && (!wasExclusive || areExclusive)) return;
        set.Compared[name] = areExclusive;
        if (context.Fragment(name)?.Node is not FragmentDefinitionNode fragment) return;

        var other = FieldsOf(fragment);
        if (other == set) return;
        CompareSets(set, other, areExclusive, conflicts);
        foreach (var inner in other.Fragments) CompareWithFragment(set, inner, areExclusive, conflicts);
    }

    private void CompareFragments(string first, string second, bool areExclusive, List<FieldConflict> conflicts)
    {
        if (!context.Spend(1) || first == second) return;
        var pair = string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first);
        if (_compared.TryGetValue(pair, out var wasExclusive) && (!wasExclusive || areExclusive)) return;
        _compared[pair] = areExclusive;
        if (context.Fragment(first)?.Node is not FragmentDefinitionNode fragment1) return;
        if (context.Fragment(second)?.Node is not FragmentDefinitionNode fragment2) return;

        var set1 = FieldsOf(fragment1);
        var set2 = FieldsOf(fragment2);
        CompareSets(set1, set2, areExclusive, conflicts);
        foreach (var inner in set2.Fragments) CompareFragments(first, inner, areExclusive, conflicts);
        foreach (var inner in set1.Fragments) CompareFragments(inner, second, areExclusive, conflicts);
    }

    private void CompareSets(FieldSet set1, FieldSet set2, bool areExclusive, List<FieldConflict> conflicts)
    {
        foreach (var group in set1.Groups)
        {
            if (!context.Spend(1)) return;
            var other = set2.Find(group.Node.ResponseName);
            if (other is null) continue;
            for (var first = group; first is not null; first = first.Next)
                for (var second = other; second is not null; second = second.Next)
                    Compare(first, second, areExclusive, conflicts);
        }
    }

    private void Compare(SelectedField first, SelectedField second, bool areExclusive, List<FieldConflict> conflicts)
    {
        if (!context.Spend(1)) return;
        var type1 = first.Definition?.Type;
        var type2 = second.Definition?.Type;
        if (first.IsPlain && second.IsPlain && type1 == type2 && first.Node.Name == second.Node.Name) return;

        // Different objects can't both be there, so that their fields may differ as long as their types agree.
        areExclusive = areExclusive || (first.Parent != second.Parent && first.Parent is ObjectType && second.Parent is ObjectType);
        var reason = areExclusive ? null : DifferentField(first.Node, second.Node);
        if (reason is null && type1 is not null && type2 is not null && DoTypesConflict(type1, type2))
            reason = $"they return conflicting types \"{type1}\" and \"{type2}\"";
        if (reason is not null)
        {
            conflicts.Add(new FieldConflict(first.Node.ResponseName, reason, [first.Node], [second.Node]));
            return;
        }

        if (first.Node.SelectionSet is null || second.Node.SelectionSet is null) return;
        var outside = conflicts.Count;
        CompareInside(first, second, areExclusive, conflicts);
        if (conflicts.Count == outside) return;
        var inside = conflicts[outside..];
        conflicts.RemoveRange(outside, inside.Count);
        conflicts.Add(Summarize(first.Node, second.Node, inside));
    }

    private void CompareInside(SelectedField first, SelectedField second, bool areExclusive, List<FieldConflict> conflicts)
    {
        var set1 = FieldsOf(first.Definition?.Type.Named as CompositeType, first.Node.SelectionSet!);
        var set2 = FieldsOf(second.Definition?.Type.Named as CompositeType, second.Node.SelectionSet!);
        CompareSets(set1, set2, areExclusive, conflicts);
        foreach (var name in set2.Fragments) CompareWithFragment(set1, name, areExclusive, conflicts);
        foreach (var name in set1.Fragments) CompareWithFragment(set2, name, areExclusive, conflicts);
        foreach (var name1 in set1.Fragments)
            foreach (var name2 in set2.Fragments) CompareFragments(name1, name2, areExclusive, conflicts);
    }

    private string? DifferentField(FieldNode first, FieldNode second)
    {
        if (first.Name != second.Name) return $"\"{first.Name}\" and \"{second.Name}\" are different fields";
        return AreSame(first.Arguments, second.Arguments) ? null : "they have differing arguments";
    }

    private bool AreSame(ArgumentNode[] first, ArgumentNode[] second)
    {
        if (first.Length != second.Length) return false;
        if (!context.Spend(first.Length * second.Length)) return true;
        foreach (var argument in first)
        {
            if (Find(second, argument.Name) is not { } other || !AreSame(argument.Value, other.Value)) return false;
        }

        return true;
    }

    private static ArgumentNode? Find(ArgumentNode[] arguments, string name)
    {
        for (var i = arguments.Length - 1; i >= 0; i--)
            if (arguments[i].Name == name) return arguments[i];
        return null;
    }

    private bool AreSame(ValueNode first, ValueNode second) => context.Spend(1) && (first, second) switch
    {
        (VariableNode a, VariableNode b) => a.Name == b.Name,
        (IntValueNode a, IntValueNode b) => a.Value == b.Value,
        (FloatValueNode a, FloatValueNode b) => a.Value == b.Value,
        (StringValueNode a, StringValueNode b) => a.Value == b.Value && a.Block == b.Block,
        (BooleanValueNode a, BooleanValueNode b) => a.Value == b.Value,
        (EnumValueNode a, EnumValueNode b) => a.Value == b.Value,
        (NullValueNode, NullValueNode) => true,
        (ListValueNode a, ListValueNode b) => a.Values.Length == b.Values.Length && a.Values.Zip(b.Values).All(pair => AreSame(pair.First, pair.Second)),
        (ObjectValueNode a, ObjectValueNode b) => AreSame(a.Fields, b.Fields),
        _ => false,
    };

    private bool AreSame(ObjectFieldNode[] first, ObjectFieldNode[] second) =>
        first.Length == second.Length
        && first.OrderBy(field => field.Name, StringComparer.Ordinal)
            .Zip(second.OrderBy(field => field.Name, StringComparer.Ordinal))
            .All(pair => pair.First.Name == pair.Second.Name && AreSame(pair.First.Value, pair.Second.Value));

    /// <summary>Whether no value could be of both types; what objects look like inside is compared field by field elsewhere.</summary>
    private static bool DoTypesConflict(GraphQLType first, GraphQLType second)
    {
        while (first != second)
        {
            if (first is ListType list1 && second is ListType list2) (first, second) = (list1.OfType, list2.OfType);
            else if (first is NonNullType nonNull1 && second is NonNullType nonNull2) (first, second) = (nonNull1.OfType, nonNull2.OfType);
            else return first is ListType or NonNullType || second is ListType or NonNullType || first.IsLeafType || second.IsLeafType;
        }

        return false;
    }

    private static FieldConflict Summarize(FieldNode first, FieldNode second, List<FieldConflict> inner)
    {
        var reason = "";
        foreach (var conflict in inner)
        {
            reason += $"{(reason.Length == 0 ? "" : " and ")}subfields \"{conflict.ResponseName}\" conflict because {conflict.Reason}";
            if (reason.Length > MaxReasonLength) break;
        }

        if (reason.Length > MaxReasonLength) reason = reason[..MaxReasonLength] + "...";
        return new FieldConflict(first.ResponseName, reason, Fields(first, inner, conflict => conflict.First), Fields(second, inner, conflict => conflict.Second));
    }

    /// <summary>The field and those inside it that conflict; of too many the innermost, which say the most.</summary>
    private static List<FieldNode> Fields(FieldNode field, List<FieldConflict> inner, Func<FieldConflict, List<FieldNode>> side)
    {
        var fields = new List<FieldNode> { field };
        foreach (var conflict in inner) fields.AddRange(side(conflict).TakeLast(MaxNodes - fields.Count));
        return fields;
    }
}
