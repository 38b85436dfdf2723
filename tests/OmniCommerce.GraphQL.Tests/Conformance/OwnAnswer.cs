using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;
using OmniCommerce.GraphQL.Validation;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>This engine's answer, in the form of the reference implementation's.</summary>
public static class OwnAnswer
{
    private static readonly GraphQLLimits Options = GraphQLLimits.Trusted with { MaxErrors = 1_000, MaxSuggestions = 1_000 };

    public static ReferenceAnswer To(Schema schema, string text)
    {
        if (!Parser.Parse(System.Text.Encoding.UTF8.GetBytes(text), ParserOptions.Trusted).IsDocument(out var document, out var error))
            return new ReferenceAnswer(new ReferenceError(error.Message, Text([error.Location])), null, []);
        var errors = DocumentValidator.Validate(schema, document, Options);
        return new ReferenceAnswer(null, Printer.Print(document), [.. errors.Select(found => new ReferenceError(found.Message, Text(found.Locations)))]);
    }

    private static string Text(IEnumerable<Location> locations) => string.Join(' ', locations.Select(place => $"{place.Line}:{place.Column}"));
}
