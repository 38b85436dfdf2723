using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.UnitTests.Loyalty;

public sealed class MemberNumberTests
{
    [Fact]
    public void A_number_has_twelve_digits_and_checks_itself()
    {
        for (var i = 0; i < 1_000; i++)
            MemberNumber.IsValid(MemberNumber.Random()).ShouldBeTrue();
    }

    [Fact]
    public void A_slip_of_one_digit_is_found()
    {
        var number = MemberNumber.Random();
        for (var i = 0; i < number.Length; i++)
        {
            foreach (var digit in "0123456789".Where(digit => digit != number[i]))
                MemberNumber.IsValid($"{number[..i]}{digit}{number[(i + 1)..]}").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("12345678901a")]
    public void What_is_no_number_is_refused(string number) => MemberNumber.IsValid(number).ShouldBeFalse();
}
