namespace OmniCommerce.Platform.Persistence;

/// <summary>
/// Lets writers of one process take turns where the database has a single writer (SQLite): waiting here is fair and cheap, fighting over the
/// file is neither. With any other database it is always open.
/// </summary>
public sealed class WriteGate(IDatabaseProvider provider) : IDisposable
{
    private readonly SemaphoreSlim? _turn = provider.HasSingleWriter ? new SemaphoreSlim(1, 1) : null;

    /// <summary>Waits for the turn; disposing the answer gives it to the next.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        if (_turn is not null)
            await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn?.Dispose();

    /// <summary>A turn to write.</summary>
    public readonly record struct Turn : IDisposable
    {
        private readonly SemaphoreSlim? _turn;

        internal Turn(SemaphoreSlim? turn) => _turn = turn;

        /// <inheritdoc/>
        public void Dispose() => _turn?.Release();
    }
}
