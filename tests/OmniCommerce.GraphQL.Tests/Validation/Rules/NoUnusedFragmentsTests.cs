namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class NoUnusedFragmentsTests
{
    [Fact]
    public void Fragments_that_are_reached_through_others_are_used()
    {
        Expect.Valid("query A { owl { ...F } } query B { owl { ...G } } fragment F on Owl { ...G } fragment G on Owl { id }");
    }

    [Fact]
    public void Fragments_that_no_operation_reaches_are_refused()
    {
        Expect.Errors(
            """
            { owl { id } }
            fragment F on Owl { ...G }
            fragment G on Owl { id }
            """,
            "NoUnusedFragments: Fragment \"F\" is never used. (2:1)",
            "NoUnusedFragments: Fragment \"G\" is never used. (3:1)");
    }
}
