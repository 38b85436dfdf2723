using System.Collections;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>Fields that tell what was made of their argument, to the last bit.</summary>
internal static class CoercionModel
{
    internal enum Colour
    {
        Red,
        DarkBlue,
    }

    internal sealed record BoxInput(
        Optional<string?> Name,
        int Must,
        Optional<double?> Weight,
        [GraphQLType("ID")] Optional<string?> Id,
        Optional<IReadOnlyList<IReadOnlyList<int>?>?> Grid,
        Optional<BoxInput?> Inner,
        Optional<ByInput?> By,
        int? Count = 3,
        Colour Colour = Colour.Red,
        [GraphQLDefault("[1, null]")] IReadOnlyList<int?>? Numbers = null);

    [OneOf]
    internal sealed record ByInput(Optional<int?> Number, Optional<string?> Text, Optional<IReadOnlyList<bool>?> Flags, Optional<BoxInput?> Box);

    [QueryType]
    internal static class Queries
    {
        public static string TellInt(Optional<int?> value) => Told(value);

        public static string TellMustInt(int value) => Told(value);

        public static string TellDefaultInt(int? value = 7) => Told(value);

        public static string TellMustDefaultInt(int value = 7) => Told(value);

        public static string TellFloat(Optional<double?> value) => Told(value);

        public static string TellMustFloat(double value) => Told(value);

        public static string TellString(Optional<string?> value) => Told(value);

        public static string TellDefaultString(string? value = "a \"b\"\n") => Told(value);

        public static string TellBoolean(Optional<bool?> value) => Told(value);

        public static string TellId([GraphQLType("ID")] Optional<string?> value) => Told(value);

        public static string TellMustId([GraphQLType("ID!")] string value) => Told(value);

        public static string TellColour(Optional<Colour?> value) => Told(value);

        public static string TellDefaultColour(Colour? value = Colour.DarkBlue) => Told(value);

        public static string TellInts(Optional<IReadOnlyList<int?>?> value) => Told(value);

        public static string TellMustInts(IReadOnlyList<int> value) => Told(value);

        public static string TellDefaultInts([GraphQLDefault("[1, 2]")] IReadOnlyList<int>? value) => Told(value);

        public static string TellGrid(Optional<IReadOnlyList<IReadOnlyList<double?>?>?> value) => Told(value);

        public static string TellBox(Optional<BoxInput?> value) => Told(value);

        public static string TellMustBox(BoxInput value) => Told(value);

        public static string TellDefaultBox([GraphQLDefault("{ must: 1, numbers: null }")] BoxInput? value) => Told(value);

        public static string TellBoxes(Optional<IReadOnlyList<BoxInput>?> value) => Told(value);

        public static string TellBy(Optional<ByInput?> value) => Told(value);

        public static string TellMustBy(ByInput value) => Told(value);
    }

    private static string Told(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        int number => $"{number}",
        bool flag => flag ? "true" : "false",
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("x"),
        Colour.Red => "RED",
        Colour.DarkBlue => "DARK_BLUE",
        IEnumerable items => $"[{string.Join(',', items.Cast<object?>().Select(Told))}]",
        BoxInput box => $"{{{string.Join(',', ((object?[])[box.Name, box.Must, box.Weight, box.Id, box.Grid, box.Inner, box.By, box.Count, box.Colour, box.Numbers]).Select(Told))}}}",
        ByInput by => $"{{{string.Join(',', ((object?[])[by.Number, by.Text, by.Flags, by.Box]).Select(Told))}}}",
        _ => Optional(value),
    };

    private static string Optional(object value)
    {
        var type = value.GetType();
        return (bool)type.GetProperty("IsGiven")!.GetValue(value)! ? Told(type.GetProperty("Value")!.GetValue(value)) : "-";
    }
}
