namespace Microsoft.SqlServer.Server;

/// <summary>How a CLR user-defined type is written; SqlClient refers to it, the shop has none.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>Written by SQL Server.</summary>
    Native = 1,

    /// <summary>Written by the type itself.</summary>
    UserDefined = 2,
}

/// <summary>A CLR type that writes itself.</summary>
public interface IBinarySerialize
{
    /// <summary>Reads the value.</summary>
    void Read(BinaryReader r);

    /// <summary>Writes the value.</summary>
    void Write(BinaryWriter w);
}

/// <summary>Marks a CLR user-defined type.</summary>
/// <param name="format">How it is written.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>How the type is written.</summary>
    public Format Format { get; } = format;

    /// <summary>The most bytes a value takes.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether all values are of one length.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether bytes compare as values do.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>The method that checks a value.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>The type's name in SQL.</summary>
    public string? Name { get; set; }
}

/// <summary>A type that is no usable user-defined type.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    /// <summary>Says which type, and why.</summary>
    public static InvalidUdtException Create(Type udtType, string reason) =>
        new($"'{udtType.FullName}' is not a usable user-defined type: {reason}");
}
