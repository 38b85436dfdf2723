namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class VariablesAreInputTypesTests
{
    [Fact]
    public void Scalars_enums_and_inputs_are_input_types()
    {
        Expect.Valid("query ($a: ID, $b: [Diet!], $c: AnimalFilter) { animals(after: $a, filter: $c) { friends(diet: $b) { id } } }");
    }

    [Fact]
    public void Objects_interfaces_and_unions_are_not()
    {
        Expect.Errors(
            "query ($a: Owl, $b: [Node!]!, $c: Mammal) { owl { name(surname: $a) } }",
            "VariablesAreInputTypes: Variable \"$a\" cannot be non-input type \"Owl\". (1:12)",
            "VariablesAreInputTypes: Variable \"$b\" cannot be non-input type \"[Node!]!\". (1:21)",
            "VariablesAreInputTypes: Variable \"$c\" cannot be non-input type \"Mammal\". (1:35)",
            "NoUnusedVariables: Variable \"$b\" is never used. (1:17)",
            "NoUnusedVariables: Variable \"$c\" is never used. (1:31)",
            "VariablesInAllowedPosition: Variable \"$a\" of type \"Owl\" used in position expecting type \"Boolean\". (1:8 1:65)");
    }
}
