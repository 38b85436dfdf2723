using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Tests.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Tests.Authoring;

/// <summary>A mistake stops the start, and its message names the member and the fix.</summary>
public sealed class StartUpMistakeTests
{
    [Theory]
    [InlineData(typeof(NoQuery), "[QueryType]")]
    [InlineData(typeof(UnknownLeaf), "UnknownLeaf+Queries.Price", "AddScalar")]
    [InlineData(typeof(AbstractObject), "AbstractObject+Queries.Shape", "[InterfaceType]")]
    [InlineData(typeof(FrameworkObject), "FrameworkObject+Queries.Thread", "System.Threading.Thread")]
    [InlineData(typeof(UnknownService), "UnknownService+Queries.Sum(service)", "Register the service")]
    [InlineData(typeof(ParentOnRoot), "ParentOnRoot+Queries.Sum(number)", "parent")]
    [InlineData(typeof(WrongParent), "WrongParent+BoxType.Wrong(parent)", "Box")]
    [InlineData(typeof(BadDefault), "Query.sum(colour)", "RED")]
    [InlineData(typeof(BadScalarName), "BadScalarName+Queries.Price", "Nothing")]
    [InlineData(typeof(ClassAsInput), "ClassAsInput+Queries.Find", "record")]
    [InlineData(typeof(NonNullOneOf), "ByInput.name", "nullable")]
    [InlineData(typeof(TwoOfOneName), "Two types are named \"Box\"")]
    [InlineData(typeof(TwoFieldsOfOneName), "\"size\" is defined twice")]
    [InlineData(typeof(BadName), "1st", "[GraphQLName]")]
    [InlineData(typeof(MutationWithoutInput), "MutationWithoutInput+Mutations.Fill", "named input")]
    [InlineData(typeof(NamelessResult), "NamelessResult+Mutations.Fill", "[ResultField]")]
    [InlineData(typeof(SubscriptionOfTask), "SubscriptionOfTask+Subscriptions.Ticks", "IAsyncEnumerable")]
    [InlineData(typeof(BatchOfOne), "BatchOfOne+BoxType.Size", "IReadOnlyList")]
    [InlineData(typeof(NodeWithoutId), "Box", "implements Node but has no field id")]
    [InlineData(typeof(NodeResolverWithoutNode), "NodeResolverWithoutNode+BoxType.Find", "[Node]")]
    [InlineData(typeof(InputCycle), "AInput.b", "every BInput")]
    [InlineData(typeof(EmptyUnion), "Shape", "no member")]
    [InlineData(typeof(WrongIncluded), "BoxType", "Box.Weight")]
    [InlineData(typeof(TooManyParameters), "TooManyParameters+Queries.Sum", "parameters")]
    [InlineData(typeof(OncePerRequestBelowTheRoot), "OncePerRequestBelowTheRoot+BoxType.Open", "field of the query or mutation root")]
    [InlineData(typeof(TwoConstructors), "TwoConstructors+Queries.Find(input)", "one public constructor")]
    [InlineData(typeof(LoaderOfAnotherSignature), "LoaderOfAnotherSignature+Queries.Box(loader)", "neither an argument nor a service")]
    [InlineData(typeof(ListOfAnotherKind), "ListOfAnotherKind+Queries.Sum(numbers)", "IReadOnlyList<Int32>")]
    [InlineData(typeof(GenericResolver), "GenericResolver+Queries.Any", "not generic")]
    [InlineData(typeof(TwoNodeResolvers), "TwoNodeResolvers+BoxType.Find", "another node resolver")]
    [InlineData(typeof(NodeResolverWithoutId), "NodeResolverWithoutId+BoxType.Find", "AddId")]
    [InlineData(typeof(BadGraphQLType), "BadGraphQLType+Queries.Sizes", "\"[Int\" is no type")]
    [InlineData(typeof(RequiredAndDeprecated), "Query.sum(number)", "required")]
    [InlineData(typeof(NarrowedByNull), "Cat.name", "but Animal wants String!")]
    [InlineData(typeof(DefaultThatHoldsItself), "AInput(b)", "holds itself")]
    [InlineData(typeof(EnumWithoutValues), "Nothing", "no value")]
    [InlineData(typeof(TaskInPayload), "TaskInPayload+FillPayload.Box", "no tasks")]
    [InlineData(typeof(TwoMistakes), "1st", "2nd")]
    public void A_mistake_is_told_at_start(Type mistake, params string[] told)
    {
        var message = Should.Throw<SchemaException>(() => new TestProgram(TestProgram.Nested(mistake), Ids)).Message;

        foreach (var part in told) message.ShouldContain(part);
    }

    [Fact]
    public void Binding_a_type_to_an_unknown_scalar_is_told() =>
        Should.Throw<SchemaException>(() => new TestProgram([], schema => schema.BindScalar<long>("Long"))).Message.ShouldContain("Long");

    [Fact]
    public void Binding_a_type_that_cannot_be_parsed_is_told() =>
        Should.Throw<SchemaException>(() => new TestProgram([], schema => schema.BindScalar<Version>("String"))).Message.ShouldContain("IParsable");

    [Fact]
    public void A_result_type_without_type_argument_is_told() =>
        Should.Throw<SchemaException>(() => new TestProgram([], schema => schema.AddResultType(typeof(Version), _ => [], value => value))).Message.ShouldContain("Version");

    [Fact]
    public void An_error_that_is_none_of_the_error_interface_is_told() =>
        Should.Throw<SchemaException>(() => new TestProgram(TestProgram.Nested(typeof(ForeignError)), schema => schema.AddErrorInterface<Exception>("Error")))
            .Message.ShouldContain("[Error<Box>]");

    private static void Ids(ISchemaBuilder schema) => schema.AddId<BoxId>("Box", id => id.Value, value => new BoxId(value));

    internal readonly record struct BoxId(Guid Value);

    internal sealed record Box(string Name);

    internal sealed record FillInput(int Items);

    private static class NoQuery
    {
        internal sealed record Box(string Name);
    }

    private static class UnknownLeaf
    {
        [QueryType]
        internal static class Queries
        {
            public static decimal Price() => 1;
        }
    }

    private static class AbstractObject
    {
        internal abstract record Shape(string Name);

        [QueryType]
        internal static class Queries
        {
            public static Shape? Shape() => null;
        }
    }

    private static class FrameworkObject
    {
        [QueryType]
        internal static class Queries
        {
            public static Thread Thread() => System.Threading.Thread.CurrentThread;
        }
    }

    private static class UnknownService
    {
        internal sealed class Service;

        [QueryType]
        internal static class Queries
        {
            public static int Sum(Service service) => 1;
        }
    }

    private static class ParentOnRoot
    {
        [QueryType]
        internal static class Queries
        {
            public static int Sum([Parent] string number) => 1;
        }
    }

    private static class WrongParent
    {
        [QueryType]
        internal static class Queries
        {
            public static Box Box() => new("a");
        }

        [ObjectType<Box>]
        internal static class BoxType
        {
            public static int Wrong([Parent] string parent) => 1;
        }
    }

    private static class BadDefault
    {
        internal enum Colour
        {
            Blue,
        }

        [QueryType]
        internal static class Queries
        {
            public static int Sum([GraphQLDefault("RED")] Colour? colour) => 1;
        }
    }

    private static class BadScalarName
    {
        [QueryType]
        internal static class Queries
        {
            [GraphQLType("Nothing!")]
            public static string Price() => "";
        }
    }

    private static class ClassAsInput
    {
        internal sealed class FindInput
        {
            public string? Name { get; set; }
        }

        [QueryType]
        internal static class Queries
        {
            public static int Find(FindInput input) => 1;
        }
    }

    private static class NonNullOneOf
    {
        [OneOf]
        internal sealed record ByInput(string Name);

        [QueryType]
        internal static class Queries
        {
            public static int Find(ByInput by) => 1;
        }
    }

    private static class TwoOfOneName
    {
        [GraphQLName("Box")]
        internal sealed record Crate(string Name);

        [QueryType]
        internal static class Queries
        {
            public static Box Box() => new("a");

            public static Crate Crate() => new("a");
        }
    }

    private static class TwoFieldsOfOneName
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;

            public static int GetSize() => 1;
        }
    }

    private static class BadName
    {
        [QueryType]
        internal static class Queries
        {
            [GraphQLName("1st")]
            public static int First() => 1;
        }
    }

    private static class MutationWithoutInput
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [MutationType]
        internal static class Mutations
        {
            public static Box Fill(int items) => new("a");
        }
    }

    private static class NamelessResult
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [MutationType]
        internal static class Mutations
        {
            public static int Fill(FillInput input) => 1;
        }
    }

    private static class ForeignError
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [MutationType]
        internal static class Mutations
        {
            [Error<Box>]
            public static Box Fill(FillInput input) => new("a");
        }
    }

    private static class SubscriptionOfTask
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [SubscriptionType]
        internal static class Subscriptions
        {
            public static Task<int> Ticks() => Task.FromResult(1);
        }
    }

    private static class BatchOfOne
    {
        [QueryType]
        internal static class Queries
        {
            public static Box Box() => new("a");
        }

        [ObjectType<Box>]
        internal static class BoxType
        {
            [BatchResolver]
            public static int Size([Parent] IReadOnlyList<Box> boxes) => 1;
        }
    }

    private static class NodeWithoutId
    {
        [QueryType]
        internal static class Queries
        {
            public static Box Box() => new("a");
        }

        [Node]
        [ObjectType<Box>]
        internal static class BoxType;
    }

    private static class NodeResolverWithoutNode
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [ObjectType<Box>]
        internal static class BoxType
        {
            [NodeResolver]
            public static Box? Find(BoxId id) => null;
        }
    }

    private static class InputCycle
    {
        internal sealed record AInput(BInput B);

        internal sealed record BInput(AInput A);

        [QueryType]
        internal static class Queries
        {
            public static int Size(BInput input) => 1;
        }
    }

    private static class EmptyUnion
    {
        [UnionType]
        internal abstract record Shape;

        [QueryType]
        internal static class Queries
        {
            public static Shape? Any() => null;
        }
    }

    private static class WrongIncluded
    {
        [QueryType]
        internal static class Queries
        {
            public static Box Box() => new("a");
        }

        [ObjectType<Box>(IncludeProperties = ["Weight"])]
        internal static class BoxType;
    }

    private static class TooManyParameters
    {
        [QueryType]
        internal static class Queries
        {
            public static int Sum(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m) => 1;
        }
    }

    private static class OncePerRequestBelowTheRoot
    {
        [QueryType]
        internal static class Queries
        {
            public static Box Box() => new("tin");
        }

        internal sealed record Box(string Name);

        [ObjectType<Box>]
        internal static class BoxType
        {
            [OncePerRequest]
            public static bool Open([Parent] Box box, int pin) => pin == box.Name.Length;
        }
    }

    private static class TwoConstructors
    {
        internal sealed class FindInput
        {
            public FindInput(string name) => Name = name;

            public FindInput(int number) => Name = $"{number}";

            public string Name { get; }
        }

        [QueryType]
        internal static class Queries
        {
            public static int Find(FindInput input) => 1;
        }
    }

    private static class LoaderOfAnotherSignature
    {
        // It only looks like a loader: what makes one is the base class.
        internal sealed class BoxLoader
        {
            public static Task<IReadOnlyDictionary<int, Box>> LoadBatchAsync(IReadOnlyList<int> keys) => Task.FromResult<IReadOnlyDictionary<int, Box>>(new Dictionary<int, Box>());
        }

        [QueryType]
        internal static class Queries
        {
            public static Box Box(BoxLoader loader) => new("a");
        }
    }

    private static class ListOfAnotherKind
    {
        [QueryType]
        internal static class Queries
        {
            public static int Sum(Queue<int> numbers) => 1;
        }
    }

    private static class GenericResolver
    {
        [QueryType]
        internal static class Queries
        {
            public static int Any<T>() => 1;
        }
    }

    private static class TwoNodeResolvers
    {
        internal sealed record Crate(BoxId Id);

        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [Node]
        [ObjectType<Crate>]
        [GraphQLName("Box")]
        internal static class BoxType
        {
            [NodeResolver]
            public static Crate? Find(BoxId id) => null;

            [NodeResolver]
            public static Crate? FindAgain(BoxId id) => null;
        }
    }

    private static class NodeResolverWithoutId
    {
        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [Node]
        [ObjectType<Box>]
        internal static class BoxType
        {
            [NodeResolver]
            public static Box? Find(string id) => null;
        }
    }

    private static class BadGraphQLType
    {
        [QueryType]
        internal static class Queries
        {
            [GraphQLType("[Int")]
            public static int[] Sizes() => [];
        }
    }

    private static class RequiredAndDeprecated
    {
        [QueryType]
        internal static class Queries
        {
            public static int Sum([GraphQLDeprecated("Not used.")] int number) => 1;
        }
    }

    private static class NarrowedByNull
    {
        [InterfaceType]
        internal interface IAnimal
        {
            string Name { get; }
        }

        internal sealed record Cat : IAnimal
        {
            string IAnimal.Name => "";

            public string? Name => null;
        }

        [QueryType]
        internal static class Queries
        {
            public static Cat Cat() => new();
        }
    }

    private static class DefaultThatHoldsItself
    {
        internal sealed record AInput([GraphQLDefault("{}")] BInput? B);

        internal sealed record BInput([GraphQLDefault("{}")] AInput? A);

        [QueryType]
        internal static class Queries
        {
            public static int Size(AInput input) => 1;
        }
    }

    private static class EnumWithoutValues
    {
        internal enum Nothing;

        [QueryType]
        internal static class Queries
        {
            public static Nothing? Any() => null;
        }
    }

    private static class TaskInPayload
    {
        [Payload]
        internal sealed record FillPayload(Task<Box> Box);

        [QueryType]
        internal static class Queries
        {
            public static int Size() => 1;
        }

        [MutationType]
        internal static class Mutations
        {
            public static FillPayload Fill(FillInput input) => new(Task.FromResult(new Box("a")));
        }
    }

    private static class TwoMistakes
    {
        [QueryType]
        internal static class Queries
        {
            [GraphQLName("1st")]
            public static int First() => 1;

            [GraphQLName("2nd")]
            public static int Second() => 1;
        }
    }
}
