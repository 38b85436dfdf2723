using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Types;

public sealed class SchemaPrinterTests
{
    private const string Printed = """"
        "All of it."
        schema {
          query: Root
          mutation: Change
        }

        "Limits a field."
        directive @limit(most: Int = 5 @deprecated(reason: "No."), unit: String!) repeatable on FIELD_DEFINITION | INPUT_OBJECT

        type Root {
          "One thing."
          thing(id: ID!, kinds: [Kind!] = [BIG, SMALL]): Thing
          things(
            "How many \"at most\"."
            first: Int = 10
            old: Boolean @deprecated(reason: "Unused.")
          ): [Thing!]!
        }

        type Change {
          rename(by: By!): Thing
        }

        input By @oneOf {
          id: ID
          name: String
        }

        enum Kind {
          "As large as they come."
          BIG
          SMALL @deprecated(reason: "Use BIG.")
        }

        scalar Moment @specifiedBy(url: "https://example.test/moment")

        interface Named {
          name: String
        }

        interface Thing implements Named {
          name: String!
        }

        union Toy = WoodenToy | ZincToy

        type WoodenToy implements Thing & Named {
          name: String!
          made: Moment @deprecated(reason: "Nobody knows.")
        }

        type ZincToy {
          weight: Float!
        }

        """";

    [Fact]
    public void A_schema_is_printed_roots_first_and_the_rest_by_name() => SchemaPrinter.Print(Read(Printed)).ShouldBe(Printed);

    [Fact]
    public void The_order_in_which_types_were_defined_does_not_matter()
    {
        var definitions = Printed.Split("\n\n");

        SchemaPrinter.Print(Read(string.Join("\n\n", definitions.Reverse()))).ShouldBe(Printed);
    }

    [Fact]
    public void Roots_of_usual_names_need_no_schema_definition() => SchemaPrinter.Print(Read("type Query { a: Int }")).ShouldBe("type Query {\n  a: Int\n}\n");

    private static Schema Read(string sdl) => SchemaFromSdl.Build(Parser.Parse(sdl).Document!);
}
