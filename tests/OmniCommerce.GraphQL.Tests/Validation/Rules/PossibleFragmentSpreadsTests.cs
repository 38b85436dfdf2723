namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class PossibleFragmentSpreadsTests
{
    [Fact]
    public void Types_that_overlap_can_be_spread()
    {
        Expect.Valid("{ owl { ... on Owl { id } ... on Node { id } ... on Inhabitant { __typename } } mammals { ... on Swimmer { depth } ... on Seal { id } ... on Inhabitant { __typename } } }");
    }

    [Fact]
    public void Types_that_never_meet_can_not()
    {
        Expect.Errors(
            "{ owl { ... on Seal { id } } }",
            "PossibleFragmentSpreads: Fragment cannot be spread here as objects of type \"Owl\" can never be of type \"Seal\". (1:9)");

        Expect.Errors(
            "{ mammals { ...F } } fragment F on Owl { id }",
            "PossibleFragmentSpreads: Fragment \"F\" cannot be spread here as objects of type \"Mammal\" can never be of type \"Owl\". (1:13)");

        Expect.Errors(
            "{ swimmers { ... on Keeper { id } } }",
            "PossibleFragmentSpreads: Fragment cannot be spread here as objects of type \"Swimmer\" can never be of type \"Keeper\". (1:14)");
    }
}
