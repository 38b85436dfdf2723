using System.Collections.Concurrent;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>An operation, compiled: everything that does not depend on variables and data is decided.</summary>
internal sealed class Plan
{
    public required Schema Schema { get; init; }

    public required OperationKinds Kind { get; init; }

    /// <summary>The operation's name, or null.</summary>
    public required string? Name { get; init; }

    /// <summary>The selections on the root.</summary>
    public required SelectionPlan Root { get; init; }

    public required VariablePlan[] Variables { get; init; }

    /// <summary>How many variable values a request holds: one for each variable and each CLR type it is used as.</summary>
    public required int VariableSlots { get; init; }

    /// <summary>How many columns of resolved values a request holds.</summary>
    public required int Columns { get; init; }

    /// <summary>What @skip and @include ask: a field is written when one of its conditions holds.</summary>
    public required Condition[] Conditions { get; init; }

    /// <summary>How many literals with variables in them a request holds.</summary>
    public required int ComputedInputs { get; init; }

    /// <summary>The document's text, for the locations of errors.</summary>
    public required ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>What the operation costs; null as long as nobody wants to know.</summary>
    public CostExpression? Cost { get; set; }

    /// <summary>Whether something has to be asked anew for each request.</summary>
    public bool IsChecked => UsesIntrospection || Policies.Length > 0 || Cost is { Constant: null };

    /// <summary>The policies that fields of the operation have, each once.</summary>
    public required string[] Policies { get; init; }

    /// <summary>Whether the operation asks for the schema.</summary>
    public required bool UsesIntrospection { get; init; }

    /// <summary>The SHA-256 of the document's text, for diagnostics.</summary>
    public string DocumentHash => field ??= "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Text.Span));

    /// <summary>How many fields the plan has, over all concrete types.</summary>
    public required int FieldCount { get; init; }
}

/// <summary>The selections on one place of the response: merged, for each object type that may stand there.</summary>
internal sealed class SelectionPlan(CompositeType type, ObjectPlan[] plans, RuntimeTypes runtimeTypes)
{
    private readonly ObjectPlan? _only = type is ObjectType ? plans[0] : null;
    private readonly ConcurrentDictionary<Type, ObjectPlan?>? _byClrType = type is ObjectType ? null : [];

    public CompositeType Type => type;

    /// <summary>The plans of the object types that may stand here.</summary>
    public ObjectPlan[] Plans => plans;

    /// <summary>Whether anything below has to be resolved before it can be written.</summary>
    public bool NeedsResolving { get; } = plans.Any(plan => plan.Resolved.Length > 0);

    /// <summary>The one plan of a place where only one object type may stand.</summary>
    public ObjectPlan? Only => _only;

    /// <summary>The plan for the object; null when its type may not stand here.</summary>
    public ObjectPlan? For(object value) => _only ?? _byClrType!.GetOrAdd(value.GetType(), Find);

    private ObjectPlan? Find(Type clrType)
    {
        var objectType = runtimeTypes.Find(clrType);
        return Array.Find(plans, plan => plan.Type == objectType);
    }
}

/// <summary>The merged fields of one object type on one place.</summary>
/// <param name="type">The object type.</param>
/// <param name="fields">The fields, each once.</param>
/// <param name="places">The fields in the order of the response.</param>
internal sealed class ObjectPlan(ObjectType type, FieldPlan[] fields, FieldPlace[] places)
{
    public ObjectType Type => type;

    public FieldPlace[] Fields => places;

    /// <summary>The fields, each once.</summary>
    public FieldPlan[] DistinctFields => fields;

    /// <summary>The fields that have to be resolved before they can be written.</summary>
    public FieldPlan[] Resolved { get; } = [.. fields.Where(field => field.Slot >= 0)];
}

/// <summary>
/// Where a field may stand. One that is selected under several conditions stands where the first of them holds, so it has a place for each.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="When">The condition that must hold; -1 for none.</param>
/// <param name="Unless">The conditions of the field's places before, none of which may hold.</param>
internal readonly record struct FieldPlace(FieldPlan Field, int When, int[] Unless);

/// <summary>One field of the response.</summary>
internal sealed class FieldPlan
{
    /// <summary><c>,"name":</c></summary>
    public required byte[] Prefix { get; init; }

    /// <summary>The name in the response: the alias or else the name.</summary>
    public required string ResponseName { get; init; }

    /// <summary>Where the field stands in the document.</summary>
    public required int Offset { get; init; }

    public required ObjectType ParentType { get; init; }

    public required FieldDefinition Definition { get; init; }

    public required FieldResolver Resolver { get; init; }

    /// <summary>The arguments in the order of the definition.</summary>
    public required InputValue[] Arguments { get; init; }

    /// <summary>What is selected from the value; null for leaves.</summary>
    public required SelectionPlan? Selection { get; init; }

    /// <summary>The conditions of which one must hold; null when the field is always written.</summary>
    public required int[]? Conditions { get; init; }

    /// <summary>The column of the field's values; -1 when it is resolved where it is written.</summary>
    public required int Slot { get; init; }

    public bool NonNull => Definition.Type is NonNullType;
}

/// <summary>Boolean variables that must have a value each: what the @skip and @include on the way to a field ask.</summary>
/// <param name="Slot">The variable's slot.</param>
/// <param name="Expected">The value it must have.</param>
/// <param name="And">What must hold besides.</param>
internal sealed record Condition(int Slot, bool Expected, Condition? And)
{
    public bool Includes(Condition other) => (Slot == other.Slot && Expected == other.Expected) || (And is not null && And.Includes(other));

    public bool Holds(object?[] variables) => variables[Slot] is bool value && value == Expected && (And is null || And.Holds(variables));
}
