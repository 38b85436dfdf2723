namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class UniqueOperationNamesTests
{
    [Fact]
    public void Operations_of_different_names_are_valid()
    {
        Expect.Valid("query A { owl { id } } mutation B { feed(ids: []) { id } }");
    }

    [Fact]
    public void Two_operations_of_one_name_are_refused_even_of_different_kinds()
    {
        Expect.Errors(
            """
            query A { owl { id } }
            mutation A { feed(ids: []) { id } }
            """,
            "UniqueOperationNames: There can be only one operation named \"A\". (1:7 2:10)");
    }

    [Fact]
    public void A_fragment_may_be_named_like_an_operation()
    {
        Expect.Valid("query A { owl { ...A } } fragment A on Owl { id }");
    }
}
