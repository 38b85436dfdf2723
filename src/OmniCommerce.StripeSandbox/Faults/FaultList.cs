namespace OmniCommerce.StripeSandbox.Faults;

/// <summary>What is to go wrong, in the order it was asked for. In memory: a process forgets it when it ends, and no other knows of it.</summary>
internal sealed class FaultList
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    public void Add(Fault fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_lock)
            _faults.Clear();
    }

    /// <summary>The first that fits the request, once less.</summary>
    public Fault? Take(string operation, string method, string path) => Take(fault => fault.Fits(operation, method, path));

    /// <summary>The first that fits the event's delivery, once less.</summary>
    public Fault? TakeForEvent(string type) => Take(fault => fault.FitsEvent(type));

    private Fault? Take(Predicate<Fault> fits)
    {
        lock (_lock)
        {
            if (_faults.Count == 0)
                return null;
            var at = _faults.FindIndex(fault => fits(fault) && (fault.Percent == 100 || Random.Shared.Next(100) < fault.Percent));
            if (at < 0)
                return null;
            var fault = _faults[at];
            if (fault.Times == 1)
                _faults.RemoveAt(at);
            else
                _faults[at] = fault with { Times = fault.Times - 1 };
            return fault;
        }
    }
}
