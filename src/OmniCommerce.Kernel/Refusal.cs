namespace OmniCommerce.Kernel;

/// <summary>
/// Why something that was asked for is not done: data for the caller to act on, not a fault. Nothing has changed. Each capability names its
/// own; those that every capability shares stand here.
/// </summary>
public abstract record Refusal
{
    /// <summary>What was wrong and what would be right, for people.</summary>
    public abstract string Message { get; }
}

/// <summary>There is no such thing, or none that the caller may know of.</summary>
/// <param name="Id">What was asked for, as the caller wrote it.</param>
/// <param name="What">What it should have been: a cart, a variant.</param>
public sealed record NotFound(string Id, string What) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"There is no {What} '{Id}'.";
}

/// <summary>The caller may not do this.</summary>
/// <param name="Reason">Why, and what would help.</param>
public sealed record Forbidden(string Reason) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Reason;
}

/// <summary>The input is not acceptable.</summary>
/// <param name="Reason">What is wrong and what would be right.</param>
/// <param name="Path">Where, from the input object down: <c>["lines", "0", "quantity"]</c>.</param>
public sealed record InvalidInput(string Reason, IReadOnlyList<string> Path) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Reason;

    /// <summary>One field of the input is wrong.</summary>
    public static InvalidInput At(string field, string reason) => new(reason, [field]);
}

/// <summary>The operation id was used before, for another input.</summary>
/// <param name="OperationId">The id.</param>
public sealed record OperationReused(Guid OperationId) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Operation {OperationId} was made with another input. Use a new id for a new operation.";
}

/// <summary>The thing has changed since the caller read it.</summary>
/// <param name="CurrentVersion">The version that stands now.</param>
public sealed record VersionConflict(int CurrentVersion) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"It has changed meanwhile: version {CurrentVersion} stands now. Read it again.";
}

/// <summary>A refusal that also stands between a cart and its order, and is shown as a problem of the cart.</summary>
public interface ICartProblem
{
    /// <summary>What is wrong and what would help, for people.</summary>
    string Message { get; }
}
