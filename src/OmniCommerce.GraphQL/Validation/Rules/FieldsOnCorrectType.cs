using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Field Selections: the type that is selected from has the field.</summary>
internal sealed class FieldsOnCorrectType : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Field += Check;

    private void Check(ValidationContext context, FieldNode field)
    {
        if (context.ParentType is not { } type || context.Field is not null) return;
        var hint = context.Suggests ? Hint(context.Schema, type, field.Name) : "";
        context.Report(this, $"Cannot query field \"{field.Name}\" on type \"{type.Name}\".{hint}", field);
    }

    private static string Hint(Schema schema, CompositeType type, string fieldName)
    {
        var types = Suggestions.DidYouMean("to use an inline fragment on", TypesWith(schema, type, fieldName));
        return types.Length > 0 ? types : Suggestions.DidYouMean(fieldName, type.Fields.Select(field => field.Name));
    }

    /// <summary>The object types that a value may have and their interfaces, as far as they have the field; the most common first.</summary>
    private static string[] TypesWith(Schema schema, CompositeType type, string fieldName)
    {
        if (type is ObjectType) return [];
        var counts = new Dictionary<CompositeType, int>();
        foreach (var possible in schema.PossibleTypes(type))
        {
            if (possible.Fields[fieldName] is null) continue;
            foreach (var candidate in possible.Interfaces.Where(implemented => implemented.Fields[fieldName] is not null).Prepend<CompositeType>(possible))
                counts[candidate] = counts.GetValueOrDefault(candidate) + 1;
        }

        var common = Comparer<CompositeType>.Create((a, b) =>
        {
            if (counts[a] != counts[b]) return counts[b].CompareTo(counts[a]);
            if (a is InterfaceType && Schema.IsSubType(a, b)) return -1;
            if (b is InterfaceType && Schema.IsSubType(b, a)) return 1;
            return Suggestions.NaturalOrder.Compare(a.Name, b.Name);
        });
        return [.. counts.Keys.Order(common).Select(candidate => candidate.Name)];
    }
}
