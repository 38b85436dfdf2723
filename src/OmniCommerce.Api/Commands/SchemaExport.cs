using OmniCommerce.GraphQL.Execution;
using OmniCommerce.GraphQL.Types;

namespace OmniCommerce.Api;

/// <summary>Prints the public schema. Needs no database.</summary>
public static class SchemaExport
{
    /// <summary>The schema in the GraphQL schema definition language.</summary>
    public static string Print()
    {
        using var app = Server.Build(["--Database:Provider=Sqlite", "--Logging:LogLevel:Default=None"]);
        return SchemaPrinter.Print(app.Services.GetRequiredService<GraphQLExecutor>().Schema);
    }

    internal static int Run(TextWriter output)
    {
        output.Write(Print());
        return 0;
    }
}
