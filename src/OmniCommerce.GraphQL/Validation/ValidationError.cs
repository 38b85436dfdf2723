using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>Why a document can't be executed against the schema.</summary>
/// <param name="Rule">The rule that it breaks, as the files of the rules are named: <c>FieldsOnCorrectType</c>.</param>
/// <param name="Message">The message, in the words of the reference implementation.</param>
/// <param name="Locations">Where in the document; empty when it is the document as a whole.</param>
public sealed record ValidationError(string Rule, string Message, IReadOnlyList<Location> Locations);
