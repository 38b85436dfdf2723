using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Validation;

public sealed class SchemaFromSdlTests
{
    [Fact]
    public void Extensions_add_to_what_they_extend()
    {
        var schema = TestSchema.Build("""
            extend type Query implements Named { b(c: Int = 1): [E!]! @deprecated }
            type Query { a: Int }
            interface Named { a: Int }
            enum E { X }
            extend enum E { Y @deprecated(reason: "use X") }
            """);
        schema.QueryType.Fields.Select(field => field.Name).ShouldBe(["a", "b"]);
        schema.QueryType.Interfaces.ShouldHaveSingleItem().Name.ShouldBe("Named");
        var field = schema.QueryType.Fields["b"].ShouldNotBeNull();
        field.Type.ToString().ShouldBe("[E!]!");
        field.DeprecationReason.ShouldBe("No longer supported");
        field.Arguments["c"].ShouldNotBeNull().DefaultValue.ShouldBe("1");
        schema["E"].ShouldBeOfType<EnumType>().Values["Y"].ShouldNotBeNull().DeprecationReason.ShouldBe("use X");
    }

    [Fact]
    public void The_schema_definition_names_the_roots()
    {
        var schema = TestSchema.Build("\"about\" schema { query: Root } extend schema { mutation: Changes } type Root { a: Int } type Changes { b: Int } type Subscription { c: Int }");
        (schema.Description, schema.QueryType.Name, schema.MutationType?.Name, schema.SubscriptionType?.Name).ShouldBe(("about", "Root", "Changes", null));
    }

    [Fact]
    public void Directives_scalars_and_input_objects_keep_what_they_say()
    {
        var schema = TestSchema.Build("""
            type Query { a(by: By): Url }
            scalar Url @specifiedBy(url: "https://example.org/url")
            input By @oneOf { id: ID url: Url }
            directive @again(a: [Int!] = [1]) repeatable on FIELD
            """);
        schema["Url"].ShouldBeOfType<ScalarType>().SpecifiedByUrl.ShouldBe("https://example.org/url");
        schema["By"].ShouldBeOfType<InputObjectType>().IsOneOf.ShouldBeTrue();
        var directive = schema.Directives["again"].ShouldNotBeNull();
        directive.IsRepeatable.ShouldBeTrue();
        directive.Arguments["a"].ShouldNotBeNull().DefaultValue.ShouldBe("[1]");
    }

    [Theory]
    [InlineData("type Query { a: Missing }", "Unknown type \"Missing\".")]
    [InlineData("type Query { a: Int } type Query { b: Int }", "There can be only one type named \"Query\".")]
    [InlineData("type Query implements Other { a: Int } type Other { a: Int }", "\"Other\" is no InterfaceType.")]
    [InlineData("type Query { a: Int } extend enum Query { A }", "\"Query\" is extended as another kind of type than it is.")]
    [InlineData("type NoQuery { a: Int }", "The schema has no query root.")]
    public void A_schema_that_can_not_be_is_refused(string sdl, string message) =>
        Should.Throw<SchemaException>(() => TestSchema.Build(sdl)).Message.ShouldBe(message);
}
