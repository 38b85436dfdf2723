namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class ValuesOfCorrectTypeTests
{
    [Fact]
    public void Literals_of_the_right_type_are_valid()
    {
        Expect.Valid("""
            { seal(id: 7) { id } s: seal(id: "x") { id } count(at: 1, of: FEET, url: "http://x") a: animals(first: -3, after: null) { friends(diet: MEAT) { id } } i: inhabitants(sizes: [[1, 2], []], of: "x") { __typename } }
            """);
        Expect.Valid("{ animals(filter: { anything: { a: [1] } }) { id } }");
    }

    [Fact]
    public void Each_scalar_refuses_what_it_can_not_be()
    {
        Expect.Errors(
            """
            { animals(first: "1") { id } }
            """,
            "ValuesOfCorrectType: Int cannot represent non-integer value: \"1\" (1:18)");

        Expect.Errors(
            "{ animals(first: 1.0) { id } }",
            "ValuesOfCorrectType: Int cannot represent non-integer value: 1.0 (1:18)");

        Expect.Errors(
            "{ animals(first: 2147483648) { id } }",
            "ValuesOfCorrectType: Int cannot represent non 32-bit signed integer value: 2147483648 (1:18)");

        Expect.Errors(
            """
            { count(at: "1") }
            """,
            "ValuesOfCorrectType: Float cannot represent non numeric value: \"1\" (1:13)");

        Expect.Errors(
            "{ otter(name: 1) { id } }",
            "ValuesOfCorrectType: String cannot represent a non string value: 1 (1:15)");

        Expect.Errors(
            """
            { owl { name(surname: "true") } }
            """,
            "ValuesOfCorrectType: Boolean cannot represent a non boolean value: \"true\" (1:23)");

        Expect.Errors(
            "{ otter(id: 1.5) { id } }",
            "ValuesOfCorrectType: ID cannot represent a non-string and non-integer value: 1.5 (1:13)");
    }

    [Fact]
    public void An_enum_takes_its_own_names_only()
    {
        Expect.Errors(
            "{ count(of: FEETS) }",
            "ValuesOfCorrectType: Value \"FEETS\" does not exist in \"Measure\" enum. Did you mean the enum value \"FEET\"? (1:13)");

        Expect.Errors(
            """
            { count(of: "FEET") }
            """,
            "ValuesOfCorrectType: Enum \"Measure\" cannot represent non-enum value: \"FEET\". Did you mean the enum value \"FEET\"? (1:13)");
    }

    [Fact]
    public void Null_is_refused_where_the_type_is_non_null()
    {
        Expect.Errors(
            "{ seal(id: null) { id } }",
            "ValuesOfCorrectType: Expected value of type \"ID!\", found null. (1:12)");

        Expect.Errors(
            """
            { inhabitants(of: ["a", null]) { __typename } }
            """,
            "ValuesOfCorrectType: Expected value of type \"String!\", found null. (1:25)");
    }

    [Fact]
    public void A_list_is_refused_where_there_is_none()
    {
        Expect.Errors(
            "{ animals(first: [1]) { id } }",
            "ValuesOfCorrectType: Int cannot represent non-integer value: [1] (1:18)");

        Expect.Errors(
            """
            { animals(filter: [{ name: "x" }]) { id } }
            """,
            "ValuesOfCorrectType: Expected value of type \"AnimalFilter\", found [{name: \"x\"}]. (1:19)");
    }

    [Fact]
    public void Input_objects_have_their_fields_only_and_all_that_are_required()
    {
        Expect.Errors(
            """
            { animals(filter: { depth: { unit: FEET }, nme: "x" }) { id } }
            """,
            "ValuesOfCorrectType: Field \"Range.from\" of required type \"Float!\" was not provided. (1:28)",
            "ValuesOfCorrectType: Field \"nme\" is not defined by type \"AnimalFilter\". Did you mean \"name\" or \"not\"? (1:44)");
    }

    [Fact]
    public void Defaults_of_variables_are_values_like_any_other()
    {
        Expect.Errors(
            """
            query ($a: Int = "1", $b: Sort = { by: NAMES }) { animals(first: $a) { id } keeper(id: 1) { animals(sort: [$b]) { id } } }
            """,
            "ValuesOfCorrectType: Int cannot represent non-integer value: \"1\" (1:18)",
            "ValuesOfCorrectType: Value \"NAMES\" does not exist in \"SortKey\" enum. Did you mean the enum value \"NAME\" or \"AGE\"? (1:40)");
    }

    [Fact]
    public void A_OneOf_input_object_takes_exactly_one_field()
    {
        Expect.Valid("""
            { animal(by: { id: 1 }) { id } a: animal(by: { tag: { color: "x" } }) { id } b: animals(filter: { by: { name: "x" } }) { id } }
            """);
    }

    [Fact]
    public void A_OneOf_input_object_refuses_none_two_and_null()
    {
        Expect.Errors(
            "{ animal(by: {}) { id } }",
            "ValuesOfCorrectType: OneOf Input Object \"AnimalBy\" must specify exactly one key. (1:14)");

        Expect.Errors(
            """
            { animal(by: { id: 1, name: "x" }) { id } }
            """,
            "ValuesOfCorrectType: OneOf Input Object \"AnimalBy\" must specify exactly one key. (1:14)");

        Expect.Errors(
            "{ animal(by: { id: null }) { id } }",
            "ValuesOfCorrectType: Field \"AnimalBy.id\" must be non-null. (1:14)");
    }
}
