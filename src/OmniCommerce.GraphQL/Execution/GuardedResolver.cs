using OmniCommerce.GraphQL.Authoring;

namespace OmniCommerce.GraphQL.Execution;

/// <summary>Resolves a field only for callers who have its policies.</summary>
/// <param name="inner">The field's resolver.</param>
/// <param name="policies">The policies, by their places in <see cref="Plan.Policies"/>.</param>
internal sealed class GuardedResolver(FieldResolver inner, int[] policies) : FieldResolver
{
    public override bool IsAsync => inner.IsAsync;

    /// <summary>The field's own resolver.</summary>
    public FieldResolver Inner => inner;

    /// <summary>Why the caller may not have the field; null when they may.</summary>
    public GraphQLException? Refusal(RequestContext request)
    {
        foreach (var policy in policies)
        {
            switch (request.Permissions[policy])
            {
                case Permission.Unauthenticated:
                    return new GraphQLException("Only a caller who is known may have this.", "UNAUTHENTICATED");
                case Permission.Forbidden:
                    return new GraphQLException("The caller may not have this.", "FORBIDDEN");
            }
        }

        return null;
    }

    public override bool Write(ResponseWriter writer, FieldPlan field, object parent) =>
        Refusal(writer.Request) is { } refusal ? writer.Failed(field, refusal) : inner.Write(writer, field, parent);

    public override Column Resolve(RequestContext request, FieldPlan field, Parents parents) =>
        Refusal(request) is { } refusal ? new RefusedColumn(refusal) : inner.Resolve(request, field, parents);

    /// <summary>Stands for the values that the caller may not have.</summary>
    private sealed class RefusedColumn(GraphQLException refusal) : Column
    {
        public override bool IsPending => false;

        public override Task CompleteAsync() => Task.CompletedTask;

        public override List<object> CollectRows() => [];

        public override bool Write(ResponseWriter writer, FieldPlan field, int row) => writer.Failed(field, refusal);
    }
}
