namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class MaxIntrospectionDepthTests
{
    [Fact]
    public void What_tools_ask_is_valid()
    {
        Expect.Valid("{ __schema { types { fields { args { name } type { name ofType { name } } } } } }");
    }

    [Fact]
    public void Going_round_is_refused()
    {
        Expect.Errors(
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
            "MaxIntrospectionDepth: Maximum introspection depth exceeded (1:3)");

        Expect.Errors(
            """
            { __type(name: "Owl") { ...T } } fragment T on __Type { interfaces { possibleTypes { ...U } } } fragment U on __Type { fields { name } }
            """,
            "MaxIntrospectionDepth: Maximum introspection depth exceeded (1:3)");
    }
}
