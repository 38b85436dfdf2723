using System.Text;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>
/// Makes documents for a schema: correct ones, and, the higher <paramref name="mistakes"/>, ones that break rules here and there. The same
/// seed makes the same documents.
/// </summary>
internal sealed class DocumentGenerator(Schema schema, Random random, double mistakes)
{
    private const int MaxDepth = 5;

    private static readonly string[] Aliases = ["a", "b", "c", "name", "id"];
    private readonly List<string> _fragments = [];
    private readonly List<(string Name, CompositeType Type)> _known = [];
    private readonly List<string> _variables = [];
    private readonly List<(string Name, string Type)> _declared = [];
    private int _named;

    public string Document()
    {
        _fragments.Clear();
        _known.Clear();
        _named = 0;
        var operations = Chance(0.15) ? random.Next(2, 4) : 1;
        var text = new StringBuilder();
        for (var i = 0; i < operations; i++) text.Append(Operation(operations > 1 && !Mistake() ? $"Op{i}" : Chance(0.3) ? "Op" : null)).Append('\n');
        foreach (var fragment in _fragments) text.Append(fragment).Append('\n');
        if (Mistake()) text.Append("fragment Unused on Query { named { name } }\n");
        return text.ToString();
    }

    private string Operation(string? name)
    {
        _variables.Clear();
        _declared.Clear();
        var (keyword, root) = random.Next(10) switch
        {
            0 or 1 when schema.MutationType is not null => ("mutation", schema.MutationType),
            2 when schema.SubscriptionType is not null => ("subscription", schema.SubscriptionType),
            _ => ("query", schema.QueryType),
        };
        var selections = keyword == "subscription" && !Mistake() ? SelectionSet(root, 1, single: true) : SelectionSet(root, 1);
        var directives = keyword == "query" ? Directives("@tag(name: \"q\")", "@onQuery") : keyword == "mutation" ? Directives("@once", "@once(size: 2)") : "";
        if (Mistake()) _variables.Add("$unused: Int");
        var variables = _variables.Count == 0 ? "" : $"({string.Join(", ", _variables)})";
        return keyword == "query" && name is null && variables.Length == 0 && directives.Length == 0 && Chance(0.5)
            ? selections
            : $"{keyword} {name}{variables}{directives} {selections}";
    }

    private string SelectionSet(CompositeType type, int depth, bool single = false)
    {
        var count = single ? 1 : random.Next(1, 5);
        var text = new StringBuilder("{ ");
        for (var i = 0; i < count; i++)
        {
            var roll = single ? 0 : random.Next(10);
            if (roll < 7 || depth >= MaxDepth) text.Append(Field(type, depth));
            else if (roll == 7) text.Append(Spread(type, depth));
            else text.Append(InlineFragment(type, depth));
            text.Append(Chance(0.2) ? "\n  " : " ");
        }

        return text.Append('}').ToString();
    }

    private string Field(CompositeType type, int depth)
    {
        if (Mistake()) return random.Next(3) switch { 0 => "unknown", 1 => "nam", _ => "whiskers { id }" };
        if (type.Fields.Count == 0 || Chance(0.05)) return "__typename";
        var candidates = type.Fields.Where(field => depth < MaxDepth || field.Type.Named is not CompositeType).ToArray();
        if (candidates.Length == 0) return "__typename";

        var chosen = Pick(candidates);
        var alias = Chance(0.15) ? Pick(Aliases) + ": " : "";
        var selections = chosen.Type.Named is CompositeType inner
            ? Mistake() ? "" : " " + SelectionSet(inner, depth + 1)
            : Mistake() ? " { id }" : "";
        return alias + chosen.Name + Arguments(chosen.Arguments) + Directives("@tag(name: \"f\")", "@once", "@include(if: ?)", "@skip(if: ?)") + selections;
    }

    private string Spread(CompositeType type, int depth)
    {
        if (Mistake()) return "...Missing";
        var possible = _known.Where(fragment => Overlap(fragment.Type, type)).ToArray();
        var directives = Directives("@tag(name: \"s\")", "@include(if: ?)");
        if (possible.Length > 0 && Chance(0.5)) return "..." + Pick(possible).Name + directives;
        if (_known.Count > 0 && Mistake()) return "..." + Pick(_known).Name + directives;

        var name = $"F{_named++}";
        var on = Condition(type);

        // A fragment that is known before it is finished may be spread inside itself.
        if (Mistake()) _known.Add((name, on));
        var body = $"fragment {(Mistake() ? "F0" : name)} on {on.Name}{Directives("@tag(name: \"d\")")} {SelectionSet(on, depth + 1)}";
        _fragments.Add(body);
        if (!_known.Contains((name, on))) _known.Add((name, on));
        return "..." + name + directives;
    }

    private string InlineFragment(CompositeType type, int depth)
    {
        var condition = Mistake() ? Pick(new[] { "Int", "Missing", "AnimalFilter", "Keeper", "Otter" }) : null;
        var on = Condition(type);
        var directives = Directives("@tag(name: \"i\")", "@skip(if: ?)");
        return Chance(0.2) ? $"...{directives} {SelectionSet(type, depth + 1)}" : $"... on {condition ?? on.Name}{directives} {SelectionSet(on, depth + 1)}";
    }

    /// <summary>A type that a fragment in this type's place may be on.</summary>
    private CompositeType Condition(CompositeType type)
    {
        var types = schema.Types.OfType<CompositeType>().Where(other => !other.IsIntrospection && (Mistake() || Overlap(other, type))).ToArray();
        return Chance(0.4) ? type : Pick(types);
    }

    private bool Overlap(CompositeType a, CompositeType b) => schema.PossibleTypes(a).Intersect(schema.PossibleTypes(b)).Any();

    private string Arguments(ElementList<InputValueDefinition> definitions)
    {
        var given = definitions
            .Where(definition => definition.IsRequired ? !Mistake() : Chance(0.35))
            .Select(definition => $"{definition.Name}: {Value(definition.Type, definition.DefaultValue is not null, 0, null)}")
            .ToList();
        if (Mistake()) given.Add(definitions.Count == 0 || Chance(0.5) ? "extra: 1" : $"{definitions[0].Name}: 1");
        return given.Count == 0 ? "" : $"({string.Join(", ", given)})";
    }

    private string Value(GraphQLType type, bool hasDefault, int depth, InputObjectType? parent)
    {
        if (Mistake()) return Pick(new[] { "null", "1", "-2.5", "\"text\"", "true", "FEET", "[1]", "{ a: 1 }", "$undefined", "99999999999", "\"\"\"block\"\"\"" });
        if (Chance(0.2)) return Variable(type, hasDefault, parent);
        if (type is NonNullType nonNull) return NonNullValue(nonNull.OfType, depth);
        return Chance(0.1) && parent is not { IsOneOf: true } ? "null" : NonNullValue(type, depth);
    }

    private string Variable(GraphQLType type, bool hasDefault, InputObjectType? parent)
    {
        // Strict enough for every place, or exactly as strict as this one where that will do.
        var written = parent is { IsOneOf: true } ? type.Nullable + "!" : type.ToString()!;
        if (type is NonNullType && hasDefault && Chance(0.5)) written = type.Nullable.ToString()!;
        if (Mistake()) written = Pick(new[] { type.Nullable.ToString()!, "Int", "[Int!]", "String", "Unknown", "Seal", "AnimalBy" });
        var known = _declared.Where(variable => variable.Type == written).ToArray();
        if (known.Length > 0 && Chance(0.6)) return "$" + Pick(known).Name;

        var name = $"v{_declared.Count}";
        var initial = Chance(0.2) && type.Nullable.ToString() == written ? " = " + NonNullValue(type.Nullable, 3, isConst: true) : "";
        _declared.Add((name, written));
        _variables.Add($"${(Mistake() ? "v0" : name)}: {written}{initial}{(Chance(0.1) ? " @once" : "")}");
        return "$" + name;
    }

    private string NonNullValue(GraphQLType type, int depth, bool isConst = false)
    {
        if (type is ListType list)
        {
            if (Chance(0.2)) return Inner(list.OfType, null);
            return $"[{string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(_ => Inner(list.OfType, null)))}]";
        }

        return type.Named switch
        {
            InputObjectType input => ObjectValue(input),
            EnumType values => Pick(values.Values.ToArray()).Name,
            ScalarType { Name: "Int" } => random.Next(-5, 1_000).ToString(),
            ScalarType { Name: "Float" } => Chance(0.3) ? "3" : "2.5e-3",
            ScalarType { Name: "Boolean" } => Chance(0.5) ? "true" : "false",
            ScalarType { Name: "ID" } => Chance(0.5) ? "7" : "\"x\"",
            ScalarType { Name: "Anything" } => Pick(new[] { "1", "FEET", "{ a: [1, { b: true }] }", "\"x\"", "2.5" }),
            _ => Pick(new[] { "\"text\"", "\"\"\"\n    block\n      text\n    \"\"\"", "\"esc \\u00e9 \\n \\\"\"", "\"\"", "\"zoë 🦦\"" }),
        };

        string Inner(GraphQLType inner, InputObjectType? parent) => isConst
            ? NonNullValue(inner.Nullable, depth + 1, isConst: true)
            : Value(inner, false, depth + 1, parent);

        string ObjectValue(InputObjectType input)
        {
            if (input.IsOneOf && !Mistake())
            {
                var one = Pick(input.Fields.ToArray());
                var value = isConst || Chance(0.7) ? NonNullValue(one.Type.Nullable, depth + 1, isConst) : Inner(one.Type, input);
                return $"{{ {one.Name}: {value} }}";
            }

            var fields = input.Fields
                .Where(field => field.IsRequired ? !Mistake() : depth < 3 && Chance(0.3))
                .Select(field => $"{field.Name}: {(isConst ? NonNullValue(field.Type.Nullable, depth + 1, true) : Value(field.Type, field.DefaultValue is not null, depth + 1, input))}")
                .ToList();
            if (Mistake()) fields.Add(Chance(0.5) ? "extra: 1" : $"{input.Fields[0].Name}: null");
            return $"{{ {string.Join(", ", fields)} }}";
        }
    }

    private string Condition() => Chance(0.3) ? Variable(new NonNullType(ScalarType.Boolean), false, null) : "true";

    private string Directives(params string[] choices)
    {
        if (Mistake()) return Pick(new[] { " @unknown", " @onQuery", " @include", " @tag", " @tag(name: 1)", " @once @once", " @skip(if: true, also: 1)", " @include(if: null)" });
        if (!Chance(0.08)) return "";
        var choice = Pick(choices);
        return " " + (choice.Contains('?', StringComparison.Ordinal) ? choice.Replace("?", Condition(), StringComparison.Ordinal) : choice);
    }

    private bool Chance(double probability) => random.NextDouble() < probability;

    private bool Mistake() => Chance(mistakes);

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
