using System.Reflection;
using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>
/// Makes fields of mutations: one input object, one payload with the result, null when the mutation was refused, and a union of the errors
/// that it may be refused with.
/// </summary>
internal sealed class MutationFactory(TypeFactory types, FieldFactory fields)
{
    public FieldDefinition Field(MethodInfo method)
    {
        var member = Naming.Of(method);
        var name = Naming.FieldName(method);
        var arguments = new List<InputValueDefinition>();
        var answer = fields.Call(method, null, arguments);
        if (arguments is not [{ Name: "input", Type: NonNullType { OfType: InputObjectType } }])
            throw new SchemaException($"{member}: a mutation takes one input object, not null, named input, and no other argument.");

        var errors = ErrorTypes(method);
        var errorUnion = errors.Length == 0 ? null : new UnionType(Naming.Pascal(name) + "Error", () => errors.Select(type => (ObjectType)types.Composite(type, member)))
        {
            Description = $"What `{name}` may be refused with.",
        };
        var (errorsOf, valueOf) = Unwrap(answer.Type, out var value);
        var payload = new ObjectType(Naming.Pascal(name) + "Payload", () => PayloadFields(method, value, errorUnion))
        {
            Documentation = value.Type.IsDefined(typeof(PayloadAttribute), inherit: false) ? XmlDocumentation.Of(value.Type) : new LazyText($"What `{name}` came to."),
        };

        MutationOutcome Outcome(object result) => new(valueOf(result), errorsOf(result));
        return FieldFactory.Define(method, name, new NonNullType(payload), arguments, () => new AsyncResolver<MutationOutcome>(
            (Invoker<ValueTask<MutationOutcome>>)Generic.Create(
                typeof(OutcomeInvoker<>), [answer.Type.ClrType], answer.AsyncInvoker(), (Func<object, MutationOutcome>)Outcome, InvalidIdErrors(errors)),
            new ObjectWriter<MutationOutcome>(nonNull: true)));
    }

    private Type[] ErrorTypes(MethodInfo method)
    {
        var errors = method.GetCustomAttributes()
            .Where(attribute => SchemaBuilder.IsGeneric(attribute.GetType(), typeof(ErrorAttribute<>)))
            .Select(attribute => attribute.GetType().GetGenericArguments()[0])
            .ToArray();
        if (types.Builder.ErrorInterface is { } required && Array.Find(errors, error => !required.IsAssignableFrom(error)) is { } wrong)
            throw new SchemaException($"{Naming.Of(method)}: [Error<{wrong.Name}>] is no {required.Name}.");
        return errors;
    }

    private Func<InvalidId, object?> InvalidIdErrors(Type[] errors) => id =>
        types.Builder.CreateInvalidIdError?.Invoke(id.Text, id.TypeName) is { } error && errors.Contains(error.GetType()) ? error : null;

    private (Func<object, IReadOnlyList<object>> Errors, Func<object, object?> Value) Unwrap(AnnotatedType answer, out AnnotatedType value)
    {
        if (answer.Type.IsGenericType && types.Builder.ResultTypes.TryGetValue(answer.Type.GetGenericTypeDefinition(), out var result))
        {
            value = answer.Arguments[0];
            return result;
        }

        value = answer;
        return (_ => [], result => result);
    }

    private IEnumerable<FieldDefinition> PayloadFields(MethodInfo method, AnnotatedType value, UnionType? errorUnion)
    {
        if (value.Type.IsDefined(typeof(PayloadAttribute), inherit: false))
        {
            foreach (var property in FieldFactory.Properties(value.Type))
                yield return ResultField(property, Naming.FieldName(property), FieldFactory.Get(value.Type, property));
        }
        else
        {
            yield return ResultField(method, ResultName(method, value), new Answer(value, false, () => null!));
        }

        if (errorUnion is null) yield break;
        yield return new FieldDefinition("errors", new NonNullType(new ListType(new NonNullType(errorUnion))))
        {
            Description = "Why it was refused; empty when it was not.",
            CreateResolver = () => new SyncResolver<IReadOnlyList<object>>(
                new FunctionInvoker<MutationOutcome, IReadOnlyList<object>>(outcome => outcome.Errors),
                new ListWriter<IReadOnlyList<object>, object>(nonNull: true, new ObjectWriter<object>(nonNull: true))),
        };
    }

    private string ResultName(MethodInfo method, AnnotatedType value)
    {
        if (method.GetCustomAttribute<ResultFieldAttribute>() is { } given) return given.Name;
        var type = types.Output(value, Naming.Of(method)).Type;
        return type.Nullable is CompositeType composite
            ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(composite.Name)
            : throw new SchemaException($"{Naming.Of(method)}: a payload's field of type {type} has no name of itself. Give it one with [ResultField].");
    }

    /// <summary>A field of the result: nullable, because a refused mutation has none.</summary>
    private FieldDefinition ResultField(MemberInfo member, string name, Answer part)
    {
        if (part.IsAsync) throw new SchemaException($"{Naming.Of(member)}: a payload holds values, no tasks.");
        var output = types.Output(part.Type.OrNull(), Naming.Of(member));
        var isWhole = member is MethodInfo;
        var isStruct = part.Type.Type.IsValueType && !part.Type.IsNullable;
        return new FieldDefinition(name, output.Type)
        {
            Documentation = member is PropertyInfo property ? XmlDocumentation.Of(property) : new LazyText("The result; null when it was refused."),
            CreateResolver = () => (FieldResolver)Generic.Create(
                typeof(SyncResolver<>),
                [output.ClrType],
                Generic.Create(isStruct ? typeof(StructResultInvoker<>) : typeof(ResultInvoker<>), [part.Type.ClrType], isWhole ? null : part.Invoker()),
                output.Writer()),
        };
    }
}
