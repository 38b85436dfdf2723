using System.Diagnostics;

namespace OmniCommerce.GraphQL.Tests.Validation;

/// <summary>What is correct, but too much; and what is made to take long.</summary>
public sealed class LimitTests
{
    private static readonly TimeSpan ShortWhile = TimeSpan.FromSeconds(10);

    [Fact]
    public void Depth_is_limited_and_fragments_count()
    {
        var options = GraphQLLimits.Default with { MaxDepth = 3 };
        Expect.Valid("{ owl { mother { id } } }", options: options);
        Expect.Errors("{ owl { mother { mother { id } } } }", null, options, "MaxDepth: The operation nests 4 levels of fields; at most 3 are allowed. (1:1)");
        Expect.Errors(
            "{ owl { ...F } } fragment F on Owl { ... { mother { ...G } } } fragment G on Owl { mother { id } }",
            null,
            options,
            "MaxDepth: The operation nests 4 levels of fields; at most 3 are allowed. (1:1)");
    }

    [Fact]
    public void Aliases_are_limited_and_count_each_time_their_fragment_is_spread()
    {
        var options = GraphQLLimits.Default with { MaxAliases = 4 };
        Expect.Valid("{ a: owl { ...F } b: owl { ...F } } fragment F on Owl { x: id }", options: options);
        Expect.Errors(
            "{ a: owl { ...F } b: owl { ...F } c: owl { id } } fragment F on Owl { x: id }",
            null,
            options,
            "MaxAliases: The operation has 5 aliases; at most 4 are allowed. (1:1)");
    }

    [Fact]
    public void Fields_are_limited_and_count_each_time_their_fragment_is_spread()
    {
        var options = GraphQLLimits.Default with { MaxFields = 6 };
        Expect.Valid("{ owl { ...F mother { ...F } } } fragment F on Owl { id name }", options: options);
        Expect.Errors(
            "query Q { owl { ...F mother { ...F id } } } fragment F on Owl { id name }",
            null,
            options,
            "MaxFields: The operation selects 7 fields; at most 6 are allowed. (1:1)");
    }

    [Fact]
    public void Fields_of_the_root_are_limited_and_fragments_count()
    {
        var options = GraphQLLimits.Default with { MaxRootFields = 2 };
        Expect.Valid("{ a: count owl { id name } }", options: options);
        Expect.Errors(
            "{ a: count ...F ... { c: count } } fragment F on Query { b: count }",
            null,
            options,
            "MaxRootFields: The operation selects 3 fields of its root; at most 2 are allowed. (1:1)");
    }

    [Fact]
    public void One_field_may_stand_only_so_often_in_one_selection()
    {
        var options = GraphQLLimits.Default with { MaxRepeatedFields = 2 };
        Expect.Valid("{ owl { id id name name } }", options: options);
        Expect.Errors(
            "{ owl { id id name id id } }",
            null,
            options,
            "MaxRepeatedFields: The field \"id\" is selected more than 2 times. (1:20)");
    }

    [Fact]
    public void Directives_of_one_place_are_limited()
    {
        var options = GraphQLLimits.Default with { MaxDirectivesPerPlace = 1 };
        Expect.Valid("{ count @skip(if: false) }", options: options);
        Expect.Errors(
            "{ count @skip(if: false) @include(if: true) }",
            null,
            options,
            "MaxDirectives: There are 2 directives at this place; at most 1 are allowed. (1:9)");
    }

    [Fact]
    public void Directives_of_a_document_are_limited_and_reported_once()
    {
        var options = GraphQLLimits.Default with { MaxDirectives = 2 };
        Expect.Valid("{ a: count @skip(if: false) b: count @skip(if: false) }", options: options);
        Expect.Errors(
            "{ a: count @skip(if: false) b: count @skip(if: false) ...F } fragment F on Query { c: count @skip(if: false) d: count @skip(if: false) }",
            null,
            options,
            "MaxDirectives: The document has more than 2 directives. (1:93)");
    }

    [Fact]
    public void Each_operation_is_measured_by_itself()
    {
        var options = GraphQLLimits.Default with { MaxDepth = 2 };
        Expect.Errors("query A { owl { id } } query B { owl { mother { id } } }", null, options, "MaxDepth: The operation nests 3 levels of fields; at most 2 are allowed. (1:24)");
    }

    [Fact]
    public void Two_thousand_aliases_of_one_field_are_refused_by_default()
    {
        var aliases = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"a{i}: id "));
        Expect.Validate($"{{ owl {{ {aliases} }} }}").ShouldHaveSingleItem().ShouldStartWith("MaxAliases: The operation has 2000 aliases");
    }

    [Fact]
    public void Fragments_that_multiply_are_counted_without_being_expanded()
    {
        var text = "{ owl { ...F0 } }" + string.Concat(Enumerable.Range(0, 60).Select(i => $" fragment F{i} on Owl {{ a{i}: mother {{ ...F{i + 1} }} b{i}: mother {{ ...F{i + 1} }} }}"))
            + " fragment F60 on Owl { id }";
        var watch = Stopwatch.StartNew();
        var errors = Expect.Validate(text);
        errors.ShouldContain(error => error.StartsWith($"MaxFields: The operation selects {int.MaxValue} fields", StringComparison.Ordinal));
        watch.Elapsed.ShouldBeLessThan(ShortWhile);
    }

    [Fact]
    public void One_field_thousands_of_times_ends_validation_soon()
    {
        var text = "{ owl { " + string.Concat(Enumerable.Repeat("name(surname: true) ", 4_000)) + "} }";
        var watch = Stopwatch.StartNew();
        Expect.Validate(text).ShouldContain("Limit: The document takes too many steps to validate. Validation aborted. ()");
        watch.Elapsed.ShouldBeLessThan(ShortWhile);
    }

    [Fact]
    public void Fragments_that_all_spread_each_other_end_validation_soon()
    {
        const int Count = 200;
        var spreads = string.Concat(Enumerable.Range(0, Count).Select(i => $"...F{i} "));
        var text = "{ owl { ...F0 } } " + string.Concat(Enumerable.Range(0, Count).Select(i => $"fragment F{i} on Owl {{ mother {{ {spreads} }} x{i}: id }} "));
        var watch = Stopwatch.StartNew();
        Expect.Validate(text).ShouldNotBeEmpty();
        watch.Elapsed.ShouldBeLessThan(ShortWhile);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_fragments_does_not_exhaust_the_stack()
    {
        const int Count = 100_000;
        var text = "{ owl { ...F0 } } " + string.Concat(Enumerable.Range(0, Count).Select(i => $"fragment F{i} on Owl {{ id ...F{i + 1} }} ")) + $"fragment F{Count} on Owl {{ id }}";
        Expect.Validate(text, options: GraphQLLimits.Trusted).ShouldContain("Limit: The document takes too many steps to validate. Validation aborted. ()");
    }

    [Fact]
    public void Many_operations_that_share_many_fragments_end_validation_soon()
    {
        var text = string.Concat(Enumerable.Range(0, 900).Select(i => $"query Q{i} {{ ...F0 }} "))
            + string.Concat(Enumerable.Range(0, 700).Select(i => $"fragment F{i} on Query {{ owl {{ name(surname: $a) }} ...F{i + 1} }} "));
        var watch = Stopwatch.StartNew();
        Expect.Validate(text).ShouldNotBeEmpty();
        watch.Elapsed.ShouldBeLessThan(ShortWhile);
    }

    [Fact]
    public void Thousands_of_spreads_beside_each_other_end_validation_soon()
    {
        var text = "{ " + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"...F{i} ")) + "}" + string.Concat(Enumerable.Range(0, 500).Select(i => $" fragment F{i} on Query {{ a{i}: count }}"));
        var watch = Stopwatch.StartNew();
        Expect.Validate(text).ShouldNotBeEmpty();
        watch.Elapsed.ShouldBeLessThan(ShortWhile);
    }

    [Fact]
    public void Places_of_one_error_are_limited()
    {
        var text = "{ animals(" + string.Concat(Enumerable.Repeat("first: 1 ", 3_000)) + ") { id } }";
        Expect.Validate(text).ShouldHaveSingleItem().Split(' ').Count(word => word.Contains("1:", StringComparison.Ordinal)).ShouldBe(40);
    }

    [Fact]
    public void Errors_are_limited()
    {
        var text = "{ " + string.Concat(Enumerable.Range(0, 500).Select(i => $"unknown{i} ")) + "}";
        var errors = Expect.Validate(text, options: GraphQLLimits.Default with { MaxErrors = 5 });
        errors.Count.ShouldBe(6);
        errors[^1].ShouldBe("Limit: Too many validation errors, error limit reached. Validation aborted. ()");
    }

    [Fact]
    public void Names_are_not_guessed_where_the_schema_is_not_to_be_told()
    {
        var options = GraphQLLimits.Default with { MaxSuggestions = 0 };
        Expect.Errors(
            "query ($x: Owll) { owll(x: $x) { id } otter(nam: \"x\") { id } count(of: FEETS) }",
            null,
            options,
            "KnownTypeNames: Unknown type \"Owll\". (1:12)",
            "FieldsOnCorrectType: Cannot query field \"owll\" on type \"Query\". (1:20)",
            "KnownArgumentNames: Unknown argument \"nam\" on field \"Query.otter\". (1:45)",
            "ValuesOfCorrectType: Value \"FEETS\" does not exist in \"Measure\" enum. (1:72)");
    }
}
