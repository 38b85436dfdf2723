using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Validation;

/// <summary>How types relate.</summary>
internal static class TypeComparison
{
    /// <summary>The specification's AreTypesCompatible(): whether every value of the variable's type may stand at the location.</summary>
    public static bool AreCompatible(GraphQLType variable, GraphQLType location)
    {
        if (location is NonNullType nonNullLocation)
            return variable is NonNullType nonNull && AreCompatible(nonNull.OfType, nonNullLocation.OfType);
        if (variable is NonNullType nonNullVariable) return AreCompatible(nonNullVariable.OfType, location);
        if (location is ListType listLocation) return variable is ListType list && AreCompatible(list.OfType, listLocation.OfType);
        return variable == location;
    }

    /// <summary>Whether a value may be of both types.</summary>
    public static bool DoOverlap(Schema schema, CompositeType first, CompositeType second)
    {
        if (first == second) return true;
        if (first is ObjectType) return Schema.IsSubType(second, first);
        if (second is ObjectType) return Schema.IsSubType(first, second);
        foreach (var possible in schema.PossibleTypes(first))
            if (Schema.IsSubType(second, possible)) return true;
        return false;
    }
}
