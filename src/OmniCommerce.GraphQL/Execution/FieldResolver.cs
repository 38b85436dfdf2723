namespace OmniCommerce.GraphQL.Execution;

/// <summary>How the values of one field of one object type are found and written.</summary>
internal abstract class FieldResolver
{
    /// <summary>Whether the values have to be found before anything is written: they take time, or are found for all objects at once.</summary>
    public abstract bool IsAsync { get; }

    /// <summary>Finds the value of one object and writes it in place; only where <see cref="IsAsync"/> is false.</summary>
    public abstract bool Write(ResponseWriter writer, FieldPlan field, object parent);

    /// <summary>Begins to find the values of all objects of a place.</summary>
    public abstract Column Resolve(RequestContext request, FieldPlan field, Parents parents);
}

/// <summary>A field whose value is there at once.</summary>
internal sealed class SyncResolver<T>(Invoker<T> invoker, ValueWriter<T> valueWriter) : FieldResolver
{
    public override bool IsAsync => false;

    public override bool Write(ResponseWriter writer, FieldPlan field, object parent)
    {
        var row = 0;
        return valueWriter.Write(writer, field, invoker.Invoke(writer.Request, field, parent), ref row);
    }

    public override Column Resolve(RequestContext request, FieldPlan field, Parents parents)
    {
        var column = new Column<T>(parents.Values.Count, valueWriter);
        for (var i = 0; i < parents.Count; i++)
        {
            var row = parents.Row(i);
            try
            {
                column.Set(row, invoker.Invoke(request, field, parents.Values[row]));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }

        return column;
    }
}

/// <summary>A field whose value may take time.</summary>
internal sealed class AsyncResolver<T>(Invoker<ValueTask<T>> invoker, ValueWriter<T> valueWriter) : FieldResolver
{
    public override bool IsAsync => true;

    public override bool Write(ResponseWriter writer, FieldPlan field, object parent) => throw new NotSupportedException("The field has a column.");

    public override Column Resolve(RequestContext request, FieldPlan field, Parents parents)
    {
        var column = new Column<T>(parents.Values.Count, valueWriter);
        for (var i = 0; i < parents.Count; i++)
        {
            var row = parents.Row(i);
            try
            {
                column.Set(row, invoker.Invoke(request, field, parents.Values[row]));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }

        return column;
    }
}

/// <summary>A field whose values are found for all objects of a place by one call.</summary>
/// <typeparam name="TParent">The CLR type of the objects.</typeparam>
/// <typeparam name="TList">What the call answers: one value for each object, in their order.</typeparam>
/// <typeparam name="T">The CLR type of the values.</typeparam>
internal sealed class BatchResolver<TParent, TList, T>(Invoker<ValueTask<TList>> invoker, ValueWriter<T> valueWriter) : FieldResolver
    where TList : IReadOnlyList<T>
{
    public override bool IsAsync => true;

    public override bool Write(ResponseWriter writer, FieldPlan field, object parent) => throw new NotSupportedException("The field has a column.");

    public override Column Resolve(RequestContext request, FieldPlan field, Parents parents)
    {
        var column = new Column<T>(parents.Values.Count, valueWriter);
        var objects = new TParent[parents.Count];
        for (var i = 0; i < objects.Length; i++) objects[i] = (TParent)parents.Values[parents.Row(i)];

        // The rows share the one answer; each picks its own value or the one failure.
        var answer = CallAsync(request, field, objects);
        for (var i = 0; i < objects.Length; i++) column.Set(parents.Row(i), PickAsync(answer, i));
        return column;

        static async ValueTask<T> PickAsync(Task<TList> answer, int index) => (await answer)[index];
    }

    private async Task<TList> CallAsync(RequestContext request, FieldPlan field, TParent[] objects)
    {
        var values = await invoker.Invoke(request, field, objects);
        if (values.Count != objects.Length)
            throw new InvalidOperationException($"{field.ParentType}.{field.Definition.Name} answered {values.Count} values for {objects.Length} objects.");
        return values;
    }
}

/// <summary>A field of the subscription root: its source answers one value per event.</summary>
internal abstract class SubscriptionResolver : FieldResolver
{
    public override bool IsAsync => true;

    public override bool Write(ResponseWriter writer, FieldPlan field, object parent) => throw new NotSupportedException("The field has a column.");

    public override Column Resolve(RequestContext request, FieldPlan field, Parents parents) => throw new NotSupportedException("The field has a source.");

    /// <summary>The events of the source: each is the field's column for one response.</summary>
    public abstract IAsyncEnumerable<Column> Subscribe(RequestContext request, FieldPlan field);
}

/// <summary>A field of the subscription root.</summary>
internal sealed class SubscriptionResolver<T>(Invoker<IAsyncEnumerable<T>> invoker, ValueWriter<T> valueWriter) : SubscriptionResolver
{
    public override IAsyncEnumerable<Column> Subscribe(RequestContext request, FieldPlan field) =>
        Columns(invoker.Invoke(request, field, Roots.Object), request.Cancellation);

    private async IAsyncEnumerable<Column> Columns(
        IAsyncEnumerable<T> source,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var value in source.WithCancellation(cancellationToken))
        {
            var column = new Column<T>(1, valueWriter);
            column.Set(0, value);
            yield return column;
        }
    }
}

/// <summary>Stands for the object of the root types, whose fields need none.</summary>
internal static class Roots
{
    public static readonly object Object = new();
}
