using System.Text;

namespace OmniCommerce.GraphQL.Language;

/// <summary>The names of directive locations in the language: <c>FIELD_DEFINITION</c>.</summary>
public static class DirectiveLocations
{
    private static readonly string[] Names = [.. Enum.GetNames<DirectiveLocation>().Select(UpperSnakeCase)];

    /// <summary>The location's name in the language.</summary>
    public static string Name(this DirectiveLocation location) => Names[(int)location];

    /// <summary>Reads a location's name.</summary>
    public static bool TryParse(string name, out DirectiveLocation location)
    {
        var index = Array.IndexOf(Names, name);
        location = index < 0 ? default : (DirectiveLocation)index;
        return index >= 0;
    }

    private static string UpperSnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }
}
