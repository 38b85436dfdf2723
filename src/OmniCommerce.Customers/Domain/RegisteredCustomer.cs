using OmniCommerce.Kernel;

namespace OmniCommerce.Customers.Domain;

/// <summary>A customer the shop knows: by an e-mail address, by their number elsewhere, or both.</summary>
internal sealed class RegisteredCustomer
{
    public const int MaxNameLength = 200;
    public const int MaxPhoneLength = 32;
    public const int MaxReferenceLength = 64;

    private RegisteredCustomer()
    {
    }

    public CustomerId Id { get; private init; }

    public string? Email { get; private init; }

    /// <summary>The e-mail address as it is compared; unique.</summary>
    public string? EmailKey { get; private init; }

    public string? Phone { get; private init; }

    public string? Name { get; private init; }

    /// <summary>Null for who cannot sign in yet.</summary>
    public string? PasswordHash { get; private init; }

    /// <summary>The customer's number elsewhere; unique.</summary>
    public string? Reference { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public static RegisteredCustomer Of(
        CustomerId id, string? reference, EmailAddress? email, string? name, string? phone, string? passwordHash, DateTimeOffset now) => new()
        {
            Id = id,
            Reference = reference,
            Email = email?.Text,
            EmailKey = email?.Key,
            Name = TextOrNothing(name),
            Phone = TextOrNothing(phone),
            PasswordHash = passwordHash,
            CreatedAt = now,
        };

    private static string? TextOrNothing(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
