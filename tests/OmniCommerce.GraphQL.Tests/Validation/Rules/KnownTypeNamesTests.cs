namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class KnownTypeNamesTests
{
    [Fact]
    public void Known_types_are_valid()
    {
        Expect.Valid("query ($a: ID, $b: [AnimalFilter!]!) { animals(after: $a, filter: { and: $b }) { ... on Owl { id } } }");
    }

    [Fact]
    public void Unknown_types_are_refused()
    {
        Expect.Errors(
            """
            query ($a: Owll) { owl { ... on Sael { id } ...F } }
            fragment F on Ottr { id }
            """,
            "KnownTypeNames: Unknown type \"Owll\". Did you mean \"Owl\"? (1:12)",
            "KnownTypeNames: Unknown type \"Sael\". Did you mean \"Seal\"? (1:33)",
            "KnownTypeNames: Unknown type \"Ottr\". Did you mean \"Otter\"? (2:15)",
            "NoUnusedVariables: Variable \"$a\" is never used. (1:8)");
    }
}
