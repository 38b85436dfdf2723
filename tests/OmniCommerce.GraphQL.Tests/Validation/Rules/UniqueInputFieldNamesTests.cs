namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class UniqueInputFieldNamesTests
{
    [Fact]
    public void A_name_may_come_again_further_in()
    {
        Expect.Valid("""
            { animals(filter: { name: "x", not: { name: "y" } }) { id } }
            """);
    }

    [Fact]
    public void A_field_twice_is_refused()
    {
        Expect.Errors(
            """
            { animals(filter: { name: "x", name: "y" }) { id } }
            """,
            "UniqueInputFieldNames: There can be only one input field named \"name\". (1:21 1:32)");
    }
}
