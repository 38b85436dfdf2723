namespace OmniCommerce.GraphQL.Tests.Validation.Rules;

public sealed class NoFragmentCyclesTests
{
    [Fact]
    public void A_fragment_may_be_spread_many_times()
    {
        Expect.Valid("{ owl { ...A ...B } } fragment A on Owl { ...C ...C } fragment B on Owl { ...C } fragment C on Owl { id }");
    }

    [Fact]
    public void A_fragment_in_itself_is_refused()
    {
        Expect.Errors(
            """
            { owl { ...A } }
            fragment A on Owl { mother { ...A } }
            """,
            "NoFragmentCycles: Cannot spread fragment \"A\" within itself. (2:30)");
    }

    [Fact]
    public void A_circle_of_fragments_is_refused_once()
    {
        Expect.Errors(
            """
            { owl { ...A } }
            fragment A on Owl { ...B }
            fragment B on Owl { ...C }
            fragment C on Owl { ...A }
            """,
            "NoFragmentCycles: Cannot spread fragment \"A\" within itself via \"B\", \"C\". (2:21 3:21 4:21)");
    }
}
