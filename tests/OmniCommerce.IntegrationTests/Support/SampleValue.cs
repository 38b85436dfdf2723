using System.Runtime.CompilerServices;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>Some value of a type, mostly another each time, for statements whose text matters and not their outcome.</summary>
internal static class SampleValue
{
    private static int _count;

    public static object? Of(Type type)
    {
        if (type == typeof(object))
            return null;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying);
        if (type == typeof(string))
            return $"x{Interlocked.Increment(ref _count)}";
        if (type == typeof(Guid))
            return Guid.NewGuid();
        if (type == typeof(Currency))
            return Currency.Of("GBP");
        if (type == typeof(Sku))
            return Sku.Of("X");
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.UnixEpoch;
        if (type == typeof(bool))
            return true;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0)!;
        if (type.IsPrimitive || type == typeof(decimal))
            return Convert.ChangeType(Interlocked.Increment(ref _count) % sbyte.MaxValue, type);
        if (type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)))
            return Activator.CreateInstance(type, Guid.NewGuid())!;
        if (ElementOf(type) is { } element)
            return Several(type, element);
        if (type.IsAbstract)
            return Of(type.Assembly.GetTypes().First(candidate => !candidate.IsAbstract && candidate.IsSubclassOf(type)));
        return type.IsValueType ? Made(type) : RuntimeHelpers.GetUninitializedObject(type);
    }

    private static Type? ElementOf(Type type) =>
        type.GetInterfaces().Prepend(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static object Several(Type type, Type element)
    {
        var array = Array.CreateInstance(element, 2);
        array.SetValue(Of(element), 0);
        array.SetValue(Of(element), 1);
        if (type.IsInstanceOfType(array))
            return array;
        return type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(element)]) is { } ofMany ? ofMany.Invoke([array]) : Made(type);
    }

    // A key with its value, a dictionary's keys: whatever has one constructor.
    private static object Made(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
    }
}
