namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class VariablesInAllowedPositionTests
{
    [Fact]
    public void A_stricter_variable_fits()
    {
        Expect.Valid("query ($a: Int!, $b: [Diet!]!, $c: ID!) { animals(first: $a) { friends(diet: $b) { id } } seal(id: $c) { id } }");
    }

    [Fact]
    public void A_default_makes_a_nullable_variable_fit()
    {
        Expect.Valid("query ($a: ID = 1, $b: Boolean) { seal(id: $a) { id } inhabitants(strict: $b) { __typename } }");
    }

    [Fact]
    public void A_nullable_variable_does_not_fit_a_non_null_place()
    {
        Expect.Errors(
            "query ($a: ID) { seal(id: $a) { id } }",
            "VariablesInAllowedPosition: Variable \"$a\" of type \"ID\" used in position expecting type \"ID!\". (1:8 1:27)");

        Expect.Errors(
            "query ($a: ID = null) { seal(id: $a) { id } }",
            "VariablesInAllowedPosition: Variable \"$a\" of type \"ID\" used in position expecting type \"ID!\". (1:8 1:34)");
    }

    [Fact]
    public void Another_type_does_not_fit()
    {
        Expect.Errors(
            "query ($a: String) { animals(first: $a) { id } }",
            "VariablesInAllowedPosition: Variable \"$a\" of type \"String\" used in position expecting type \"Int\". (1:8 1:37)");

        Expect.Errors(
            "query ($a: String) { inhabitants(of: $a) { __typename } }",
            "VariablesInAllowedPosition: Variable \"$a\" of type \"String\" used in position expecting type \"[String!]\". (1:8 1:38)");

        Expect.Errors(
            "query ($a: [Diet]) { owl { friends(diet: $a) { id } } }",
            "VariablesInAllowedPosition: Variable \"$a\" of type \"[Diet]\" used in position expecting type \"[Diet!]\". (1:8 1:42)");
    }

    [Fact]
    public void A_OneOf_input_object_takes_non_null_variables_only()
    {
        Expect.Errors(
            "query ($a: ID) { animal(by: { id: $a }) { id } }",
            "VariablesInAllowedPosition: Variable \"$a\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"AnimalBy\". (1:8 1:35)");

        Expect.Errors(
            "query ($a: ID) { animals(filter: { by: { id: $a } }) { id } }",
            "VariablesInAllowedPosition: Variable \"$a\" is of type \"ID\" but must be non-nullable to be used for OneOf Input Object \"AnimalBy\". (1:8 1:46)");
    }

    [Fact]
    public void A_OneOf_input_object_takes_variables_that_can_not_be_null()
    {
        Expect.Valid("""
            query ($a: ID!, $b: String = "x") { animal(by: { id: $a }) { id } b: animal(by: { name: $b }) { id } }
            """);
    }
}
