namespace OmniCommerce.GraphQL.Execution;

/// <summary>The objects that fields are resolved for: those of one object type on one place of the response.</summary>
/// <param name="Values">All objects of the place; a row is an index into it.</param>
/// <param name="Rows">The rows of the one object type; null when it is all.</param>
internal readonly record struct Parents(IReadOnlyList<object> Values, IReadOnlyList<int>? Rows)
{
    public int Count => Rows?.Count ?? Values.Count;

    public int Row(int index) => Rows is null ? index : Rows[index];
}

/// <summary>
/// The values of one field for all objects of its place, found before anything is written. Rows are numbered through a place in the order of
/// the response; each value knows the row of the first object inside it, so that the write phase finds its way whatever nulls take back.
/// </summary>
internal abstract class Column
{
    /// <summary>Whether some values are still being waited for.</summary>
    public abstract bool IsPending { get; }

    /// <summary>Waits for all values. A resolver's exception is kept for the response; none is thrown.</summary>
    public abstract Task CompleteAsync();

    /// <summary>The objects inside the values: the rows of the place below.</summary>
    public abstract List<object> CollectRows();

    public abstract bool Write(ResponseWriter writer, FieldPlan field, int row);
}

internal sealed class Column<T>(int rows, ValueWriter<T> valueWriter) : Column
{
    private readonly T[] _values = new T[rows];
    private readonly List<(int Row, ValueTask<T> Value)> _pending = [];
    private int[]? _firstRows;
    private Dictionary<int, Exception>? _failures;

    public override bool IsPending => _pending.Count > 0;

    public void Set(int row, T value) => _values[row] = value;

    public void Fail(int row, Exception exception) => (_failures ??= [])[row] = exception;

    /// <summary>Sets the value now, if it is there; notes it as pending otherwise.</summary>
    public void Set(int row, ValueTask<T> value)
    {
        if (value.IsCompletedSuccessfully) _values[row] = value.Result;
        else _pending.Add((row, value));
    }

    public override async Task CompleteAsync()
    {
        foreach (var (row, value) in _pending)
        {
            try
            {
                _values[row] = await value;
            }
            catch (Exception exception)
            {
                Fail(row, exception);
            }
        }

        _pending.Clear();
    }

    public override List<object> CollectRows()
    {
        var rows = new List<object>(_values.Length);
        _firstRows = new int[_values.Length];
        for (var i = 0; i < _values.Length; i++)
        {
            _firstRows[i] = rows.Count;
            try
            {
                _values[i] = valueWriter.Settle(_values[i]);
                valueWriter.Collect(_values[i], rows);
            }
            catch (Exception exception)
            {
                Fail(i, exception);
            }
        }

        return rows;
    }

    public override bool Write(ResponseWriter writer, FieldPlan field, int row)
    {
        if (_failures is not null && _failures.TryGetValue(row, out var failure)) return writer.Failed(field, failure);
        var firstRow = _firstRows is null ? 0 : _firstRows[row];
        return valueWriter.Write(writer, field, _values[row], ref firstRow);
    }
}
