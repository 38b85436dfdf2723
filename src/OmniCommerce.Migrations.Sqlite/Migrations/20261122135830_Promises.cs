using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Promises : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "LapsedAt",
                table: "tenders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NotRenewedBecause",
                table: "tenders",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PromisedUntil",
                table: "tenders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RenewalAmount",
                table: "tenders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RenewalAskedAt",
                table: "tenders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Renewals",
                table: "tenders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ReplacedIntentId",
                table: "tenders",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_tenders_RenewalAskedAt",
                table: "tenders",
                column: "RenewalAskedAt",
                filter: "\"RenewalAskedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tenders_ReplacedIntentId",
                table: "tenders",
                column: "ReplacedIntentId",
                filter: "\"ReplacedIntentId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_tenders_RenewalAskedAt",
                table: "tenders");

            migrationBuilder.DropIndex(
                name: "IX_tenders_ReplacedIntentId",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "LapsedAt",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "NotRenewedBecause",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "PromisedUntil",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "RenewalAmount",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "RenewalAskedAt",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Renewals",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "ReplacedIntentId",
                table: "tenders");
        }
    }
}
