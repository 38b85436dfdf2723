using System.Text.Json;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Reads lists; a single value is a list of one.</summary>
/// <param name="type">The list type.</param>
/// <param name="item">Reads the items.</param>
/// <param name="create">Makes the CLR list.</param>
internal sealed class ListReader(GraphQLType type, InputReader item, Func<IReadOnlyList<object?>, object> create) : InputReader(type)
{
    private InputReader _item = item;

    public override InputReader As(GraphQLType declared)
    {
        var copy = (ListReader)base.As(declared);
        if (copy != this) copy._item = _item.As(((ListType)declared.Nullable).OfType);
        return copy;
    }

    protected override bool TryReadValue(ref Utf8JsonReader json, InputProblem problem, out object? value)
    {
        value = null;
        var items = new List<object?>();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            if (!_item.TryRead(ref json, problem, out var single)) return false;
            items.Add(single);
        }
        else
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (!_item.TryRead(ref json, problem, out var each)) return problem.In(items.Count);
                items.Add(each);
            }
        }

        if (problem.InvalidId is null) value = create(items);
        return true;
    }

    protected override InputValue CompileValue(ValueNode node, InputCompiler compiler)
    {
        var items = node is ListValueNode list
            ? Array.ConvertAll(list.Values, each => _item.Compile(each, compiler))
            : [_item.Compile(node, compiler)];
        return compiler.Computed(items, Create);
    }

    private object Create(object?[] items) =>
        _item.Type is NonNullType && Array.IndexOf(items, null) >= 0 ? throw new InputException($"null is no {_item.Type}.") : create(items);
}
