namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// An input field that tells "not given" from "given as null". The schema has it as a nullable field of <typeparamref name="T"/> without default.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="value">The given value; null when null was given.</param>
public readonly struct Optional<T>(T? value) : IEquatable<Optional<T>>
{
    /// <summary>Whether the field was given.</summary>
    public bool IsGiven { get; } = true;

    /// <summary>The given value; null when null or nothing was given.</summary>
    public T? Value { get; } = value;

    /// <summary>A given value.</summary>
    public static implicit operator Optional<T>(T? value) => new(value);

    /// <summary>Whether both are not given, or both are given the same value.</summary>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Optional<T> other) => IsGiven == other.IsGiven && EqualityComparer<T?>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsGiven, Value);
}
