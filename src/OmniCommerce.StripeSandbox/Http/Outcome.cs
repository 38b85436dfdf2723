using OmniCommerce.StripeSandbox.Objects;

namespace OmniCommerce.StripeSandbox.Http;

/// <summary>What an operation came to: an object, JSON that is ready (a list), or an error that stays on the books.</summary>
internal readonly record struct Outcome
{
    public StripeObject? Object { get; private init; }

    public string? Json { get; private init; }

    public StripeError? Error { get; private init; }

    public static implicit operator Outcome(StripeObject value) => new() { Object = value };

    public static implicit operator Outcome(StripeError error) => new() { Error = error };

    public static Outcome Of(string json) => new() { Json = json };
}
