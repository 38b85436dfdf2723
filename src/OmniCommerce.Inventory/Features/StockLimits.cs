using FluentValidation;
using OmniCommerce.Kernel;

namespace OmniCommerce.Inventory.Features;

internal static class StockLimits
{
    /// <summary>The most that one command moves of a variant: a thousand such still fit a level's counters.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>The most characters of a movement's reason.</summary>
    public const int MaxReason = 400;

    /// <summary>The most characters of what a movement refers to.</summary>
    public const int MaxReference = 64;

    /// <summary>The most variants that one command moves.</summary>
    public const int MaxLines = 1_000;

    /// <summary>The lines of a command: each variant once, so many of each.</summary>
    public static void StockLines<TCommand, TLine>(
        this IRuleBuilderInitial<TCommand, IReadOnlyList<TLine>> lines, Func<TLine, VariantId> variant, Func<TLine, int> quantity, int least, bool mayBeNone = false) => lines
        .Must(all => (mayBeNone || all.Count > 0) && all.Count <= MaxLines).WithMessage($"Name {(mayBeNone ? 0 : 1)} to {MaxLines} variants.")
        .Must(all => all.Select(variant).Distinct().Count() == all.Count).WithMessage("Name each variant once.")
        .Must(all => all.All(line => quantity(line) >= least && quantity(line) <= MaxQuantity)).WithMessage($"A quantity is {least} to {MaxQuantity}.");
}
