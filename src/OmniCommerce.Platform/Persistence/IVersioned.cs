namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// An aggregate root that two may change at once. Every change of any part of it raises the version by one, and the slower of two writers
/// runs again: a row version of the root's table would miss changes of its parts.
/// </summary>
public interface IVersioned
{
    /// <summary>Grows by one with every change. A concurrency token.</summary>
    long Version { get; }
}
