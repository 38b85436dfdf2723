using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Validation;

/// <summary>A schema that has one of everything, so that every rule has something to look at.</summary>
public static class TestSchema
{
    public const string Sdl = """
        directive @tag(name: String!) repeatable on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | QUERY | FRAGMENT_DEFINITION
        directive @once(size: Int = 1, by: Measure) on FIELD | VARIABLE_DEFINITION | MUTATION | SUBSCRIPTION
        directive @onQuery on QUERY

        scalar Url @specifiedBy(url: "https://example.org/url")
        scalar Anything

        enum Measure { FEET METRES FATHOMS }
        enum Diet { MEAT PLANTS FISH }

        interface Node { id: ID! }
        interface Named { name(surname: Boolean): String }
        interface Animal implements Named & Node {
          id: ID!
          name(surname: Boolean): String
          mother: Animal
          friends(first: Int = 10, diet: [Diet!]): [Animal!]!
        }
        interface Swimmer { depth(unit: Measure = METRES): Float }

        type Seal implements Animal & Named & Node & Swimmer {
          id: ID!
          name(surname: Boolean): String
          mother: Seal
          friends(first: Int = 10, diet: [Diet!]): [Animal!]!
          depth(unit: Measure = METRES): Float
          whiskers: Int!
          diet: [Diet!]!
          keeper: Keeper
        }
        type Otter implements Animal & Named & Node & Swimmer {
          id: ID!
          name(surname: Boolean): String
          mother: Otter
          friends(first: Int = 10, diet: [Diet!]): [Animal!]!
          depth(unit: Measure = METRES): Float
          whiskers: Int
          diet: Diet
          tools: [[String!]!]
          keeper: Keeper!
        }
        type Owl implements Animal & Named & Node {
          id: ID!
          name(surname: Boolean): String
          mother: Owl
          friends(first: Int = 10, diet: [Diet!]): [Animal!]!
          wingspan(unit: Measure!): Float!
          nocturnal: Boolean!
        }
        type Keeper implements Named & Node {
          id: ID!
          name(surname: Boolean): String
          animals(filter: AnimalFilter, sort: [Sort!]! = []): [Animal]
          homepage: Url
          notes: Anything
          age: Int
        }
        union Inhabitant = Seal | Otter | Owl | Keeper
        union Mammal = Seal | Otter

        input Sort { by: SortKey = NAME, descending: Boolean! = false }
        enum SortKey { NAME AGE DEPTH }
        input AnimalFilter {
          name: String
          diet: [Diet!]
          depth: Range
          and: [AnimalFilter!]
          not: AnimalFilter
          by: AnimalBy
          born: Birth
          anything: Anything
        }
        input Range { from: Float!, to: Float, unit: Measure! = METRES }
        input Birth { year: Int!, month: Int }
        input AnimalBy @oneOf { id: ID, name: String, tag: TagInput, ids: [ID!] }
        input TagInput { color: String!, number: Int! = 1 }
        input NewAnimal { name: String!, diet: [Diet!]! = [MEAT], birth: Birth!, tags: [TagInput!], matrix: [[Int]], homepage: Url, weight: Float, tame: Boolean }

        type Query {
          animal(by: AnimalBy!): Animal
          animals(filter: AnimalFilter, first: Int = 10, after: ID): [Animal!]!
          seal(id: ID!): Seal
          otter(id: ID, name: String): Otter
          owl: Owl
          keeper(id: ID!): Keeper
          inhabitants(of: [String!], sizes: [[Int!]!], strict: Boolean! = true): [Inhabitant!]
          mammals: [Mammal]
          node(id: ID!): Node
          named: [Named]
          swimmers: [Swimmer!]
          count(of: Measure, at: Float, url: Url, maybe: AnimalBy): Int!
        }
        type Mutation {
          addAnimal(input: NewAnimal!): Animal
          rename(id: ID!, name: String!): Named
          feed(ids: [ID!]!, diet: Diet = FISH): [Animal]
        }
        type Subscription {
          fed(diet: Diet): Animal!
          born: Animal
          counted(every: Int! = 5): Int!
        }
        """;

    public static Schema Schema { get; } = Build(Sdl);

    public static Schema Build(string sdl) =>
        Parser.Parse(sdl).IsDocument(out var document, out var error) ? SchemaFromSdl.Build(document) : throw new FormatException(error.Message);
}
