namespace OmniCommerce.GraphQL.Types;

/// <summary>A schema that cannot be: the message names the member and the fix. Thrown while the schema is built, never later.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class SchemaException(string message) : Exception(message);
