using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation.Rules;

/// <summary>
/// Limits how many directives a document and each of its places have: see <see cref="GraphQLLimits.MaxDirectives"/> and
/// <see cref="GraphQLLimits.MaxDirectivesPerPlace"/>.
/// </summary>
internal sealed class MaxDirectives : ValidationRule
{
    public override void Subscribe(DocumentEvents on) => on.Directives += Check;

    private void Check(ValidationContext context, DirectiveNode[] directives, DirectiveLocation location)
    {
        var limits = context.Options;
        if (directives.Length > limits.MaxDirectivesPerPlace)
            context.Report(this, $"There are {directives.Length} directives at this place; at most {limits.MaxDirectivesPerPlace} are allowed.", directives[0]);

        var before = context.DirectivesSeen;
        context.DirectivesSeen += directives.Length;
        if (before <= limits.MaxDirectives && context.DirectivesSeen > limits.MaxDirectives)
            context.Report(this, $"The document has more than {limits.MaxDirectives} directives.", directives[0]);
    }
}
