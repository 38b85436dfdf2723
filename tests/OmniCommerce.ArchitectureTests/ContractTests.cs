using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.ArchitectureTests;

/// <summary>The public schema is a reviewed artefact: its snapshot is current, and it contains the contract that clients count on.</summary>
public sealed class ContractTests
{
    private static readonly string SnapshotFile = Path.Combine(Repository.Source, "schema.graphql");

    [Fact]
    public void The_snapshot_of_the_schema_is_current()
    {
        var schema = Api.SchemaExport.Print();
        schema.ShouldBe(File.ReadAllText(SnapshotFile), "Run: dotnet run --project src/OmniCommerce.Api -- schema export > src/schema.graphql");
    }

    [Fact]
    public void The_schema_contains_the_core_contract()
    {
        var contract = Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "core.graphql")));
        Missing(contract, Parse(Api.SchemaExport.Print())).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("type A { x: Int! }", "type A { x: Int }", "A.x: Int!, not Int")]
    [InlineData("type A { x: Int }", "type A { y: Int }", "A.x")]
    [InlineData("type A { x(y: Int = 1): Int }", "type A { x(y: Int = 2): Int }", "A.x(y: Int = 1), not Int = 2")]
    [InlineData("type A { x: Int }", "type A { x(y: Int!): Int }", "A.x(y: Int!) is required and new")]
    [InlineData("enum A { X Y }", "enum A { X }", "A.Y")]
    [InlineData("union A = X | Y", "union A = X", "A = Y")]
    [InlineData("type A implements B { x: Int }", "type A { x: Int }", "A implements B")]
    [InlineData("input A { x: Int }", "input A { x: Int y: Int! }", "A.y: Int! is required and new")]
    [InlineData("input A @oneOf { x: Int }", "input A { x: Int }", "A @oneOf")]
    [InlineData("scalar A", "scalar B", "A")]
    public void A_schema_that_breaks_the_contract_is_found(string contract, string schema, string missing) =>
        Missing(Parse(contract), Parse(schema)).ShouldBe([missing]);

    private static IEnumerable<string> Missing(Document contract, Document schema)
    {
        var types = schema.Definitions.OfType<TypeDefinitionNode>().ToDictionary(type => type.Name);
        foreach (var wanted in contract.Definitions.OfType<TypeDefinitionNode>())
        {
            if (!types.TryGetValue(wanted.Name, out var actual) || actual.GetType() != wanted.GetType())
            {
                yield return wanted.Name;
                continue;
            }

            foreach (var missing in MissingIn(wanted, actual))
                yield return missing;
        }
    }

    private static IEnumerable<string> MissingIn(TypeDefinitionNode wanted, TypeDefinitionNode actual) => (wanted, actual) switch
    {
        (ObjectTypeDefinitionNode w, ObjectTypeDefinitionNode a) =>
            MissingInterfaces(w.Name, w.Interfaces, a.Interfaces).Concat(MissingFields(w.Name, w.Fields, a.Fields)),
        (InterfaceTypeDefinitionNode w, InterfaceTypeDefinitionNode a) =>
            MissingInterfaces(w.Name, w.Interfaces, a.Interfaces).Concat(MissingFields(w.Name, w.Fields, a.Fields)),
        (UnionTypeDefinitionNode w, UnionTypeDefinitionNode a) =>
            w.Types.Select(type => type.Name).Except(a.Types.Select(type => type.Name)).Select(name => $"{w.Name} = {name}"),
        (EnumTypeDefinitionNode w, EnumTypeDefinitionNode a) =>
            w.Values.Select(value => value.Name).Except(a.Values.Select(value => value.Name)).Select(name => $"{w.Name}.{name}"),
        (InputObjectTypeDefinitionNode w, InputObjectTypeDefinitionNode a) =>
            MissingInputs(w.Fields, a.Fields, field => $"{w.Name}.{field}").Concat(IsOneOf(w) && !IsOneOf(a) ? [$"{w.Name} @oneOf"] : []),
        _ => [],
    };

    private static IEnumerable<string> MissingInterfaces(string type, NamedTypeNode[] wanted, NamedTypeNode[] actual) =>
        wanted.Select(name => name.Name).Except(actual.Select(name => name.Name)).Select(name => $"{type} implements {name}");

    private static IEnumerable<string> MissingFields(string type, FieldDefinitionNode[] wanted, FieldDefinitionNode[] actual)
    {
        foreach (var field in wanted)
        {
            var found = actual.SingleOrDefault(candidate => candidate.Name == field.Name);
            if (found is null)
            {
                yield return $"{type}.{field.Name}";
                continue;
            }

            if (Text(field.Type) != Text(found.Type))
                yield return $"{type}.{field.Name}: {Text(field.Type)}, not {Text(found.Type)}";
            foreach (var missing in MissingInputs(field.Arguments, found.Arguments, argument => $"{type}.{field.Name}({argument})"))
                yield return missing;
        }
    }

    private static IEnumerable<string> MissingInputs(InputValueDefinitionNode[] wanted, InputValueDefinitionNode[] actual, Func<string, string> place)
    {
        foreach (var input in wanted)
        {
            var found = actual.SingleOrDefault(candidate => candidate.Name == input.Name);
            if (found is null)
                yield return place(input.Name);
            else if (Typed(input) != Typed(found))
                yield return $"{place($"{input.Name}: {Typed(input)}")}, not {Typed(found)}";
        }

        foreach (var input in actual.Where(candidate => candidate.Type is NonNullTypeNode && candidate.DefaultValue is null))
        {
            if (wanted.All(candidate => candidate.Name != input.Name))
                yield return $"{place($"{input.Name}: {Typed(input)}")} is required and new";
        }
    }

    private static bool IsOneOf(InputObjectTypeDefinitionNode type) => type.Directives.Any(directive => directive.Name == "oneOf");

    private static string Typed(InputValueDefinitionNode input) =>
        Text(input.Type) + (input.DefaultValue is { } value ? $" = {Printer.Print(value)}" : "");

    private static string Text(TypeNode type) => type switch
    {
        NonNullTypeNode nonNull => $"{Text(nonNull.Type)}!",
        ListTypeNode list => $"[{Text(list.Type)}]",
        NamedTypeNode named => named.Name,
        _ => throw new InvalidOperationException($"{type.Kind} is no type."),
    };

    private static Document Parse(string sdl)
    {
        var parsed = Parser.Parse(System.Text.Encoding.UTF8.GetBytes(sdl), ParserOptions.Trusted);
        return parsed.Document ?? throw new InvalidOperationException(parsed.Error!.Message);
    }
}
