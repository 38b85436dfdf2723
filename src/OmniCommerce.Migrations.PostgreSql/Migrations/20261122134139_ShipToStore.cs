using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ShipToStore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "OrderId",
                table: "stock_transfers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Ordered",
                table: "stock_transfer_lines",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ExpectedAt",
                table: "fulfilments",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TransferId",
                table: "fulfilments",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_stock_transfers_OrderId",
                table: "stock_transfers",
                column: "OrderId",
                filter: "\"OrderId\" IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "CK_stock_transfer_lines_ordered",
                table: "stock_transfer_lines",
                sql: "\"Ordered\" >= 0 AND \"Ordered\" <= \"Quantity\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_stock_transfers_OrderId",
                table: "stock_transfers");

            migrationBuilder.DropCheckConstraint(
                name: "CK_stock_transfer_lines_ordered",
                table: "stock_transfer_lines");

            migrationBuilder.DropColumn(
                name: "OrderId",
                table: "stock_transfers");

            migrationBuilder.DropColumn(
                name: "Ordered",
                table: "stock_transfer_lines");

            migrationBuilder.DropColumn(
                name: "ExpectedAt",
                table: "fulfilments");

            migrationBuilder.DropColumn(
                name: "TransferId",
                table: "fulfilments");
        }
    }
}
