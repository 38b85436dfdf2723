using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// Decides when the loaders of a request load. While someone holds it — the executor starting a wave, a loader handing out its values —
/// keys are only collected; when the last one lets go, every loader that has keys loads them, together. A key that comes from elsewhere, out
/// of a resolver that waited for something else, is loaded soon after, with those that come beside it.
/// </summary>
internal sealed class LoaderDispatcher(CancellationToken cancellation)
{
    private readonly Lock _gate = new();
    private List<DataLoader> _ready = [];
    private int _holds;
    private bool _dispatching;

    public CancellationToken Cancellation => cancellation;

    public void Hold()
    {
        lock (_gate) _holds++;
    }

    public void Release()
    {
        lock (_gate)
        {
            _holds--;
            if (_holds > 0 || _dispatching || _ready.Count == 0) return;
            _dispatching = true;
        }

        Dispatch();
    }

    /// <summary>Notes a loader that has its first key since it loaded last.</summary>
    public void Enqueue(DataLoader loader)
    {
        lock (_gate)
        {
            _ready.Add(loader);
            if (_holds > 0 || _dispatching) return;
            _dispatching = true;
        }

        ThreadPool.QueueUserWorkItem(static dispatcher => dispatcher.Dispatch(), this, preferLocal: false);
    }

    private void Dispatch()
    {
        while (true)
        {
            List<DataLoader> ready;
            lock (_gate)
            {
                if (_holds > 0 || _ready.Count == 0)
                {
                    _dispatching = false; // whoever holds dispatches when it lets go
                    return;
                }

                ready = _ready;
                _ready = [];
            }

            foreach (var loader in ready) loader.LoadPending();
        }
    }
}
