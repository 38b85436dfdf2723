using OmniCommerce.GraphQL.Language;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>
/// The write phase: depth first, straight into the buffer. Every method answers whether what it wrote stands; false makes the nearest nullable
/// place above take it back and write null.
/// </summary>
internal sealed class ResponseWriter(RequestContext request, ResponseBuffer buffer, Failures failures)
{
    private Step[] _path = new Step[16];
    private int _depth;
    private List<ExecutionError>? _errors;
    private Exception? _described;
    private ExecutionError? _description;

    public RequestContext Request => request;

    public ResponseBuffer Buffer => buffer;

    public int ErrorCount => _errors?.Count ?? 0;

    public string? ErrorCode => _errors?[0].Code;

    /// <summary>Writes the whole response of an operation whose columns are resolved.</summary>
    public void Response(object root)
    {
        BeginData();
        EndData(Object(request.Plan.Root, root, row: 0));
    }

    public void BeginData() => buffer.Raw("{\"data\":"u8);

    /// <summary>Ends the response; without data it takes back what stands of it.</summary>
    public void EndData(bool complete)
    {
        if (!complete)
        {
            buffer.CutBack("{\"data\":"u8.Length);
            buffer.Null();
        }

        if (_errors is not null)
        {
            buffer.Byte((byte)',');
            ExecutionError.WriteAll(buffer, _errors);
        }

        if (request.ReportsCost) request.Cost?.Write(buffer);
        buffer.Byte((byte)'}');
    }

    public bool Object(SelectionPlan selection, object value, int row)
    {
        if (selection.For(value) is not { } plan) return Unexpected($"A {value.GetType()} came where a {selection.Type} was to come.");

        buffer.Byte((byte)'{');
        var depth = Enter();
        var separator = 1; // the first field goes without the comma of its prefix
        foreach (ref readonly var place in plan.Fields.AsSpan())
        {
            if (!request.Includes(place)) continue;
            var field = place.Field;
            buffer.Raw(field.Prefix.AsSpan(separator));
            separator = 0;
            _path[depth].Field = field;
            if (Field(field, value, row)) continue;
            _depth = depth;
            return false;
        }

        _depth = depth;
        buffer.Byte((byte)'}');
        return true;
    }

    /// <summary>Writes one field of the root, apart from the others: mutations are written one by one.</summary>
    public bool RootField(FieldPlan field, object root, bool isFirst)
    {
        buffer.Raw(field.Prefix.AsSpan(isFirst ? 1 : 0));
        var depth = Enter();
        _path[depth].Field = field;
        var written = Field(field, root, row: 0);
        _depth = depth;
        return written;
    }

    public bool Null()
    {
        buffer.Null();
        return true;
    }

    /// <summary>Takes back what was written after the place, and writes null instead.</summary>
    public bool NullFrom(int start)
    {
        buffer.CutBack(start);
        return Null();
    }

    public bool NullForNonNull(FieldPlan field) =>
        Unexpected($"{field.ParentType}.{field.Definition.Name} is {field.Definition.Type}, but a null came.");

    public bool NotRepresentable<T>(FieldPlan field, T value) =>
        Unexpected($"{field.ParentType}.{field.Definition.Name} is {field.Definition.Type}, but {value} came.");

    /// <summary>Writes null for a field that failed.</summary>
    public bool Failed(FieldPlan field, Exception exception)
    {
        AddError(exception);
        return !field.NonNull && Null();
    }

    public int EnterList()
    {
        var step = Enter();
        _path[step].Field = null;
        return step;
    }

    public void AtIndex(int step, int index) => _path[step].Index = index;

    public bool LeaveList(int step, bool complete)
    {
        _depth = step;
        return complete;
    }

    private bool Field(FieldPlan field, object parent, int row)
    {
        var start = buffer.Length;
        var depth = _depth;
        try
        {
            return field.Slot < 0 ? field.Resolver.Write(this, field, parent) : request.Columns[field.Slot]!.Write(this, field, row);
        }
        catch (Exception exception) when (!request.Cancellation.IsCancellationRequested)
        {
            _depth = depth;
            buffer.CutBack(start);
            return Failed(field, exception);
        }
    }

    private int Enter()
    {
        if (_depth == _path.Length) Array.Resize(ref _path, _depth * 2);
        return _depth++;
    }

    private bool Unexpected(string message)
    {
        AddError(new InvalidOperationException(message));
        return false;
    }

    private void AddError(Exception exception)
    {
        var path = _path[.._depth];
        var field = Array.FindLast(path, step => step.Field is not null).Field!;

        // A loader's failure comes once for every value it was to load.
        if (exception != _described) (_described, _description) = (exception, failures.Describe(exception, field));
        (_errors ??= []).Add(_description! with
        {
            Locations = [Location.Of(request.Plan.Text.Span, field.Offset)],
            Path = Array.ConvertAll(path, step => step.Field is { } named ? (object)named.ResponseName : step.Index),
        });
    }

    private struct Step
    {
        public FieldPlan? Field;
        public int Index;
    }
}
