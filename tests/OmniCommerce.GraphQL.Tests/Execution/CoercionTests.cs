using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>What input becomes of literals and variables, to the letter of the specification (sections 3 and 6.1.2).</summary>
public sealed class CoercionTests
{
    private readonly TestProgram _program = TestProgram.Of<CoercionTests>();

    [Theory]
    [InlineData("Int", "1", "1")]
    [InlineData("Int", "-2147483648", "-2147483648")]
    [InlineData("Int", "2147483648", null)]
    [InlineData("Int", "1.0", "1")]
    [InlineData("Int", "1e3", "1000")]
    [InlineData("Int", "1.5", null)]
    [InlineData("Int", "\"1\"", null)]
    [InlineData("Int", "true", null)]
    [InlineData("Int", "null", "null")]
    [InlineData("Int!", "null", null)]
    [InlineData("Int", "[1]", null)]
    [InlineData("Int", "{}", null)]
    [InlineData("Float", "1", "1")]
    [InlineData("Float", "1.5", "1.5")]
    [InlineData("Float", "1e400", null)]
    [InlineData("Float", "\"1.5\"", null)]
    [InlineData("String", "\"é\"", "é")]
    [InlineData("String", "1", null)]
    [InlineData("Boolean", "true", "True")]
    [InlineData("Boolean", "1", null)]
    [InlineData("ID", "\"a\"", "a")]
    [InlineData("ID", "12345678901234567890", "12345678901234567890")]
    [InlineData("ID", "4.0", "4")]
    [InlineData("ID", "1.5", null)]
    [InlineData("ID", "true", null)]
    [InlineData("Colour", "\"DARK_RED\"", "DarkRed")]
    [InlineData("Colour", "\"darkRed\"", null)]
    [InlineData("Colour", "1", null)]
    [InlineData("UUID", "\"0199c0f0-6f4e-7d11-8a7e-3a2f6f1d2b4c\"", "0199c0f0-6f4e-7d11-8a7e-3a2f6f1d2b4c")]
    [InlineData("UUID", "\"0199c0f06f4e7d118a7e3a2f6f1d2b4c\"", null)]
    [InlineData("DateTime", "\"2026-11-22T09:30:00+01:00\"", "08:30:00")]
    [InlineData("DateTime", "\"2026-11-22T09:30:00.25Z\"", "09:30:00.2500000")]
    [InlineData("DateTime", "\"2026-11-22T09:30:00\"", null)]
    [InlineData("DateTime", "\"2026-11-22\"", null)]
    [InlineData("DateTime", "\"2026-13-22T09:30:00Z\"", null)]
    [InlineData("[Int]", "[1, null, 2]", "[1, null, 2]")]
    [InlineData("[Int]", "1", "[1]")]
    [InlineData("[Int]", "null", "null")]
    [InlineData("[Int]", "[]", "[]")]
    [InlineData("[Int!]", "[1, null]", null)]
    [InlineData("[[Int]]", "1", "[[1]]")]
    [InlineData("[[Int]]", "[1, [2]]", "[[1], [2]]")]
    [InlineData("BoxInput", "{\"name\":\"a\"}", "a 1 - -")]
    [InlineData("BoxInput", "{\"count\":2,\"name\":\"a\",\"note\":null,\"inner\":{\"name\":\"b\",\"note\":\"n\"}}", "a 2 given: (b 1 given:n -)")]
    [InlineData("BoxInput", "{\"name\":\"a\",\"name\":\"b\"}", "b 1 - -")]
    [InlineData("BoxInput", "{}", null)]
    [InlineData("BoxInput", "{\"name\":null}", null)]
    [InlineData("BoxInput", "{\"name\":\"a\",\"count\":null}", null)]
    [InlineData("BoxInput", "{\"name\":\"a\",\"colour\":1}", null)]
    [InlineData("BoxInput", "\"a\"", null)]
    [InlineData("ByInput", "{\"name\":\"a\"}", "name a")]
    [InlineData("ByInput", "{\"id\":7}", "id 7")]
    [InlineData("ByInput", "{}", null)]
    [InlineData("ByInput", "{\"name\":null}", null)]
    [InlineData("ByInput", "{\"name\":\"a\",\"id\":1}", null)]
    [InlineData("ByInput", "{\"name\":\"a\",\"id\":null}", null)]
    public async Task A_variable_is_what_its_type_makes_of_its_value(string type, string json, string? value)
    {
        var response = await _program.Run($"query ($v: {type}) {{ {FieldOf(type)}(v: $v) }}", $$"""{"v":{{json}}}""");

        if (value is null) response.ShouldStartWith("{\"errors\":[{\"message\":\"The variable \\\"$v\\\" is refused");
        else response.ShouldBe($$$"""{"data":{"{{{FieldOf(type)}}}":"{{{value}}}"}}""");
    }

    [Theory]
    [InlineData("int", "1", "1")]
    [InlineData("int", "2147483648", null)]
    [InlineData("int", "1.0", null)]
    [InlineData("int", "null", "null")]
    [InlineData("float", "1", "1")]
    [InlineData("string", "\"\"\"\n  block\n  \"\"\"", "block")]
    [InlineData("string", "a", null)]
    [InlineData("id", "5", "5")]
    [InlineData("id", "1.5", null)]
    [InlineData("colour", "DARK_RED", "DarkRed")]
    [InlineData("colour", "\"DARK_RED\"", null)]
    [InlineData("list", "1", "[1]")]
    [InlineData("list", "[1, null]", "[1, null]")]
    [InlineData("lists", "[1, [2]]", "[[1], [2]]")]
    [InlineData("box", "{ name: \"a\" }", "a 1 - -")]
    [InlineData("box", "{ name: \"a\", note: null, count: 3 }", "a 3 given: -")]
    [InlineData("box", "{ name: \"a\", name: \"b\" }", null)]
    [InlineData("box", "{ }", null)]
    [InlineData("by", "{ id: 1 }", "id 1")]
    [InlineData("by", "{ id: 1, name: \"a\" }", null)]
    [InlineData("by", "{ id: null }", null)]
    public async Task A_literal_is_what_its_place_makes_of_it(string field, string literal, string? value)
    {
        var response = await _program.Run($"{{ {field}(v: {literal}) }}");

        if (value is null) response.ShouldStartWith("{\"errors\":");
        else response.ShouldBe($$$"""{"data":{"{{{field}}}":"{{{value}}}"}}""");
    }

    [Theory]
    [InlineData("$v: Int", "standard(v: $v)", "{}", "7")]
    [InlineData("$v: Int", "standard(v: $v)", """{"v":null}""", "null")]
    [InlineData("$v: Int = 5", "standard(v: $v)", "{}", "5")]
    [InlineData("$v: Int = 5", "standard(v: $v)", """{"v":null}""", "null")]
    [InlineData("$v: Int = 5", "standard(v: $v)", """{"v":6}""", "6")]
    [InlineData("$v: Int = null", "standard(v: $v)", "{}", "null")]
    [InlineData("$v: Int", "int(v: $v)", "{}", "null")]
    [InlineData("$v: Int = 5", "must(v: $v)", "{}", "5")]
    [InlineData("$v: Int = 5", "must(v: $v)", """{"v":null}""", null)]
    [InlineData("$v: Int", "mustStandard(v: $v)", "{}", "8")]
    [InlineData("$v: Int", "mustStandard(v: $v)", """{"v":null}""", null)]
    [InlineData("$v: Int!", "must(v: $v)", "{}", null)]
    [InlineData("$v: Int", "list(v: [1, $v])", "{}", "[1, null]")]
    [InlineData("$v: Int", "list(v: [1, $v])", """{"v":2}""", "[1, 2]")]
    [InlineData("$v: [Int!]!", "list(v: $v)", """{"v":[2]}""", "[2]")]
    [InlineData("$v: [Int!]!", "list(v: $v)", """{"v":[null]}""", null)]
    [InlineData("$v: String!", "box(v: { name: $v })", """{"v":"a"}""", "a 1 - -")]
    [InlineData("$v: Int", "box(v: { name: \"a\", count: $v })", "{}", "a 1 - -")]
    [InlineData("$v: String", "box(v: { name: \"a\", note: $v })", "{}", "a 1 - -")]
    [InlineData("$v: String", "box(v: { name: \"a\", note: $v })", """{"v":null}""", "a 1 given: -")]
    [InlineData("$v: BoxInput", "box(v: { name: \"a\", inner: $v })", """{"v":{"name":"b"}}""", "a 1 - (b 1 - -)")]
    [InlineData("$v: BoxInput = { name: \"d\", count: 4 }", "box(v: $v)", "{}", "d 4 - -")]
    [InlineData("$v: String!", "by(v: { name: $v })", """{"v":"a"}""", "name a")]
    [InlineData("$v: ID!", "a: id(v: $v) b: guid(v: $v)", """{"v":"0199c0f0-6f4e-7d11-8a7e-3a2f6f1d2b4c"}""", null)]
    public async Task A_variable_that_is_not_given_leaves_the_default_of_its_place(string declaration, string field, string variables, string? value)
    {
        var response = await _program.Run($"query ({declaration}) {{ r: {field} }}", variables);

        if (value is null) response.ShouldContain("\"errors\":");
        else response.ShouldBe($$$"""{"data":{"r":"{{{value}}}"}}""");
    }

    [Fact]
    public async Task One_variable_may_be_read_as_two_types() =>
        (await _program.Run("query ($v: [Int!]!, $s: String!) { list(v: $v) arrays(v: $v) string(v: $s) box(v: { name: $s }) }", """{"v":[1],"s":"x"}"""))
            .ShouldBe("""{"data":{"list":"[1]","arrays":"1","string":"x","box":"x 1 - -"}}""");

    [Theory]
    [InlineData("$v: BoxInput!", "box(v: $v)", """{"v":{"name":"a","inner":{"name":"b","count":"x"}}}""", "at \\\"inner.count\\\": \\\"x\\\" is not a whole number")]
    [InlineData("$v: [BoxInput!]!", "boxes(v: $v)", """{"v":[{"name":"a"},{"name":1}]}""", "at \\\"[1].name\\\": 1 is not a string")]
    [InlineData("$v: BoxInput!", "box(v: $v)", """{"v":{"name":"a","inner":{"other":1}}}""", "at \\\"inner\\\": BoxInput has no field \\\"other\\\"")]
    [InlineData("$v: BoxInput!", "box(v: $v)", """{"v":{"inner":{"name":"b"}}}""", "the field \\\"name\\\" of BoxInput is missing")]
    [InlineData("$v: Int!", "int(v: $v)", "{}", "The variable \\\"$v\\\" of type Int! is missing.")]
    [InlineData("$v: Int!", "int(v: $v)", "[1]", "The variables are no JSON object.")]
    public async Task A_refusal_says_where(string declaration, string field, string variables, string message) =>
        (await _program.Run($"query ({declaration}) {{ {field} }}", variables)).ShouldContain(message);

    [Fact]
    public async Task All_wrong_variables_are_told_at_once()
    {
        var response = await _program.Run("query ($a: Int!, $b: Int!, $c: Int!) { a: int(v: $a) b: int(v: $b) c: int(v: $c) }", """{"a":"x","b":1}""");

        response.ShouldContain("$a");
        response.ShouldContain("$c");
        response.ShouldNotContain("$b");
    }

    [Fact]
    public async Task Variables_that_the_operation_does_not_declare_are_ignored() =>
        (await _program.Run("query ($v: Int) { int(v: $v) }", """{"other":{"a":[1]},"v":1}""")).ShouldBe("""{"data":{"int":"1"}}""");

    private static string FieldOf(string type) => type switch
    {
        "[Int]" or "[Int!]" => "list",
        "[[Int]]" => "lists",
        "BoxInput" => "box",
        "ByInput" => "by",
        "UUID" => "guid",
        "DateTime" => "instant",
        _ => type.TrimEnd('!').ToLowerInvariant(),
    };

    internal enum Colour
    {
        DarkRed,
    }

    internal sealed record BoxInput(string Name, Optional<string> Note, int Count = 1, BoxInput? Inner = null)
    {
        public override string ToString() => $"{Name} {Count} {(Note.IsGiven ? $"given:{Note.Value}" : "-")} {(Inner is null ? "-" : $"({Inner})")}";
    }

    [OneOf]
    internal sealed record ByInput([GraphQLType("ID")] string? Id, string? Name);

    [QueryType]
    internal static class Queries
    {
        public static string Int(int? v) => Show(v);

        public static string Float(double? v) => Show(v);

        public static string String(string? v) => Show(v);

        public static string Boolean(bool? v) => Show(v);

        public static string Id([GraphQLType("ID")] string? v) => Show(v);

        public static string Colour(Colour? v) => Show(v);

        public static string Guid(Guid? v) => Show(v);

        public static string Instant(DateTimeOffset? v) => v is null ? "null" : v.Value.UtcDateTime.TimeOfDay.ToString();

        public static string List(IReadOnlyList<int?>? v) => v is null ? "null" : $"[{string.Join(", ", v.Select(each => Show(each)))}]";

        public static string Lists(List<List<int?>?>? v) => v is null ? "null" : $"[{string.Join(", ", v.Select(each => List(each)))}]";

        public static string Arrays(int[] v) => string.Join(", ", v);

        public static string Box(BoxInput? v) => Show(v);

        public static string Boxes(BoxInput[] v) => string.Join<BoxInput>(", ", v);

        public static string By(ByInput? v) => v!.Id is null ? $"name {v.Name}" : $"id {v.Id}";

        public static string? Must(int v) => Show(v);

        public static string? MustStandard(int v = 8) => Show(v);

        public static string Standard(int? v = 7) => Show(v);

        private static string Show(object? value) => value?.ToString() ?? "null";
    }
}
