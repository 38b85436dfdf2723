using FluentValidation;
using OmniCommerce.Carts.Domain;
using OmniCommerce.Kernel;

namespace OmniCommerce.Carts.Contracts;

/// <summary>Where goods are sent. The country is an ISO 3166-1 code of two letters: GB.</summary>
/// <param name="Name">Who receives them.</param>
/// <param name="Line1">Street and number.</param>
/// <param name="Line2">Flat, floor, company.</param>
/// <param name="City">The town.</param>
/// <param name="PostalCode">The postal code, as the country writes it.</param>
/// <param name="Region">State, county or province.</param>
/// <param name="Country">The country's ISO 3166-1 code.</param>
public sealed record AddressInput(string Name, string Line1, string? Line2, string City, string PostalCode, string? Region, string Country)
{
    /// <summary>The address without spaces at its ends.</summary>
    public Address ToAddress() =>
        new(Name.Trim(), Line1.Trim(), Optional(Line2), City.Trim(), PostalCode.Trim(), Optional(Region), Country);

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Refuses addresses that nobody can send to.</summary>
public sealed class AddressValidator : AbstractValidator<AddressInput>
{
    private const int MaxLength = 200;
    private const int MaxPostalCodeLength = 20;

    /// <summary>The rules.</summary>
    public AddressValidator()
    {
        RuleFor(address => address.Name).Must(Given).WithMessage($"Say in 1 to {MaxLength} characters who receives the goods.");
        RuleFor(address => address.Line1).Must(Given).WithMessage($"Write street and number in 1 to {MaxLength} characters.");
        RuleFor(address => address.Line2).Must(ShortEnough).WithMessage($"Write at most {MaxLength} characters.");
        RuleFor(address => address.City).Must(Given).WithMessage($"Write the town in 1 to {MaxLength} characters.");
        RuleFor(address => address.PostalCode).Must(code => code.Trim().Length is > 0 and <= MaxPostalCodeLength)
            .WithMessage($"Write the postal code in 1 to {MaxPostalCodeLength} characters.");
        RuleFor(address => address.Region).Must(ShortEnough).WithMessage($"Write at most {MaxLength} characters.");
        RuleFor(address => address.Country).Must(Countries.Exists).WithMessage("Write the country's ISO 3166-1 code of two capitals: GB.");
    }

    private static bool Given(string text) => text.Trim().Length is > 0 and <= MaxLength;

    private static bool ShortEnough(string? text) => text is null || text.Trim().Length <= MaxLength;
}
