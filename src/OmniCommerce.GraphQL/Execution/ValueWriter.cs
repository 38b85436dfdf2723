using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Writes the values of one CLR type as one GraphQL output type, without boxing leaves.</summary>
/// <typeparam name="T">The CLR type.</typeparam>
/// <param name="nonNull">Whether the output type is non-null.</param>
internal abstract class ValueWriter<T>(bool nonNull)
{
    public bool NonNull => nonNull;

    /// <summary>
    /// Writes the value, or null where it may be null and could not be written. False when a null stands where none may: then the error is
    /// noted, and the nearest nullable place above takes back what was written.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field whose value it is or belongs to.</param>
    /// <param name="value">The value.</param>
    /// <param name="row">The row of the next object of the field, see <see cref="Column"/>.</param>
    public bool Write(ResponseWriter writer, FieldPlan field, T value, ref int row)
    {
        if (value is null) return nonNull ? writer.NullForNonNull(field) : writer.Null();
        if (nonNull) return WriteValue(writer, field, value, ref row);

        var start = writer.Buffer.Length;
        return WriteValue(writer, field, value, ref row) || writer.NullFrom(start);
    }

    /// <summary>Adds the objects inside the value to the rows of its field, in the order in which they are written.</summary>
    public virtual void Collect(T value, List<object> rows)
    {
    }

    /// <summary>A value that can be read twice, to resolve and to write, and gives the same both times.</summary>
    public virtual T Settle(T value) => value;

    protected abstract bool WriteValue(ResponseWriter writer, FieldPlan field, T value, ref int row);
}

/// <summary>Writes a scalar's text into the buffer; false when the value is none the scalar can stand for.</summary>
internal delegate bool WriteScalar<in T>(ResponseBuffer buffer, T value);

internal sealed class ScalarWriter<T>(bool nonNull, WriteScalar<T> write) : ValueWriter<T>(nonNull)
{
    protected override bool WriteValue(ResponseWriter writer, FieldPlan field, T value, ref int row) =>
        write(writer.Buffer, value) || writer.NotRepresentable(field, value);
}

internal sealed class TextValueWriter(bool nonNull) : ValueWriter<string>(nonNull)
{
    protected override bool WriteValue(ResponseWriter writer, FieldPlan field, string value, ref int row)
    {
        writer.Buffer.String(value);
        return true;
    }
}

internal sealed class EnumWriter<T>(bool nonNull, IReadOnlyDictionary<T, byte[]> names) : ValueWriter<T>(nonNull)
    where T : struct, Enum
{
    private readonly FrozenDictionary<T, byte[]> _quoted = names.ToFrozenDictionary();

    protected override bool WriteValue(ResponseWriter writer, FieldPlan field, T value, ref int row)
    {
        if (!_quoted.TryGetValue(value, out var quoted)) return writer.NotRepresentable(field, value);
        writer.Buffer.Raw(quoted);
        return true;
    }
}

internal sealed class NullableWriter<T>(bool nonNull, ValueWriter<T> inner) : ValueWriter<T?>(nonNull)
    where T : struct
{
    public override void Collect(T? value, List<object> rows)
    {
        if (value is { } present) inner.Collect(present, rows);
    }

    protected override bool WriteValue(ResponseWriter writer, FieldPlan field, T? value, ref int row) =>
        inner.Write(writer, field, value.GetValueOrDefault(), ref row);
}

internal sealed class ObjectWriter<T>(bool nonNull) : ValueWriter<T>(nonNull)
{
    public override void Collect(T value, List<object> rows)
    {
        if (value is not null) rows.Add(value);
    }

    protected override bool WriteValue(ResponseWriter writer, FieldPlan field, T value, ref int row) =>
        writer.Object(field.Selection!, value!, row++);
}

internal sealed class ListWriter<TList, TItem>(bool nonNull, ValueWriter<TItem> item) : ValueWriter<TList>(nonNull)
    where TList : IEnumerable<TItem>
{
    public override void Collect(TList value, List<object> rows)
    {
        if (value is null) return;
        foreach (var each in value) item.Collect(each, rows);
    }

    public override TList Settle(TList value) =>
        value is null or IReadOnlyCollection<TItem> || value.ToArray() is not TList settled ? value! : settled;

    protected override bool WriteValue(ResponseWriter writer, FieldPlan field, TList value, ref int row)
    {
        var firstRow = row;
        writer.Buffer.Byte((byte)'[');
        var written = value switch
        {
            TItem[] array => WriteItems(writer, field, array, ref row),
            List<TItem> list => WriteItems(writer, field, CollectionsMarshal.AsSpan(list), ref row),
            _ => WriteItems(writer, field, value, ref row),
        };
        if (!written)
        {
            // What was not written has rows, too: the next list of the field begins after them.
            var rows = new List<object>();
            Collect(value, rows);
            row = firstRow + rows.Count;
            return false;
        }

        writer.Buffer.Byte((byte)']');
        return true;
    }

    private bool WriteItems(ResponseWriter writer, FieldPlan field, ReadOnlySpan<TItem> items, ref int row)
    {
        var step = writer.EnterList();
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0) writer.Buffer.Byte((byte)',');
            writer.AtIndex(step, i);
            if (!item.Write(writer, field, items[i], ref row)) return writer.LeaveList(step, complete: false);
        }

        return writer.LeaveList(step, complete: true);
    }

    private bool WriteItems(ResponseWriter writer, FieldPlan field, TList items, ref int row)
    {
        var step = writer.EnterList();
        var i = 0;
        foreach (var each in items)
        {
            if (i > 0) writer.Buffer.Byte((byte)',');
            writer.AtIndex(step, i++);
            if (!item.Write(writer, field, each, ref row)) return writer.LeaveList(step, complete: false);
        }

        return writer.LeaveList(step, complete: true);
    }
}
