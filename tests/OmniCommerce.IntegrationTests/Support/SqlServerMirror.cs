using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// Compiles every query, ExecuteUpdate and ExecuteDelete that a test runs on another database for SQL Server too, and parses what comes of it:
/// one that SQL Server could not run fails the test that ran it. Parameters stay parameters; they get sample values.
/// </summary>
internal sealed class SqlServerMirror(SqlServerWithoutServer server) : IQueryExpressionInterceptor
{
    public static SqlServerMirror OfTheShop { get; } = new(SqlServerWithoutServer.OfTheShop);

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        var statements = server.StatementsOf(db =>
        {
            var provider = (IAsyncQueryProvider)db.GetService<IAsyncQueryProvider>();
            var query = new ForSqlServer(db, provider).Visit(queryExpression);
            if (query.Type.IsAssignableTo(typeof(IQueryable)))
                provider.CreateQuery(query).GetEnumerator().MoveNext();
            else
                provider.Execute(query);
        });
        statements.ShouldNotBeEmpty(queryExpression.ToString());
        return queryExpression;
    }

    private sealed class ForSqlServer(DbContext db, IAsyncQueryProvider provider) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => new EntityQueryRootExpression(provider, db.Model.FindEntityType(root.EntityType.Name)!),
            QueryParameterExpression parameter => Sample(parameter.Type),
            _ => base.VisitExtension(node),
        };

        // A captured variable, as far as EF can see: a constant would be written into the statement.
        private static MemberExpression Sample(Type type)
        {
            var captured = Activator.CreateInstance(typeof(Captured<>).MakeGenericType(type), SampleValue.Of(type));
            return Expression.Field(Expression.Constant(captured), nameof(Captured<>.Value));
        }
    }

    private sealed class Captured<T>(T value)
    {
        public readonly T Value = value;
    }
}
