using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace OmniCommerce.IntegrationTests.Support;

/// <summary>
/// Microsoft's own parser of T-SQL, as of SQL Server 2019. It knows the syntax, not the tables: what it accepts, the server may still refuse for
/// other reasons.
/// </summary>
internal static class TransactSql
{
    private static readonly ConcurrentDictionary<string, bool> Accepted = new();

    /// <summary>How many different texts were accepted.</summary>
    public static int AcceptedCount => Accepted.Count;

    public static void ShouldParse(string sql)
    {
        if (Accepted.ContainsKey(sql))
            return;
        new TSql150Parser(initialQuotedIdentifiers: true, SqlEngineType.Standalone).Parse(new StringReader(sql), out var errors);
        errors.Select(error => $"line {error.Line}: {error.Message}").ShouldBeEmpty(sql);
        Accepted.TryAdd(sql, true);
    }
}
