using System.Text.Json.Nodes;
using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Tests.Conformance;

/// <summary>
/// A program over a graph of JSON objects that another engine reads, too: values are plain, <c>{"$ref": n}</c> for another object, or
/// <c>{"$error": text}</c> for a failure. Nothing keeps nulls out of non-null places.
/// </summary>
internal static class BeingsModel
{
    internal enum Colour
    {
        Red,
        DarkBlue,
    }

    /// <summary>All objects; the first is the query root.</summary>
    internal sealed class Graph(JsonArray objects)
    {
        public Being? Find(JsonNode? reference) => reference?["$ref"] is { } index ? Create((int)index) : null;

        public T Root<T>(string field, Func<JsonNode?, T> read) => read(Being.Checked(objects[0]![field]));

        private Being Create(int index) => (string)objects[index]!["__typename"]! switch
        {
            "Cat" => new Cat(objects[index]!, this),
            "Dog" => new Dog(objects[index]!, this),
            _ => new Stone(objects[index]!, this),
        };
    }

    [UnionType]
    [GraphQLName("Thing")]
    internal abstract class Being(JsonNode json, Graph graph)
    {
        public static JsonNode? Checked(JsonNode? value) =>
            value is JsonObject failed && failed["$error"] is { } error ? throw new GraphQLException((string)error!, "BOOM") : value;

        public T Get<T>(string field, Func<JsonNode?, T> read) => read(Checked(json[field]));

        public string Text(string field) => Get(field, value => (string)value!)!;

        public int? Number(string field) => Get(field, value => (int?)value);

        public Being Object(string field) => Get(field, graph.Find)!;

        public List<T> List<T>(string field, Func<JsonNode?, T> read) => Get(field, value => value is JsonArray items ? items.Select(read).ToList() : null)!;

        public List<Animal> Animals(string field) => List(field, item => (Animal)graph.Find(item)!);

        public List<List<Being>> Things(string field) => List(field, row => row is JsonArray items ? items.Select(item => graph.Find(item)!).ToList() : null)!;
    }

    [InterfaceType]
    internal abstract class Animal(JsonNode json, Graph graph) : Being(json, graph)
    {
        [GraphQLType("ID!")]
        public string Id => Text("id");

        public string? Name => Text("name");

        public string Must => Text("must");

        public int? Count => Number("count");

        [GraphQLType("Int!")]
        public int? MustCount => Number("mustCount");

        public Colour? Colour => Get("colour", value => value is null ? (Colour?)null : (string)value! == "RED" ? BeingsModel.Colour.Red : BeingsModel.Colour.DarkBlue);

        public IReadOnlyList<int?>? Numbers => List("numbers", item => (int?)item);

        [GraphQLType("[Int!]!")]
        public IEnumerable<int?> MustNumbers => List("mustNumbers", item => (int?)item);

        public Animal? Friend => (Animal?)Object("friend");

        public Animal MustFriend => (Animal)Object("mustFriend");

        public IEnumerable<Animal?>? Friends => Animals("friends")?.Select(animal => (Animal?)animal);

        public List<Animal> MustFriends => Animals("mustFriends");

        public List<List<Being>?>? Grid => Things("grid")!;
    }

    internal sealed class Cat(JsonNode json, Graph graph) : Animal(json, graph)
    {
        public int? Lives => Number("lives");
    }

    internal sealed class Dog(JsonNode json, Graph graph) : Animal(json, graph)
    {
        public string Bark => Text("bark");
    }

    internal sealed class Stone(JsonNode json, Graph graph) : Being(json, graph)
    {
        public string? Name => Text("name");
    }

    internal sealed record BoxInput(string? Name, int Count = 3, BoxInput? Inner = null);

    [OneOf]
    internal sealed record ByInput([GraphQLType("ID")] string? Id, string? Name);

    [QueryType]
    internal static class Queries
    {
        public static Animal? Animal(Graph graph) => graph.Root("animal", value => (Animal?)graph.Find(value));

        public static Animal MustAnimal(Graph graph) => graph.Root("mustAnimal", value => (Animal)graph.Find(value)!);

        public static List<Being?>? Things(Graph graph) => graph.Root("things", value => ((JsonArray?)value)?.Select(graph.Find).ToList());

        public static async Task<Being?> LateThing(Graph graph)
        {
            await Task.Yield();
            return graph.Root("lateThing", graph.Find);
        }

        public static string Echo(
            string? text = "d", int? n = null, IReadOnlyList<int?>? list = null, BoxInput? box = null, ByInput? by = null) =>
            $"{text ?? "null"} {Show(n)} {(list is null ? "null" : $"[{string.Join(',', list.Select(item => Show(item)))}]")} {Show(box)} {(by is null ? "null" : by.Id is null ? $"name {by.Name}" : $"id {by.Id}")}";

        private static string Show(object? value) => value switch
        {
            null => "null",
            BoxInput box => $"({box.Name ?? "null"} {box.Count} {Show(box.Inner)})",
            _ => value.ToString()!,
        };
    }

    [ObjectType<Cat>]
    internal static class CatType
    {
        public static async Task<string?> LateName([Parent] Cat cat)
        {
            await Task.Yield();
            return cat.Text("lateName");
        }

        public static ValueTask<string> LateMust([Parent] Cat cat) => new(cat.Text("lateMust"));

        public static async ValueTask<Animal?> LateFriend([Parent] Cat cat)
        {
            await Task.Yield();
            return (Animal?)cat.Object("lateFriend");
        }

        public static async Task<List<Animal>> LateFriends([Parent] Cat cat)
        {
            await Task.Yield();
            return cat.Animals("lateFriends");
        }

        [BatchResolver]
        public static async Task<IReadOnlyList<int?>> BatchCount([Parent] IReadOnlyList<Cat> cats)
        {
            await Task.Yield();
            return [.. cats.Select(cat => cat.Number("batchCount"))];
        }

        [BatchResolver]
        public static Task<Animal?[]> BatchFriend([Parent] IReadOnlyList<Cat> cats) => Task.FromResult<Animal?[]>([.. cats.Select(cat => (Animal?)cat.Object("batchFriend"))]);
    }

    [ObjectType<Dog>]
    internal static class DogType
    {
        public static async Task<Being> LateThing([Parent] Dog dog)
        {
            await Task.Yield();
            return dog.Object("lateThing");
        }
    }

    /// <summary>Makes graphs. The same seed makes the same graph.</summary>
    internal static JsonArray CreateObjects(Random random, int count)
    {
        var kinds = Enumerable.Range(0, count).Select(i => i == 0 ? "Query" : (i % 3) switch { 0 => "Cat", 1 => "Dog", _ => "Stone" }).ToArray();
        var animals = Enumerable.Range(1, count - 1).Where(i => kinds[i] != "Stone").ToArray();
        return new JsonArray([.. Enumerable.Range(0, count).Select(Object)]);

        JsonNode Object(int index)
        {
            var json = new JsonObject { ["__typename"] = kinds[index] };
            foreach (var (field, create) in Fields(kinds[index])) json[field] = Value(field, create);
            return json;
        }

        JsonNode? Value(string field, Func<JsonNode?> create) => random.Next(40) switch
        {
            0 when !field.StartsWith("batch", StringComparison.Ordinal) => new JsonObject { ["$error"] = "boom" }, // a batch fails as a whole
            1 or 2 => null,
            _ => create(),
        };

        JsonNode Ref(IReadOnlyList<int> targets) => new JsonObject { ["$ref"] = targets[random.Next(targets.Count)] };

        JsonNode Animal() => Ref(animals);

        JsonNode Thing() => Ref([.. Enumerable.Range(1, count - 1)]);

        JsonNode Text() => JsonValue.Create(random.Next(4) == 0 ? "zoë \"🦦\"\n" : $"text {random.Next(100)}");

        JsonNode Number() => JsonValue.Create(random.Next(-1_000, 1_000));

        JsonArray List(Func<JsonNode?> item) => new([.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(15) == 0 ? null : item())]);

        (string, Func<JsonNode?>)[] Fields(string kind)
        {
            (string, Func<JsonNode?>)[] ofAnimals =
            [
                ("id", Text), ("name", Text), ("must", Text), ("count", Number), ("mustCount", Number), ("numbers", () => List(Number)),
                ("colour", () => JsonValue.Create(random.Next(2) == 0 ? "RED" : "DARK_BLUE")), ("mustNumbers", () => List(Number)), ("friend", Animal),
                ("mustFriend", Animal), ("friends", () => List(Animal)), ("mustFriends", () => List(Animal)), ("grid", () => List(() => List(Thing))),
            ];
            return kind switch
            {
                "Query" => [("animal", Animal), ("mustAnimal", Animal), ("things", () => List(Thing)), ("lateThing", Thing)],
                "Cat" =>
                [
                    .. ofAnimals, ("lives", Number), ("lateName", Text), ("lateMust", Text), ("lateFriend", Animal), ("lateFriends", () => List(Animal)),
                    ("batchCount", Number), ("batchFriend", Animal),
                ],
                "Dog" => [.. ofAnimals, ("bark", Text), ("lateThing", Thing)],
                _ => [("name", Text)],
            };
        }
    }
}
