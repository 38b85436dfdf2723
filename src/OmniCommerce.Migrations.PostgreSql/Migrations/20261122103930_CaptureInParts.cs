using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CaptureInParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "OfPromise",
                table: "tender_refunds",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("UPDATE \"tender_refunds\" SET \"OfPromise\" = \"Amount\" WHERE \"OfAuthorization\" = TRUE");

            migrationBuilder.DropColumn(
                name: "OfAuthorization",
                table: "tender_refunds");

            migrationBuilder.AddColumn<long>(
                name: "Asked",
                table: "tenders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AskedAt",
                table: "tenders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AsksForLast",
                table: "tenders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Captures",
                table: "tenders",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "CardBrand",
                table: "tenders",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CardLast4",
                table: "tenders",
                type: "character varying(8)",
                maxLength: 8,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Confirmed",
                table: "tenders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "InParts",
                table: "tenders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Wallet",
                table: "tenders",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            // Until now a promise was taken once, whole.
            migrationBuilder.Sql("UPDATE \"tenders\" SET \"Asked\" = \"Captured\", \"AskedAt\" = \"ChangedAt\", \"Captures\" = 1, \"AsksForLast\" = TRUE WHERE \"State\" IN ('Capturing', 'Captured')");
            migrationBuilder.Sql("UPDATE \"tenders\" SET \"Confirmed\" = \"Captured\" WHERE \"State\" = 'Captured'");

            migrationBuilder.AddCheckConstraint(
                name: "CK_tenders_confirmed",
                table: "tenders",
                sql: "\"Confirmed\" <= \"Asked\" AND \"Asked\" <= \"Captured\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_tenders_confirmed",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Asked",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "AsksForLast",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Captures",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "CardBrand",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "CardLast4",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Confirmed",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "InParts",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Wallet",
                table: "tenders");

            migrationBuilder.AddColumn<bool>(
                name: "OfAuthorization",
                table: "tender_refunds",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.DropColumn(
                name: "OfPromise",
                table: "tender_refunds");
        }
    }
}
