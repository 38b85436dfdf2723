namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class UniqueVariableNamesTests
{
    [Fact]
    public void Two_operations_may_use_one_name()
    {
        Expect.Valid("query A($a: Int) { animals(first: $a) { id } } query B($a: Int) { animals(first: $a) { id } }");
    }

    [Fact]
    public void One_operation_may_not_define_it_twice()
    {
        Expect.Errors(
            "query ($a: Int, $a: Int) { animals(first: $a) { id } }",
            "UniqueVariableNames: There can be only one variable named \"$a\". (1:9 1:18)");
    }
}
