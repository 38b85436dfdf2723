using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Promises : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LapsedAt",
                table: "tenders",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NotRenewedBecause",
                table: "tenders",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PromisedUntil",
                table: "tenders",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RenewalAmount",
                table: "tenders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RenewalAskedAt",
                table: "tenders",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Renewals",
                table: "tenders",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ReplacedIntentId",
                table: "tenders",
                type: "nvarchar(64)",
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
