namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class KnownArgumentNamesTests
{
    [Fact]
    public void Known_arguments_are_valid()
    {
        Expect.Valid("""
            { seal(id: 1) { name(surname: true) @include(if: true) @tag(name: "x") } }
            """);
    }

    [Fact]
    public void An_unknown_argument_of_a_field_is_refused()
    {
        Expect.Errors(
            "{ owl { name(sirname: true) } }",
            "KnownArgumentNames: Unknown argument \"sirname\" on field \"Owl.name\". Did you mean \"surname\"? (1:14)");

        Expect.Errors(
            "{ owl(id: 1) { id } }",
            "KnownArgumentNames: Unknown argument \"id\" on field \"Query.owl\". (1:7)");
    }

    [Fact]
    public void An_unknown_argument_of_a_directive_is_refused()
    {
        Expect.Errors(
            "{ owl @once(sice: 2) { id } }",
            "KnownArgumentNames: Unknown argument \"sice\" on directive \"@once\". Did you mean \"size\"? (1:13)");
    }
}
