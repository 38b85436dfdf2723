using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using OmniCommerce.IntegrationTests.Support;

namespace OmniCommerce.IntegrationTests.Platform.SqlServer;

/// <summary>
/// What can be known about SQL Server without one: that every statement is T-SQL. Queries are checked where the tests of the capabilities run
/// them, by <see cref="SqlServerMirror"/>.
/// </summary>
public sealed class TransactSqlTests
{
    private static readonly SqlServerWithoutServer Server = SqlServerWithoutServer.OfTheShop;

    [Fact]
    public void The_schema_is_created_in_T_SQL() => Server.StatementsOf(db => TransactSql.ShouldParse(db.Database.GenerateCreateScript()));

    [Fact]
    public void The_migrations_are_T_SQL() => Server.StatementsOf(db =>
    {
        var migrator = db.GetService<IMigrator>();
        TransactSql.ShouldParse(migrator.GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
        TransactSql.ShouldParse(migrator.GenerateScript());
    });

    [Theory]
    [MemberData(nameof(Entities))]
    public void An_entity_is_added_changed_and_removed_in_T_SQL(string name)
    {
        StatementsFor(name, EntityState.Added, 1).ShouldContain("INSERT");
        StatementsFor(name, EntityState.Added, 5).ShouldContain("INSERT");
        StatementsFor(name, EntityState.Deleted, 2).ShouldContain("DELETE");
        if (Server.Model.FindEntityType(name)!.GetProperties().Any(property => !property.IsKey()))
            StatementsFor(name, EntityState.Modified, 2).ShouldContain("UPDATE");
    }

    public static TheoryData<string> Entities() => [.. Server.Model.GetEntityTypes().Where(type => !type.IsOwned()).Select(type => type.Name)];

    [Theory]
    [InlineData("SELECT 1 LIMIT 1")]
    [InlineData("INSERT INTO a (b) VALUES (1) RETURNING b")]
    [InlineData("SELECT \"a\" FROM b WHERE c ILIKE 'd'")]
    public void What_other_databases_say_is_not_T_SQL(string sql) => Should.Throw<ShouldAssertException>(() => TransactSql.ShouldParse(sql));

    private string StatementsFor(string name, EntityState state, int count) => string.Join('\n', Server.StatementsOf(db =>
    {
        for (var i = 0; i < count; i++)
        {
            var entry = db.Entry(RuntimeHelpers.GetUninitializedObject(Server.Model.FindEntityType(name)!.ClrType));
            foreach (var part in entry.ComplexProperties)
            {
                part.CurrentValue = SampleValue.Of(part.Metadata.ClrType);
                foreach (var property in part.Properties)
                    property.CurrentValue = SampleValue.Of(property.Metadata.ClrType);
            }

            foreach (var property in entry.Properties)
                property.CurrentValue = property.OriginalValue = SampleValue.Of(property.Metadata.ClrType);
            entry.State = state;
        }

        db.SaveChanges();
    }));
}
