namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class LoneAnonymousOperationTests
{
    [Fact]
    public void One_nameless_operation_is_valid()
    {
        Expect.Valid("{ owl { id } }");
        Expect.Valid("{ owl { ...F } } fragment F on Owl { id }");
    }

    [Fact]
    public void A_nameless_operation_beside_another_is_refused()
    {
        Expect.Errors(
            """
            { owl { id } }
            query B { owl { id } }
            """,
            "LoneAnonymousOperation: This anonymous operation must be the only defined operation. (1:1)");
    }
}
