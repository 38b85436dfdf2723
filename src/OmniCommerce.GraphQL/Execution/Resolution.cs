namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// The resolve phase: breadth first, in waves. A wave starts every field that is known by then for all of its objects, lets the loaders go,
/// and waits for all values; the objects among them make the next wave. Fields that are there at once don't end a wave, what is below them
/// belongs to it: so a loader is asked once per wave, not once per branch.
/// </summary>
internal sealed class Resolution(RequestContext request)
{
    private readonly Queue<(SelectionPlan Selection, List<object> Values)> _open = [];
    private readonly List<(FieldPlan Field, Column Column)> _waiting = [];

    /// <summary>Resolves everything below the root.</summary>
    public ValueTask RunAsync(object root)
    {
        _open.Enqueue((request.Plan.Root, [root]));
        return RunAsync();
    }

    /// <summary>Resolves one field of the root and everything below it.</summary>
    public ValueTask RunAsync(FieldPlan field, object root)
    {
        request.Dispatcher.Hold();
        try
        {
            Start(field, new Parents([root], null));
        }
        finally
        {
            request.Dispatcher.Release();
        }

        return RunAsync();
    }

    /// <summary>Resolves everything below a field of the root whose value is known.</summary>
    public ValueTask RunBelowAsync(FieldPlan field, Column column)
    {
        request.Columns[field.Slot] = column;
        Descend(field, column);
        return RunAsync();
    }

    private async ValueTask RunAsync()
    {
        while (true)
        {
            request.Dispatcher.Hold();
            try
            {
                while (_open.TryDequeue(out var place)) Start(place.Selection, place.Values);
            }
            finally
            {
                request.Dispatcher.Release();
            }

            if (_waiting.Count == 0) return;
            foreach (var (_, column) in _waiting) await column.CompleteAsync();
            request.Cancellation.ThrowIfCancellationRequested();
            foreach (var (field, column) in _waiting) Descend(field, column);
            _waiting.Clear();
        }
    }

    private void Start(SelectionPlan selection, List<object> values)
    {
        if (selection.Only is { } only)
        {
            Start(only, new Parents(values, null));
            return;
        }

        var rows = new Dictionary<ObjectPlan, List<int>>();
        for (var row = 0; row < values.Count; row++)
        {
            if (selection.For(values[row]) is not { } plan) continue; // the write phase reports it
            if (!rows.TryGetValue(plan, out var ofPlan)) rows[plan] = ofPlan = [];
            ofPlan.Add(row);
        }

        foreach (var (plan, ofPlan) in rows) Start(plan, new Parents(values, ofPlan));
    }

    private void Start(ObjectPlan plan, Parents parents)
    {
        foreach (var field in plan.Resolved)
            if (request.Includes(field)) Start(field, parents);
    }

    private void Start(FieldPlan field, Parents parents)
    {
        var column = field.Resolver.Resolve(request, field, parents);
        request.Columns[field.Slot] = column;
        if (column.IsPending) _waiting.Add((field, column));
        else Descend(field, column);
    }

    private void Descend(FieldPlan field, Column column)
    {
        if (field.Selection is not { NeedsResolving: true } selection) return;
        var rows = column.CollectRows();
        if (rows.Count > 0) _open.Enqueue((selection, rows));
    }
}
