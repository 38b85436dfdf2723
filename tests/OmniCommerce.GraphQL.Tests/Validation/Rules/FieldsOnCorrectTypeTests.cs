namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class FieldsOnCorrectTypeTests
{
    [Fact]
    public void Known_fields_are_valid()
    {
        Expect.Valid("{ owl { id name nocturnal __typename } node(id: 1) { id ... on Seal { whiskers } } mammals { __typename } }");
    }

    [Fact]
    public void An_unknown_field_is_refused_with_the_names_that_are_close()
    {
        Expect.Errors(
            "{ owl { nam } }",
            "FieldsOnCorrectType: Cannot query field \"nam\" on type \"Owl\". Did you mean \"name\"? (1:9)");

        Expect.Errors(
            "{ owl { x: zzzzzz } }",
            "FieldsOnCorrectType: Cannot query field \"zzzzzz\" on type \"Owl\". (1:9)");
    }

    [Fact]
    public void A_field_of_the_possible_types_is_hinted_at()
    {
        Expect.Errors(
            "{ node(id: 1) { whiskers } }",
            "FieldsOnCorrectType: Cannot query field \"whiskers\" on type \"Node\". Did you mean to use an inline fragment on \"Otter\" or \"Seal\"? (1:17)");

        Expect.Errors(
            "{ mammals { name } }",
            "FieldsOnCorrectType: Cannot query field \"name\" on type \"Mammal\". Did you mean to use an inline fragment on \"Named\", \"Animal\", \"Otter\", or \"Seal\"? (1:13)");
    }

    [Fact]
    public void What_is_selected_from_an_unknown_field_is_not_judged()
    {
        Expect.Valid("{ owl { id } }");
    }

    [Fact]
    public void Nothing_is_said_of_fields_below_an_unknown_one()
    {
        Expect.Errors(
            "{ cow { milk { litres } } }",
            "FieldsOnCorrectType: Cannot query field \"cow\" on type \"Query\". Did you mean \"owl\"? (1:3)");
    }

    [Fact]
    public void Introspection_starts_at_the_query_root_only()
    {
        Expect.Errors(
            "{ owl { __schema { types { name } } } }",
            "FieldsOnCorrectType: Cannot query field \"__schema\" on type \"Owl\". (1:9)");
    }
}
