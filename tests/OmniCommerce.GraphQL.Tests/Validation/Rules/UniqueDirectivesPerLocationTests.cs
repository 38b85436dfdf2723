namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class UniqueDirectivesPerLocationTests
{
    [Fact]
    public void A_repeatable_directive_may_come_again()
    {
        Expect.Valid("""
            { owl @tag(name: "a") @tag(name: "b") { id @once } mammals @once { __typename } }
            """);
    }

    [Fact]
    public void Any_other_may_not()
    {
        Expect.Errors(
            """
            { owl @once @tag(name: "a") @once { id } }
            """,
            "UniqueDirectivesPerLocation: The directive \"@once\" can only be used once at this location. (1:7 1:29)");
    }
}
