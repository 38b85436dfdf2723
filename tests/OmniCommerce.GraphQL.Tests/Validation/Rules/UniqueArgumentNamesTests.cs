namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class UniqueArgumentNamesTests
{
    [Fact]
    public void Each_argument_once_is_valid()
    {
        Expect.Valid("""
            { otter(id: 1, name: "x") { id } }
            """);
    }

    [Fact]
    public void An_argument_twice_is_refused()
    {
        Expect.Errors(
            "{ otter(id: 1, id: 2) { id } }",
            "UniqueArgumentNames: There can be only one argument named \"id\". (1:9 1:16)");

        Expect.Errors(
            "{ owl @once(size: 1, size: 1, size: 2) { id } }",
            "UniqueArgumentNames: There can be only one argument named \"size\". (1:13 1:22 1:31)");
    }
}
