using System.Text;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Tests.Execution;

/// <summary>Known documents are found by their bytes; the memory for them is bounded.</summary>
public sealed class PlanCacheTests
{
    private readonly Plan _plan = NewPlan();

    [Fact]
    public void A_plan_is_found_by_the_bytes_of_its_document_and_the_operation_name()
    {
        var cache = new PlanCache(1_000_000);
        cache.Add("{ a }"u8, null, _plan);

        cache.Find("{ a }"u8, null).ShouldBeSameAs(_plan);
        cache.Find("{ a  }"u8, null).ShouldBeNull();
        cache.Find("{ a }"u8, "A").ShouldBeNull();
    }

    [Fact]
    public void A_full_cache_lets_go_of_what_was_not_used_for_longest()
    {
        var cache = new PlanCache(60_000);
        cache.Add("{ used }"u8, null, _plan);
        for (var i = 0; i < 1_000; i++)
        {
            cache.Add(Encoding.UTF8.GetBytes($"{{ a{i} }}"), null, _plan);
            cache.Find("{ used }"u8, null).ShouldNotBeNull();
        }

        cache.Count.ShouldBeInRange(10, 100);
        cache.Find("{ a0 }"u8, null).ShouldBeNull();
        cache.Find("{ a999 }"u8, null).ShouldNotBeNull();
    }

    [Fact]
    public void A_document_that_is_as_large_as_many_is_not_kept()
    {
        var cache = new PlanCache(60_000);

        cache.Add(new byte[10_000], null, _plan);

        cache.Count.ShouldBe(0);
    }

    private static Plan NewPlan()
    {
        var schema = new SchemaBuilder();
        schema.AddTypes(typeof(Queries));
        var executable = schema.Build();
        var document = Parser.Parse("{ a }").Document!;
        return OperationCompiler.Compile(executable, document, (OperationDefinitionNode)document.Definitions[0]);
    }

    [QueryType]
    internal static class Queries
    {
        public static int A() => 1;
    }
}
