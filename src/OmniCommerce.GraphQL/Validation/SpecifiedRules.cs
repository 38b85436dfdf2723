using OmniCommerce.GraphQL.Validation.Rules;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>The rules that every document is held against, in the order in which they look at a place.</summary>
internal static class SpecifiedRules
{
    public static IReadOnlyList<ValidationRule> All { get; } =
    [
        // The specification's, in its order.
        new ExecutableDefinitions(),
        new KnownOperationTypes(),
        new UniqueOperationNames(),
        new LoneAnonymousOperation(),
        new SingleFieldSubscriptions(),
        new FieldsOnCorrectType(),
        new OverlappingFieldsCanBeMerged(),
        new ScalarLeafs(),
        new KnownArgumentNames(),
        new UniqueArgumentNames(),
        new ProvidedRequiredArguments(),
        new UniqueFragmentNames(),
        new KnownTypeNames(),
        new FragmentsOnCompositeTypes(),
        new NoUnusedFragments(),
        new KnownFragmentNames(),
        new NoFragmentCycles(),
        new PossibleFragmentSpreads(),
        new ValuesOfCorrectType(),
        new UniqueInputFieldNames(),
        new KnownDirectives(),
        new UniqueDirectivesPerLocation(),
        new UniqueVariableNames(),
        new VariablesAreInputTypes(),
        new NoUndefinedVariables(),
        new NoUnusedVariables(),
        new VariablesInAllowedPosition(),

        // Limits: what is correct, but too much.
        new MaxIntrospectionDepth(),
        new MaxDepth(),
        new MaxAliases(),
        new MaxFields(),
        new MaxRootFields(),
        new MaxRepeatedFields(),
        new MaxDirectives(),
    ];
}
