using OmniCommerce.Kernel;

namespace OmniCommerce.UnitTests.Kernel;

public sealed class ResultTests
{
    private static readonly Refusal Refusal = new NotFound("7", "cart");

    [Fact]
    public void Something_done_has_a_value_and_no_refusals()
    {
        Result<string> result = "done";

        result.IsRefused.ShouldBeFalse();
        result.Refusals.ShouldBeEmpty();
        result.Value.ShouldBe("done");
        result.BoxedValue.ShouldBe("done");
        result.Try(out var value, out _).ShouldBeTrue();
        value.ShouldBe("done");
    }

    [Fact]
    public void Something_refused_has_its_refusals_and_no_value()
    {
        Result<int> result = Refusal;

        result.IsRefused.ShouldBeTrue();
        result.BoxedValue.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => result.Value).Message.ShouldContain("There is no cart '7'.");
        result.Try(out _, out var refusals).ShouldBeFalse();
        refusals.ShouldBe([Refusal]);
        new Result<string>(refusals).Refusals.ShouldBe([Refusal]);
    }

    [Fact]
    public void A_refusal_says_why() => Should.Throw<ArgumentException>(() => new Result<int>([]));

    [Fact]
    public void Generic_code_makes_results_without_knowing_what_of()
    {
        Of<Result<int>>(7).Refusals.ShouldBeEmpty();
        Refuse<Result<int>>().Refusals.ShouldBe([Refusal]);

        static TResult Of<TResult>(object value)
            where TResult : IResult<TResult> => TResult.Accepted(value);

        static TResult Refuse<TResult>()
            where TResult : IResult<TResult> => TResult.Refused([Refusal]);
    }
}
