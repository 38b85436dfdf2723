namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class ExecutableDefinitionsTests
{
    [Fact]
    public void Operations_and_fragments_are_executable()
    {
        Expect.Valid("query A { owl { ...F } } fragment F on Owl { name }");
    }

    [Fact]
    public void Type_definitions_and_extensions_are_refused()
    {
        Expect.Errors(
            """
            { owl { name } }
            type Cow { name: String }
            extend type Owl { color: String }
            schema { query: Query }
            directive @x on FIELD
            """,
            "ExecutableDefinitions: The \"Cow\" definition is not executable. (2:1)",
            "ExecutableDefinitions: The \"Owl\" definition is not executable. (3:1)",
            "ExecutableDefinitions: The schema definition is not executable. (4:1)",
            "ExecutableDefinitions: The \"x\" definition is not executable. (5:1)");
    }
}
