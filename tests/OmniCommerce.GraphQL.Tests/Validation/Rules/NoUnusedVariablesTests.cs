namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class NoUnusedVariablesTests
{
    [Fact]
    public void A_variable_that_only_a_directive_uses_is_used()
    {
        Expect.Valid("query ($a: Boolean!) { owl { id @skip(if: $a) } }");
    }

    [Fact]
    public void A_variable_without_use_is_refused()
    {
        Expect.Errors(
            "query ($a: Int) { owl { id } }",
            "NoUnusedVariables: Variable \"$a\" is never used. (1:8)");

        Expect.Errors(
            "query Q($a: Int) { owl { id } }",
            "NoUnusedVariables: Variable \"$a\" is never used in operation \"Q\". (1:9)");
    }
}
