using System.Globalization;
using System.Text.Json;
using OmniCommerce.GraphQL.Language;
using OmniCommerce.GraphQL.Validation;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Makes plans of documents: parses, validates, compiles, and says what is wrong.</summary>
internal sealed class DocumentCompiler(ExecutableSchema schema, GraphQLLimits limits)
{
    private readonly ParserOptions _parser = new() { MaxBytes = limits.MaxDocumentBytes, MaxTokens = limits.MaxTokens, MaxDepth = limits.MaxNesting };

    /// <summary>Makes the plan of one operation, or says what is wrong: then there is a plan only of an operation that costs too much.</summary>
    /// <param name="query">The document as it stands in a JSON string.</param>
    /// <param name="operationName">Which operation of the document is meant.</param>
    /// <param name="plan">The plan.</param>
    public List<ExecutionError>? Compile(ReadOnlySpan<byte> query, string? operationName, out Plan? plan)
    {
        plan = null;
        if (Read(query, out var document) is { } errors) return errors;
        try
        {
            if (SelectOperation(document!, operationName, out var operation) is { } problem) return [new ExecutionError(problem, ErrorCodes.Operation)];
            plan = OperationCompiler.Compile(schema, document!, operation!);
            if (limits.LimitsCost) plan.Cost = CostOf(plan);
            return plan.Cost?.Constant is { } cost && cost.Exceeds(limits) ? [TooDear(cost)] : null;
        }
        catch (InputException exception)
        {
            return [new ExecutionError(exception.Message, exception.Code)];
        }
    }

    /// <summary>Reads a valid document; exactly one of document and errors is there.</summary>
    public List<ExecutionError>? Read(ReadOnlySpan<byte> query, out Document? document)
    {
        document = null;
        if (!TryUnescape(query, out var text)) return [new ExecutionError("The query is no JSON string.", ErrorCodes.Syntax)];
        if (!Parser.Parse(text, _parser).IsDocument(out document, out var syntaxError))
            return [new ExecutionError(syntaxError.Message, ErrorCodes.Syntax, [syntaxError.Location])];

        var invalid = DocumentValidator.Validate(schema.Schema, document, limits);
        return invalid.Count == 0 ? null : [.. invalid.Select(error => new ExecutionError(error.Message, ErrorCodes.Validation, error.Locations))];
    }

    public CostExpression CostOf(Plan plan) => new CostCompiler(limits.AssumedListSize).Of(plan.Root);

    public ExecutionError TooDear(Cost cost) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The operation costs {cost.Capped.Fields:0.##} by its fields and {cost.Capped.Types:0.##} by its objects; at most {limits.MaxFieldCost} and {limits.MaxTypeCost} are allowed."),
        ErrorCodes.Cost);

    /// <summary>The document's text; false when the bytes cannot stand in a JSON string.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> escaped, out ReadOnlySpan<byte> text)
    {
        text = escaped;
        if (!escaped.Contains((byte)'\\')) return true;

        var quoted = new byte[escaped.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted.AsSpan(1));
        var json = new Utf8JsonReader(quoted);
        try
        {
            if (!json.Read() || json.TokenType is not JsonTokenType.String) return false;
            var unescaped = new byte[escaped.Length];
            text = unescaped.AsSpan(0, json.CopyString(unescaped));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? SelectOperation(Document document, string? name, out OperationDefinitionNode? operation)
    {
        var operations = document.Definitions.OfType<OperationDefinitionNode>().ToArray();
        operation = name is null ? operations.FirstOrDefault() : Array.Find(operations, each => each.Name == name);
        return name is null
            ? operations.Length switch { 0 => "The document has no operation.", 1 => null, _ => "The document has several operations: say which with operationName." }
            : operation is null ? $"The document has no operation named \"{name}\"." : null;
    }
}
