namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class NoUndefinedVariablesTests
{
    [Fact]
    public void Variables_that_the_operation_defines_may_be_used_in_fragments()
    {
        Expect.Valid("query ($a: Boolean, $b: Boolean!) { owl @include(if: $b) { ...F } } fragment F on Owl { name(surname: $a) }");
    }

    [Fact]
    public void A_variable_that_no_one_defines_is_refused()
    {
        Expect.Errors(
            "{ owl { name(surname: $a) } }",
            "NoUndefinedVariables: Variable \"$a\" is not defined. (1:23 1:1)");
    }

    [Fact]
    public void Every_operation_that_reaches_a_fragment_defines_its_variables()
    {
        Expect.Errors(
            """
            query A($a: Boolean) { owl { ...F } }
            query B { owl { ...F } }
            fragment F on Owl { name(surname: $a) }
            """,
            "NoUndefinedVariables: Variable \"$a\" is not defined by operation \"B\". (3:35 2:1)");
    }

    [Fact]
    public void A_variable_deep_inside_a_literal_counts()
    {
        Expect.Errors(
            "{ animals(filter: { and: [{ name: $n }] }) { id } }",
            "NoUndefinedVariables: Variable \"$n\" is not defined. (1:35 1:1)");
    }
}
