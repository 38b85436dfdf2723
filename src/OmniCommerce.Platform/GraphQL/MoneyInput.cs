using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.GraphQL;

/// <summary>An amount of money as a client writes it.</summary>
/// <param name="Amount">With at most the currency's digits: "19.90", "1990" for JPY.</param>
/// <param name="Currency">The currency.</param>
public sealed record MoneyInput(decimal Amount, Currency Currency)
{
    /// <summary>The amount as money; null when it has more digits than its currency, or is out of range.</summary>
    public Money? ToMoney() => Money.TryFrom(Amount, Currency, out var money) ? money : null;

    /// <summary>The refusal of an amount that <see cref="ToMoney"/> cannot take.</summary>
    public InvalidInput Refuse(params string[] path) =>
        new($"'{Amount}' is not an amount of {Currency}: write it with at most {Currency.Digits} digits after the point.", path);
}
