using OmniCommerce.Webhooks.Domain;

namespace OmniCommerce.UnitTests.Webhooks;

public sealed class SignatureTests
{
    // The example of the specification's libraries.
    [Fact]
    public void The_signature_is_that_of_the_standard() =>
        Signature.Of(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void Two_secrets_sign_twice() =>
        Signature.Of([Signature.NewSecret(), Signature.NewSecret()], "msg_1", 1, "{}").Split(' ').Length.ShouldBe(2);

    [Fact]
    public void A_secret_has_256_bits() =>
        Convert.FromBase64String(Signature.NewSecret()["whsec_".Length..]).Length.ShouldBe(32);
}
