using System.Diagnostics.CodeAnalysis;

namespace OmniCommerce.Kernel;

/// <summary>A result whose value's type does not matter to whoever looks at it.</summary>
public interface IResult
{
    /// <summary>Why it was refused; empty when it was done.</summary>
    IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The value as an object; null when refused.</summary>
    object? BoxedValue { get; }
}

/// <summary>What every result has in common, so that the pipeline can refuse for any use case without reflection.</summary>
/// <typeparam name="TSelf">The result itself.</typeparam>
public interface IResult<TSelf> : IResult
    where TSelf : IResult<TSelf>
{
    /// <summary>The value's type.</summary>
    static abstract Type ValueType { get; }

    /// <summary>The result of something done.</summary>
    static abstract TSelf Accepted(object value);

    /// <summary>The result of something refused.</summary>
    static abstract TSelf Refused(IReadOnlyList<Refusal> refusals);
}

/// <summary>Either a value, or the refusals that say why there is none.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly record struct Result<T> : IResult<Result<T>>
    where T : notnull
{
    private readonly IReadOnlyList<Refusal>? _refusals;
    private readonly T? _value;

    /// <summary>Something done.</summary>
    public Result(T value) => _value = value;

    /// <summary>Something refused.</summary>
    /// <exception cref="ArgumentException">No refusal says why.</exception>
    public Result(IReadOnlyList<Refusal> refusals) =>
        _refusals = refusals.Count > 0 ? refusals : throw new ArgumentException("A refusal says why.", nameof(refusals));

    /// <inheritdoc/>
    public static Type ValueType => typeof(T);

    /// <inheritdoc/>
    public IReadOnlyList<Refusal> Refusals => _refusals ?? [];

    /// <summary>Whether it was refused.</summary>
    [MemberNotNullWhen(false, nameof(_value))]
    public bool IsRefused => _refusals is not null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => IsRefused ? throw new InvalidOperationException($"Refused: {_refusals![0].Message}") : _value;

    /// <inheritdoc/>
    public object? BoxedValue => IsRefused ? null : _value;

    /// <summary>Something done.</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>Something refused.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new([refusal]);

    /// <summary>Something refused for several reasons.</summary>
    public static implicit operator Result<T>(List<Refusal> refusals) => new(refusals);

    /// <inheritdoc/>
    public static Result<T> Accepted(object value) => new((T)value);

    /// <inheritdoc/>
    public static Result<T> Refused(IReadOnlyList<Refusal> refusals) => new(refusals);

    /// <summary>The value, or the refusals of whoever asked next.</summary>
    public bool Try([MaybeNullWhen(false)] out T value, out IReadOnlyList<Refusal> refusals)
    {
        value = _value;
        refusals = Refusals;
        return !IsRefused;
    }
}

/// <summary>What a use case answers that has nothing to say but that it was done.</summary>
public readonly record struct Done;
