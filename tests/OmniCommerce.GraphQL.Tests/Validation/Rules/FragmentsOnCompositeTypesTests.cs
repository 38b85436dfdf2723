namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class FragmentsOnCompositeTypesTests
{
    [Fact]
    public void Objects_interfaces_and_unions_can_be_selected_from()
    {
        Expect.Valid("{ node(id: 1) { ... on Owl { id } ... on Animal { id } ... on Mammal { __typename } ... { id } } }");
    }

    [Fact]
    public void Scalars_enums_and_inputs_can_not()
    {
        Expect.Errors(
            """
            { owl { ... on Int { x } ... on Diet { x } ...F } }
            fragment F on Sort { x }
            """,
            "FragmentsOnCompositeTypes: Fragment cannot condition on non composite type \"Int\". (1:16)",
            "FragmentsOnCompositeTypes: Fragment cannot condition on non composite type \"Diet\". (1:33)",
            "FragmentsOnCompositeTypes: Fragment \"F\" cannot condition on non composite type \"Sort\". (2:15)");
    }
}
