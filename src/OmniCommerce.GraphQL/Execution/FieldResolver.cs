namespace OmniCommerce.GraphQL.Execution;

/// <summary>How a field's value is found and written.</summary>
internal abstract class FieldResolver;
