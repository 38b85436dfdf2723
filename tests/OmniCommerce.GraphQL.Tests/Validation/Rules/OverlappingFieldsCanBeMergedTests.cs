namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class OverlappingFieldsCanBeMergedTests
{
    [Fact]
    public void The_same_field_twice_is_valid()
    {
        Expect.Valid("{ owl { name name } owl { id } }");
    }

    [Fact]
    public void Different_fields_under_one_name_conflict()
    {
        Expect.Errors(
            "{ owl { name: id name } }",
            "OverlappingFieldsCanBeMerged: Fields \"name\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9 1:18)");
    }

    [Fact]
    public void Different_arguments_conflict()
    {
        Expect.Errors(
            "{ owl { name(surname: true) name } }",
            "OverlappingFieldsCanBeMerged: Fields \"name\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. (1:9 1:29)");

        Expect.Errors(
            "query ($a: Boolean, $b: Boolean) { owl { name(surname: $a) name(surname: $b) } }",
            "OverlappingFieldsCanBeMerged: Fields \"name\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. (1:42 1:60)");
    }

    [Fact]
    public void Arguments_in_another_order_are_the_same()
    {
        Expect.Valid("""
            { animals(first: 1, filter: { name: "x", born: { year: 1, month: 2 } }) { id } animals(filter: { born: { month: 2, year: 1 }, name: "x" }, first: 1) { name } }
            """);
    }

    [Fact]
    public void A_conflict_further_in_names_the_way()
    {
        Expect.Errors(
            "{ owl { mother { name: id } } ... { owl { mother { name } } } }",
            "OverlappingFieldsCanBeMerged: Fields \"owl\" conflict because subfields \"mother\" conflict because subfields \"name\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:3 1:9 1:18 1:37 1:43 1:52)");
    }

    [Fact]
    public void Fragments_conflict_with_fields_and_each_other()
    {
        Expect.Errors(
            """
            { owl { ...A ...B } }
            fragment A on Owl { x: id }
            fragment B on Owl { x: name }
            """,
            "OverlappingFieldsCanBeMerged: Fields \"x\" conflict because \"id\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (2:21 3:21)");
    }

    [Fact]
    public void Fields_of_different_objects_may_differ()
    {
        Expect.Valid("{ node(id: 1) { ... on Seal { x: name } ... on Owl { x: name(surname: true) } } }");
    }

    [Fact]
    public void Fields_of_different_objects_still_need_one_shape()
    {
        Expect.Errors(
            "{ node(id: 1) { ... on Seal { w: whiskers } ... on Otter { w: whiskers } } }",
            "OverlappingFieldsCanBeMerged: Fields \"w\" conflict because they return conflicting types \"Int!\" and \"Int\". Use different aliases on the fields to fetch both if this was intentional. (1:31 1:60)");

        Expect.Errors(
            "{ node(id: 1) { ... on Seal { x: diet } ... on Otter { x: tools } ... on Owl { x: mother { id } } } }",
            "OverlappingFieldsCanBeMerged: Fields \"x\" conflict because they return conflicting types \"[Diet!]!\" and \"[[String!]!]\". Use different aliases on the fields to fetch both if this was intentional. (1:31 1:56)",
            "OverlappingFieldsCanBeMerged: Fields \"x\" conflict because they return conflicting types \"[Diet!]!\" and \"Owl\". Use different aliases on the fields to fetch both if this was intentional. (1:31 1:80)",
            "OverlappingFieldsCanBeMerged: Fields \"x\" conflict because they return conflicting types \"[[String!]!]\" and \"Owl\". Use different aliases on the fields to fetch both if this was intentional. (1:56 1:80)");
    }
}
