using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class KnownOperationTypesTests
{
    private static readonly Schema OnlyQueries = TestSchema.Build("type Query { a: Int }");

    [Fact]
    public void An_operation_without_a_root_type_is_refused()
    {
        Expect.Errors(
            """
            mutation { a }
            """,
            OnlyQueries,
            null,
            "KnownOperationTypes: The mutation operation is not supported by the schema. (1:1)");

        Expect.Errors(
            """
            subscription { a }
            """,
            OnlyQueries,
            null,
            "KnownOperationTypes: The subscription operation is not supported by the schema. (1:1)");
    }
}
