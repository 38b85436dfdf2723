namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class ProvidedRequiredArgumentsTests
{
    [Fact]
    public void Optional_arguments_may_be_missing()
    {
        Expect.Valid("{ otter { id } inhabitants { __typename } owl @once { wingspan(unit: FEET) } }");
    }

    [Fact]
    public void A_required_argument_of_a_field_must_be_given()
    {
        Expect.Errors(
            "{ seal { id } }",
            "ProvidedRequiredArguments: Field \"seal\" argument \"id\" of type \"ID!\" is required, but it was not provided. (1:3)");
    }

    [Fact]
    public void A_required_argument_of_a_directive_must_be_given()
    {
        Expect.Errors(
            "{ owl @include { id @tag } }",
            "ProvidedRequiredArguments: Directive \"@include\" argument \"if\" of type \"Boolean!\" is required, but it was not provided. (1:7)",
            "ProvidedRequiredArguments: Directive \"@tag\" argument \"name\" of type \"String!\" is required, but it was not provided. (1:21)");
    }
}
