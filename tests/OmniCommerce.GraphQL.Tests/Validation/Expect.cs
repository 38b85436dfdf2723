using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;
using OmniCommerce.GraphQL.Validation;

namespace OmniCommerce.GraphQL.Tests.Validation;

/// <summary>A document against the test schema, and what validation is to say of it.</summary>
internal static class Expect
{
    public static void Valid(string document, Schema? schema = null, GraphQLLimits? options = null) => Errors(document, schema, options, []);

    /// <summary>Each error as "Rule: message (line:column line:column)"; in any order, but no other.</summary>
    public static void Errors(string document, params string[] errors) => Errors(document, null, null, errors);

    public static void Errors(string document, Schema? schema, GraphQLLimits? options, params string[] errors) =>
        Validate(document, schema, options).Order(StringComparer.Ordinal).ShouldBe(errors.Order(StringComparer.Ordinal), document);

    public static IReadOnlyList<string> Validate(string text, Schema? schema = null, GraphQLLimits? options = null)
    {
        Parser.Parse(System.Text.Encoding.UTF8.GetBytes(text), ParserOptions.Trusted).IsDocument(out var document, out var error).ShouldBeTrue(error?.Message);
        return
        [
            .. DocumentValidator.Validate(schema ?? TestSchema.Schema, document!, options ?? GraphQLLimits.Default)
                .Select(found => $"{found.Rule}: {found.Message} ({string.Join(' ', found.Locations.Select(place => $"{place.Line}:{place.Column}"))})"),
        ];
    }
}
