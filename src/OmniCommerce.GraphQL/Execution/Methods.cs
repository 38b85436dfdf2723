using System.Reflection;

namespace OmniCommerce.GraphQL.Execution;

// One class per number of parameters: typed delegates and typed binders call a resolver without boxing and without compiling code at run time.

internal sealed class Method<TResult>(MethodInfo method) : Invoker<TResult>
{
    private readonly Func<TResult> _method = method.CreateDelegate<Func<TResult>>();

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method();
}

internal sealed class Method<T1, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, TResult> _method = method.CreateDelegate<Func<T1, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent));
}

internal sealed class Method<T1, T2, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, TResult> _method = method.CreateDelegate<Func<T1, T2, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, T7, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, T7, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, T7, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];
    private readonly ParameterBinder<T7> _p7 = (ParameterBinder<T7>)binders[6];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent), _p7.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];
    private readonly ParameterBinder<T7> _p7 = (ParameterBinder<T7>)binders[6];
    private readonly ParameterBinder<T8> _p8 = (ParameterBinder<T8>)binders[7];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent), _p7.Get(request, field, parent), _p8.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];
    private readonly ParameterBinder<T7> _p7 = (ParameterBinder<T7>)binders[6];
    private readonly ParameterBinder<T8> _p8 = (ParameterBinder<T8>)binders[7];
    private readonly ParameterBinder<T9> _p9 = (ParameterBinder<T9>)binders[8];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent), _p7.Get(request, field, parent), _p8.Get(request, field, parent),
        _p9.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];
    private readonly ParameterBinder<T7> _p7 = (ParameterBinder<T7>)binders[6];
    private readonly ParameterBinder<T8> _p8 = (ParameterBinder<T8>)binders[7];
    private readonly ParameterBinder<T9> _p9 = (ParameterBinder<T9>)binders[8];
    private readonly ParameterBinder<T10> _p10 = (ParameterBinder<T10>)binders[9];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent), _p7.Get(request, field, parent), _p8.Get(request, field, parent),
        _p9.Get(request, field, parent), _p10.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];
    private readonly ParameterBinder<T7> _p7 = (ParameterBinder<T7>)binders[6];
    private readonly ParameterBinder<T8> _p8 = (ParameterBinder<T8>)binders[7];
    private readonly ParameterBinder<T9> _p9 = (ParameterBinder<T9>)binders[8];
    private readonly ParameterBinder<T10> _p10 = (ParameterBinder<T10>)binders[9];
    private readonly ParameterBinder<T11> _p11 = (ParameterBinder<T11>)binders[10];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent), _p7.Get(request, field, parent), _p8.Get(request, field, parent),
        _p9.Get(request, field, parent), _p10.Get(request, field, parent), _p11.Get(request, field, parent));
}

internal sealed class Method<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult>(MethodInfo method, ParameterBinder[] binders) : Invoker<TResult>
{
    private readonly Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult> _method = method.CreateDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, TResult>>();
    private readonly ParameterBinder<T1> _p1 = (ParameterBinder<T1>)binders[0];
    private readonly ParameterBinder<T2> _p2 = (ParameterBinder<T2>)binders[1];
    private readonly ParameterBinder<T3> _p3 = (ParameterBinder<T3>)binders[2];
    private readonly ParameterBinder<T4> _p4 = (ParameterBinder<T4>)binders[3];
    private readonly ParameterBinder<T5> _p5 = (ParameterBinder<T5>)binders[4];
    private readonly ParameterBinder<T6> _p6 = (ParameterBinder<T6>)binders[5];
    private readonly ParameterBinder<T7> _p7 = (ParameterBinder<T7>)binders[6];
    private readonly ParameterBinder<T8> _p8 = (ParameterBinder<T8>)binders[7];
    private readonly ParameterBinder<T9> _p9 = (ParameterBinder<T9>)binders[8];
    private readonly ParameterBinder<T10> _p10 = (ParameterBinder<T10>)binders[9];
    private readonly ParameterBinder<T11> _p11 = (ParameterBinder<T11>)binders[10];
    private readonly ParameterBinder<T12> _p12 = (ParameterBinder<T12>)binders[11];

    public override TResult Invoke(RequestContext request, FieldPlan field, object parent) => _method(
        _p1.Get(request, field, parent), _p2.Get(request, field, parent), _p3.Get(request, field, parent), _p4.Get(request, field, parent),
        _p5.Get(request, field, parent), _p6.Get(request, field, parent), _p7.Get(request, field, parent), _p8.Get(request, field, parent),
        _p9.Get(request, field, parent), _p10.Get(request, field, parent), _p11.Get(request, field, parent), _p12.Get(request, field, parent));
}
