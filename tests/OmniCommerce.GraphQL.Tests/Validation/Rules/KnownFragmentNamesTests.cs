namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class KnownFragmentNamesTests
{
    [Fact]
    public void An_unknown_fragment_is_refused()
    {
        Expect.Errors(
            "{ owl { ...F ... on Owl { ...G } } }",
            "KnownFragmentNames: Unknown fragment \"F\". (1:12)",
            "KnownFragmentNames: Unknown fragment \"G\". (1:30)");
    }
}
