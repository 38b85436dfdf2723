namespace OmniCommerce.GraphQL.Execution;

/// <summary>What an operation costs at most, as IBM's cost specification counts it.</summary>
/// <param name="Fields">The weights of the fields, each as often as it is called.</param>
/// <param name="Types">The weights of the objects and values that come back.</param>
internal readonly record struct Cost(double Fields, double Types)
{
    public static Cost operator +(Cost left, Cost right) => new(left.Fields + right.Fields, left.Types + right.Types);

    public static Cost operator *(double times, Cost cost) => new(times * cost.Fields, times * cost.Types);

    public static Cost Max(Cost left, Cost right) => new(Math.Max(left.Fields, right.Fields), Math.Max(left.Types, right.Types));

    /// <summary>Numbers that can be shown: sizes of lists in each other multiply beyond any.</summary>
    public Cost Capped => new(Math.Min(Fields, 1e15), Math.Min(Types, 1e15));

    public bool Exceeds(GraphQLLimits limits) => Fields > limits.MaxFieldCost || Types > limits.MaxTypeCost;

    /// <summary>Writes the cost where clients look for it: an entry of the response's <c>extensions</c>.</summary>
    public void Write(ResponseBuffer buffer)
    {
        buffer.Raw(",\"extensions\":{\"operationCost\":{\"fieldCost\":"u8);
        buffer.Number(Capped.Fields);
        buffer.Raw(",\"typeCost\":"u8);
        buffer.Number(Capped.Types);
        buffer.Raw("}}"u8);
    }
}

/// <summary>What an operation costs: known when it is compiled, as far as lists' sizes do not come from variables.</summary>
internal abstract class CostExpression
{
    /// <summary>The cost, if it is the same for every request.</summary>
    public virtual Cost? Constant => null;

    /// <exception cref="InputException">A size is missing that has to be given.</exception>
    public abstract Cost Of(RequestContext request);

    public static CostExpression Sum(IEnumerable<CostExpression> parts)
    {
        var constant = default(Cost);
        var others = new List<CostExpression>();
        foreach (var part in parts)
        {
            if (part.Constant is { } cost) constant += cost;
            else others.Add(part);
        }

        return others.Count == 0 ? new ConstantCost(constant) : new SumOfCosts([.. others, new ConstantCost(constant)]);
    }

    public static CostExpression Times(ListLength length, CostExpression item) =>
        length.Constant is { } times && item.Constant is { } cost ? new ConstantCost(times * cost) : new CostOfList(length, item);

    public static CostExpression Highest(IReadOnlyList<CostExpression> alternatives)
    {
        if (alternatives.Count == 1) return alternatives[0];
        if (alternatives.Any(each => each.Constant is null)) return new HighestCost([.. alternatives]);
        return new ConstantCost(alternatives.Aggregate(default(Cost), (highest, each) => Cost.Max(highest, each.Constant!.Value)));
    }

    private sealed class SumOfCosts(CostExpression[] parts) : CostExpression
    {
        public override Cost Of(RequestContext request)
        {
            var sum = default(Cost);
            foreach (var part in parts) sum += part.Of(request);
            return sum;
        }
    }

    private sealed class CostOfList(ListLength length, CostExpression item) : CostExpression
    {
        public override Cost Of(RequestContext request) => length.Of(request) * item.Of(request);
    }

    private sealed class HighestCost(CostExpression[] alternatives) : CostExpression
    {
        public override Cost Of(RequestContext request)
        {
            var highest = default(Cost);
            foreach (var each in alternatives) highest = Cost.Max(highest, each.Of(request));
            return highest;
        }
    }
}

/// <summary>A cost that does not depend on the request.</summary>
internal sealed class ConstantCost(Cost cost) : CostExpression
{
    public static readonly ConstantCost Nothing = new(default);

    public override Cost? Constant => cost;

    public override Cost Of(RequestContext request) => cost;
}

/// <summary>How many items a list has at most.</summary>
internal sealed class ListLength
{
    private readonly InputValue[] _arguments;
    private readonly double _otherwise;
    private readonly string? _required;

    /// <param name="arguments">The arguments that give the length; of several the largest counts.</param>
    /// <param name="otherwise">The length when none is given.</param>
    /// <param name="required">What to say when not exactly one is given; null when that is well.</param>
    public ListLength(InputValue[] arguments, double otherwise, string? required)
    {
        _arguments = arguments;
        _otherwise = otherwise;
        _required = required;
        if (Array.TrueForAll(arguments, argument => argument is ConstantInput)) Constant = Of(null);
    }

    public double? Constant { get; }

    public double Of(RequestContext? request)
    {
        var given = 0;
        var longest = 0d;
        foreach (var argument in _arguments)
        {
            if (Length(argument, request) is not { } length) continue;
            given++;
            longest = Math.Max(longest, length);
        }

        if (_required is not null && given != 1) throw new InputException(_required, ErrorCodes.Validation);
        return given == 0 ? _otherwise : longest;
    }

    private static double? Length(InputValue argument, RequestContext? request)
    {
        try
        {
            return (argument is ConstantInput constant ? constant.Value : argument.Get(request!)) switch
            {
                int number => number,
                System.Collections.ICollection list => list.Count,
                IConvertible number => number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
        }
        catch (InputException)
        {
            // The field will say what is wrong with its argument.
            return null;
        }
    }
}
