namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class UniqueFragmentNamesTests
{
    [Fact]
    public void Fragments_of_different_names_are_valid()
    {
        Expect.Valid("{ owl { ...A ...B } } fragment A on Owl { id } fragment B on Owl { name }");
    }

    [Fact]
    public void Two_fragments_of_one_name_are_refused()
    {
        Expect.Errors(
            """
            { owl { ...A } }
            fragment A on Owl { id }
            fragment A on Owl { name }
            """,
            "UniqueFragmentNames: There can be only one fragment named \"A\". (2:10 3:10)");
    }
}
