using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Exchanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Orders from before lines had states: what has left has left, what was given back before it left was called off.
            migrationBuilder.Sql(
                @"UPDATE order_lines SET ""CancelledQuantity"" = ""ReturnedQuantity"", ""ReturnedQuantity"" = 0
                WHERE ""ReturnedQuantity"" > 0 AND ""OrderId"" IN (SELECT ""Id"" FROM orders WHERE ""Status"" = 'Confirmed')");
            migrationBuilder.Sql(
                @"UPDATE order_lines SET ""CancelledQuantity"" = ""Quantity"", ""ReturnedQuantity"" = 0, ""FulfilledQuantity"" = 0
                WHERE ""OrderId"" IN (SELECT ""Id"" FROM orders WHERE ""Status"" = 'Cancelled')");
            migrationBuilder.Sql(
                @"UPDATE order_lines SET ""FulfilledQuantity"" = ""Quantity"" - ""ReturnedQuantity"" - ""CancelledQuantity""
                WHERE ""OrderId"" IN (SELECT ""Id"" FROM orders WHERE ""Status"" = 'Fulfilled')");
            migrationBuilder.Sql(
                @"UPDATE orders SET ""Terms"" = REPLACE(""Terms"", '""Shipping"":0}', CONCAT('""Shipping"":', ""ShippingTotal"", '}')) WHERE ""ShippingTotal"" > 0");

            migrationBuilder.DropCheckConstraint(
                name: "CK_tenders_refunded",
                table: "tenders");

            migrationBuilder.AddColumn<long>(
                name: "Carried",
                table: "tenders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "CarriedFrom",
                table: "tenders",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Exchange",
                table: "orders",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "order_returns",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ExchangedFor",
                table: "order_returns",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_tenders_CarriedFrom",
                table: "tenders",
                column: "CarriedFrom",
                filter: "\"CarriedFrom\" IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "CK_tenders_refunded",
                table: "tenders",
                sql: "\"Refunded\" >= 0 AND \"Carried\" >= 0 AND \"Refunded\" + \"Carried\" <= \"Captured\"");

            migrationBuilder.CreateIndex(
                name: "IX_order_returns_ExchangedFor",
                table: "order_returns",
                column: "ExchangedFor",
                unique: true,
                filter: "\"ExchangedFor\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_tenders_CarriedFrom",
                table: "tenders");

            migrationBuilder.DropCheckConstraint(
                name: "CK_tenders_refunded",
                table: "tenders");

            migrationBuilder.DropIndex(
                name: "IX_order_returns_ExchangedFor",
                table: "order_returns");

            migrationBuilder.DropColumn(
                name: "Carried",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "CarriedFrom",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Exchange",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "order_returns");

            migrationBuilder.DropColumn(
                name: "ExchangedFor",
                table: "order_returns");

            migrationBuilder.AddCheckConstraint(
                name: "CK_tenders_refunded",
                table: "tenders",
                sql: "\"Refunded\" >= 0 AND \"Refunded\" <= \"Captured\"");
        }
    }
}
