using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>Leaf Field Selections: what has fields is selected from, what has none isn't.</summary>
internal sealed class ScalarLeafs : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Field += Check;

    private void Check(ValidationContext context, FieldNode field)
    {
        if (context.Field?.Type is not { } type) return;
        if (type.Named.IsLeafType)
        {
            if (field.SelectionSet is not null)
                context.Report(this, $"Field \"{field.Name}\" must not have a selection since type \"{type}\" has no subfields.", field.SelectionSet);
        }
        else if (field.SelectionSet is null)
        {
            context.Report(this, $"Field \"{field.Name}\" of type \"{type}\" must have a selection of subfields. Did you mean \"{field.Name} {{ ... }}\"?", field);
        }
    }
}
