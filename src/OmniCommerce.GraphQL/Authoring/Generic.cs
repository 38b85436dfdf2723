using System.Reflection;
using System.Runtime.ExceptionServices;
using OmniCommerce.GraphQL.Execution;

namespace OmniCommerce.GraphQL.Authoring;

/// <summary>Makes instances of generic classes whose type arguments only reflection knows.</summary>
internal static class Generic
{
    private static readonly Type[] s_methods =
    [
        typeof(Method<>), typeof(Method<,>), typeof(Method<,,>), typeof(Method<,,,>), typeof(Method<,,,,>), typeof(Method<,,,,,>), typeof(Method<,,,,,,>),
        typeof(Method<,,,,,,,>), typeof(Method<,,,,,,,,>), typeof(Method<,,,,,,,,,>), typeof(Method<,,,,,,,,,,>), typeof(Method<,,,,,,,,,,,>),
        typeof(Method<,,,,,,,,,,,,>),
    ];

    /// <summary>The most parameters that a resolver may have.</summary>
    public static int MaxParameters => s_methods.Length - 1;

    public static object Create(Type openGeneric, Type[] arguments, params object?[] parameters)
    {
        try
        {
            return Activator.CreateInstance(openGeneric.MakeGenericType(arguments), parameters)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    /// <summary>The <see cref="Invoker{T}"/> of a property's getter.</summary>
    public static object Property(Type parent, PropertyInfo property) => Create(
        parent.IsValueType ? typeof(StructPropertyInvoker<,>) : typeof(PropertyInvoker<,>), [parent, property.PropertyType], property.GetMethod);

    /// <summary>The <see cref="Invoker{T}"/> of a static method.</summary>
    public static object Method(MethodInfo method, ParameterBinder[] binders)
    {
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType), method.ReturnType];
        return binders.Length == 0 ? Create(s_methods[0], types, method) : Create(s_methods[binders.Length], types, method, binders);
    }
}
