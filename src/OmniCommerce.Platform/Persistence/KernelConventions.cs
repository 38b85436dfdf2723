using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Persistence;

/// <summary>How the kernel's values are stored, once for all entities and databases.</summary>
internal static class KernelConventions
{
    /// <summary>The length of text that says no other; SQL Server cannot index unlimited text.</summary>
    private const int DefaultTextLength = 400;

    public static void Apply(ModelConfigurationBuilder conventions, IDatabaseProvider provider)
    {
        foreach (var id in typeof(IId<>).Assembly.GetTypes().Where(IsId))
            conventions.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        conventions.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3);
        conventions.Properties<Sku>().HaveConversion<SkuConverter>().HaveMaxLength(Sku.MaxLength);
        conventions.Properties<string>().HaveMaxLength(DefaultTextLength);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        provider.ApplyConventions(conventions);
    }

    private static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => FromGuid(value))
        where TId : struct, IId<TId>
    {
        private static TId FromGuid(Guid value) => TId.From(value);
    }

    private sealed class CurrencyConverter() : ValueConverter<Currency, string>(currency => currency.Code, code => Currency.Of(code));

    private sealed class SkuConverter() : ValueConverter<Sku, string>(sku => sku.Value, code => Sku.Of(code));
}
