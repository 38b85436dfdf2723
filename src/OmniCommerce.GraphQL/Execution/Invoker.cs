using System.Reflection;
using System.Runtime.CompilerServices;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Gets a field's value from the program: a property, a method, or what is made of their answer.</summary>
/// <typeparam name="T">What comes back.</typeparam>
internal abstract class Invoker<T>
{
    public abstract T Invoke(RequestContext request, FieldPlan field, object parent);
}

/// <summary>A function of the object alone.</summary>
internal sealed class FunctionInvoker<TParent, T>(Func<TParent, T> function) : Invoker<T>
{
    public override T Invoke(RequestContext request, FieldPlan field, object parent) => function((TParent)parent);
}

/// <summary>A function of the object and the call.</summary>
internal sealed class CallInvoker<TParent, T>(Func<RequestContext, FieldPlan, TParent, T> function) : Invoker<T>
{
    public override T Invoke(RequestContext request, FieldPlan field, object parent) => function(request, field, (TParent)parent);
}

/// <summary>A property of a class.</summary>
internal sealed class PropertyInvoker<TParent, T>(MethodInfo getter) : Invoker<T>
    where TParent : class
{
    private readonly Func<TParent, T> _get = getter.CreateDelegate<Func<TParent, T>>();

    public override T Invoke(RequestContext request, FieldPlan field, object parent) => _get((TParent)parent);
}

/// <summary>A property of a struct, which comes boxed.</summary>
internal sealed class StructPropertyInvoker<TParent, T>(MethodInfo getter) : Invoker<T>
    where TParent : struct
{
    private readonly Getter _get = getter.CreateDelegate<Getter>();

    private delegate T Getter(ref TParent parent);

    public override T Invoke(RequestContext request, FieldPlan field, object parent) => _get(ref Unsafe.Unbox<TParent>(parent));
}

/// <summary>Makes a value task of a task.</summary>
internal sealed class TaskInvoker<T>(Invoker<Task<T>> inner) : Invoker<ValueTask<T>>
{
    public override ValueTask<T> Invoke(RequestContext request, FieldPlan field, object parent) => new(inner.Invoke(request, field, parent));
}

/// <summary>Makes a value task of what is there at once.</summary>
internal sealed class DoneInvoker<T>(Invoker<T> inner) : Invoker<ValueTask<T>>
{
    public override ValueTask<T> Invoke(RequestContext request, FieldPlan field, object parent) => new(inner.Invoke(request, field, parent));
}

/// <summary>Gets what one parameter of a resolver takes.</summary>
internal abstract class ParameterBinder;

/// <summary>Gets what one parameter of a resolver takes.</summary>
/// <typeparam name="T">The parameter's type.</typeparam>
internal abstract class ParameterBinder<T> : ParameterBinder
{
    public abstract T Get(RequestContext request, FieldPlan field, object parent);
}

/// <summary>The object whose field is resolved, or the list of all.</summary>
internal sealed class ParentBinder<T> : ParameterBinder<T>
{
    public override T Get(RequestContext request, FieldPlan field, object parent) => (T)parent;
}

/// <summary>An argument, by its place in the definition.</summary>
internal sealed class ArgumentBinder<T>(int index) : ParameterBinder<T>
{
    public override T Get(RequestContext request, FieldPlan field, object parent) =>
        field.Arguments[index].Get(request) is { } value ? (T)value : default!;
}

/// <summary>A service of the request.</summary>
internal sealed class ServiceBinder<T> : ParameterBinder<T>
    where T : notnull
{
    public override T Get(RequestContext request, FieldPlan field, object parent) =>
        (T)(request.Services.GetService(typeof(T)) ?? throw new InvalidOperationException($"There is no service {typeof(T)}."));
}

/// <summary>The request's one instance of a loader.</summary>
internal sealed class LoaderBinder<T> : ParameterBinder<T>
    where T : Authoring.DataLoader
{
    public override T Get(RequestContext request, FieldPlan field, object parent) => request.Loader<T>();
}

/// <summary>Something of the request: its cancellation, the request itself, what the schema's builder said.</summary>
internal sealed class RequestBinder<T>(Func<RequestContext, T> get) : ParameterBinder<T>
{
    public override T Get(RequestContext request, FieldPlan field, object parent) => get(request);
}
