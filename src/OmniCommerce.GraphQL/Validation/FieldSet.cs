using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>A field of a selection set, with what is known of it.</summary>
/// <param name="Node">The field.</param>
/// <param name="Parent">The type that it is selected from, or null.</param>
/// <param name="Definition">Its definition, or null; meta fields have none here, for they are the same everywhere.</param>
internal sealed record SelectedField(FieldNode Node, CompositeType? Parent, FieldDefinition? Definition)
{
    /// <summary>The next field of the same response name in the set.</summary>
    public SelectedField? Next { get; private set; }

    /// <summary>Of the first field of a response name, the last one.</summary>
    private SelectedField? Last { get; set; }

    /// <summary>Whether it has neither arguments nor selections, so that its name says all.</summary>
    public bool IsPlain => Node.Arguments.Length == 0 && Node.SelectionSet is null;

    /// <summary>Puts a further field of the same response name behind this, the first.</summary>
    public void Append(SelectedField field)
    {
        (Last ?? this).Next = field;
        Last = field;
    }
}

/// <summary>The fields of a selection set and its inline fragments, by response name, and the fragments that it spreads.</summary>
internal sealed class FieldSet
{
    private const int FewFields = 12;

    // The first field of each response name; the others follow by Next.
    private readonly List<SelectedField> _groups = [];
    private readonly List<string> _fragments = [];
    private Dictionary<string, SelectedField>? _byName;

    public FieldSet(ValidationContext context, CompositeType? parent, SelectionSetNode set) => Collect(context, parent, set);

    /// <summary>The first field of each response name, in the order of the document.</summary>
    public List<SelectedField> Groups => _groups;

    /// <summary>The names of the fragments that are spread, each once.</summary>
    public List<string> Fragments => _fragments;

    /// <summary>The fragments this set was compared with, and whether only as far as fields of different objects may differ.</summary>
    public Dictionary<string, bool> Compared => field ??= new(StringComparer.Ordinal);

    /// <summary>The first field of that response name, or null.</summary>
    public SelectedField? Find(string responseName)
    {
        if (_groups.Count <= FewFields)
        {
            foreach (var group in _groups)
                if (group.Node.ResponseName == responseName) return group;
            return null;
        }

        if (_byName is null)
        {
            _byName = new(StringComparer.Ordinal);
            foreach (var group in _groups) _byName.Add(group.Node.ResponseName, group);
        }

        return _byName.GetValueOrDefault(responseName);
    }

    private void Collect(ValidationContext context, CompositeType? parent, SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    Add(new SelectedField(field, parent, parent?.Fields[field.Name]));
                    break;
                case FragmentSpreadNode spread:
                    if (!context.Spend(_fragments.Count)) return;
                    if (!_fragments.Contains(spread.Name)) _fragments.Add(spread.Name);
                    break;
                case InlineFragmentNode inline:
                    Collect(context, inline.TypeCondition is null ? parent : context.CompositeTypeOf(inline.TypeCondition), inline.SelectionSet);
                    break;
            }
        }
    }

    private void Add(SelectedField field)
    {
        if (Find(field.Node.ResponseName) is { } first)
        {
            first.Append(field);
            return;
        }

        _groups.Add(field);
        _byName?.Add(field.Node.ResponseName, field);
    }
}
