namespace OmniCommerce.Platform.Readiness;

/// <summary>A part of the shop that may be away. All that are registered are shown by <c>/readyz</c>.</summary>
public interface IReadiness
{
    /// <summary>The part's name: <c>database</c>.</summary>
    string Part { get; }

    /// <summary>Whether the shop cannot serve without it; otherwise it serves, degraded.</summary>
    bool IsVital { get; }

    /// <summary>What is wrong with it, beyond that it is not there; null when there is nothing to say.</summary>
    string? Trouble => null;

    /// <summary>Whether it is there now. Answers soon, and false rather than an exception.</summary>
    ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken);
}
