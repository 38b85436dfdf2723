namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class KnownDirectivesTests
{
    [Fact]
    public void Directives_in_their_places_are_valid()
    {
        Expect.Valid("query @onQuery { owl @once { id @skip(if: true) ... @include(if: true) { id } } }");
    }

    [Fact]
    public void An_unknown_directive_is_refused()
    {
        Expect.Errors(
            "{ owl @unknown { id } }",
            "KnownDirectives: Unknown directive \"@unknown\". (1:7)");
    }

    [Fact]
    public void A_directive_in_another_place_is_refused()
    {
        Expect.Errors(
            """
            query ($a: Int @onQuery) @once { animals(first: $a) @onQuery { ...F @once } }
            fragment F on Animal @skip(if: true) { id }
            """,
            "KnownDirectives: Directive \"@onQuery\" may not be used on VARIABLE_DEFINITION. (1:16)",
            "KnownDirectives: Directive \"@once\" may not be used on QUERY. (1:26)",
            "KnownDirectives: Directive \"@onQuery\" may not be used on FIELD. (1:53)",
            "KnownDirectives: Directive \"@once\" may not be used on FRAGMENT_SPREAD. (1:69)",
            "KnownDirectives: Directive \"@skip\" may not be used on FRAGMENT_DEFINITION. (2:22)");
    }
}
