using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Tests.Language;

public sealed class PrinterTests
{
    [Fact]
    public void A_query_is_laid_out_over_lines() => Print("""
        query Q($a:Int=1@once,$b:[ID!]!)@onQuery{x:owl(id:$a)@skip(if:true){...F...on Owl@tag{id}...{id}}}
        """).ShouldBe("""
        query Q($a: Int = 1 @once, $b: [ID!]!) @onQuery {
          x: owl(id: $a) @skip(if: true) {
            ...F
            ... on Owl @tag {
              id
            }
            ... {
              id
            }
          }
        }
        """);

    [Theory]
    [InlineData("query{a}", "{\n  a\n}")]
    [InlineData("query@x{a}", "query @x {\n  a\n}")]
    [InlineData("query($a:Int){a}", "query ($a: Int) {\n  a\n}")]
    [InlineData("subscription{a}", "subscription {\n  a\n}")]
    public void Only_a_bare_query_is_written_short(string text, string printed) => Print(text).ShouldBe(printed);

    [Fact]
    public void Arguments_that_make_a_line_too_long_get_lines_of_their_own() =>
        Print("{ field(first: \"a long text to fill the line\", second: \"another long text to fill the line\") }").ShouldBe("""
            {
              field(
                first: "a long text to fill the line"
                second: "another long text to fill the line"
              )
            }
            """);

    [Fact]
    public void A_type_system_is_laid_out_over_lines() => Print("""
        "root" schema @x { query: Query } extend schema @y
        scalar Url @specifiedBy(url:"u") type A implements B&C @x { "a field" f("an argument" a:Int=1, b:[Int!]!): Int! @deprecated g: Int }
        interface B { f: Int } union U @x = | A | B enum E { "a value" A B @x } input I { a: Int = 1 @x b: [E!]! = [A] }
        directive @x(a: Int = 1) repeatable on | FIELD | FIELD_DEFINITION extend input I { c: Int }
        """).ShouldBe("""
        "root"
        schema @x {
          query: Query
        }

        extend schema @y

        scalar Url @specifiedBy(url: "u")

        type A implements B & C @x {
          "a field"
          f(
            "an argument"
            a: Int = 1
            b: [Int!]!
          ): Int! @deprecated
          g: Int
        }

        interface B {
          f: Int
        }

        union U @x = A | B

        enum E {
          "a value"
          A
          B @x
        }

        input I {
          a: Int = 1 @x
          b: [E!]! = [A]
        }

        directive @x(a: Int = 1) repeatable on FIELD | FIELD_DEFINITION

        extend input I {
          c: Int
        }
        """);

    [Theory]
    [InlineData("one line")]
    [InlineData("two\nlines")]
    [InlineData("first\n    more\n  less")]
    [InlineData("ends with \"")]
    [InlineData("ends with \\")]
    [InlineData("three \"\"\" quotes")]
    [InlineData("")]
    public void A_block_string_means_the_same_when_it_is_read_again(string value)
    {
        var printed = Printer.Print(new StringValueNode { Value = value, Block = true });
        Parser.ParseConstValue(printed).ShouldBeOfType<StringValueNode>().Value.ShouldBe(value);

        // Deeper in a document its lines are indented with all others.
        var field = (FieldNode)((OperationDefinitionNode)Parse(Print($"{{ a(b: {printed}) }}")).Definitions[0]).SelectionSet.Selections[0];
        field.Arguments[0].Value.ShouldBeOfType<StringValueNode>().Value.ShouldBe(value);
    }

    [Fact]
    public void A_string_is_escaped_where_it_must_be() =>
        Printer.String("\" \\ / \b \f \n \r \t \u0001 \u007F é 🦉").ShouldBe(@"""\"" \\ / \b \f \n \r \t \u0001 \u007F é 🦉""");

    private static string Print(string text) => Printer.Print(Parse(text));

    private static Document Parse(string text) => Parser.Parse(text).IsDocument(out var document, out var error) ? document : throw new FormatException(error.Message);
}
