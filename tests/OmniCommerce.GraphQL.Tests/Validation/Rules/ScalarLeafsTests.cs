namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class ScalarLeafsTests
{
    [Fact]
    public void Objects_are_selected_from_and_scalars_are_not()
    {
        Expect.Valid("{ owl { mother { id } } otter { tools diet } }");
    }

    [Fact]
    public void A_leaf_has_no_selection()
    {
        Expect.Errors(
            "{ owl { nocturnal { id } } }",
            "ScalarLeafs: Field \"nocturnal\" must not have a selection since type \"Boolean!\" has no subfields. (1:19)");
    }

    [Fact]
    public void An_object_needs_one()
    {
        Expect.Errors(
            "{ owl }",
            "ScalarLeafs: Field \"owl\" of type \"Owl\" must have a selection of subfields. Did you mean \"owl { ... }\"? (1:3)");

        Expect.Errors(
            "{ mammals }",
            "ScalarLeafs: Field \"mammals\" of type \"[Mammal]\" must have a selection of subfields. Did you mean \"mammals { ... }\"? (1:3)");
    }
}
