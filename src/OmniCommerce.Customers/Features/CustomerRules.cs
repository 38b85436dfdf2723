using FluentValidation;
using OmniCommerce.Customers.Domain;

namespace OmniCommerce.Customers.Features;

/// <summary>What a customer's particulars look like, however they come in.</summary>
internal static class CustomerRules
{
    public static void IsEmail<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(email => EmailAddress.TryParse(email, out _))
        .WithMessage("An e-mail address looks like ada@example.com.");

    public static void IsPassword<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(password => password is { Length: >= Passwords.MinLength and <= Passwords.MaxLength })
        .WithMessage($"A password has {Passwords.MinLength} to {Passwords.MaxLength} characters.");

    public static void IsName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || (name.Trim().Length <= RegisteredCustomer.MaxNameLength && !name.Any(char.IsControl)))
        .WithMessage($"A name has at most {RegisteredCustomer.MaxNameLength} characters, none of them a control character.");

    public static void IsPhone<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(phone => string.IsNullOrWhiteSpace(phone) || IsPhone(phone.Trim()))
        .WithMessage("A telephone number has 5 to 15 digits, with its country code: +44 20 7946 0000.");

    private static bool IsPhone(string phone) =>
        phone.Length <= RegisteredCustomer.MaxPhoneLength
        && phone.Count(char.IsAsciiDigit) is >= 5 and <= 15
        && phone.All(character => char.IsAsciiDigit(character) || "+ -.()/".Contains(character));
}
