using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OrderLineStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_order_lines_refunded",
                table: "order_lines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_order_lines_returned",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "Refunded",
                table: "order_lines");

            migrationBuilder.AddColumn<int>(
                name: "FulfilledQuantity",
                table: "order_lines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Terms",
                table: "orders",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "{\"Coupons\":[],\"TaxMillionths\":0,\"PricesContainTax\":true,\"Shipping\":0}");

            migrationBuilder.AddColumn<string>(
                name: "ReasonCode",
                table: "order_return_lines",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CancelledQuantity",
                table: "order_lines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "order_changes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DeviceId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    Refunded = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_changes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_order_changes_orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "CK_order_lines_quantity",
                table: "order_lines",
                sql: "\"FulfilledQuantity\" + \"CancelledQuantity\" + \"ReturnedQuantity\" <= \"Quantity\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_order_lines_states",
                table: "order_lines",
                sql: "\"FulfilledQuantity\" >= 0 AND \"CancelledQuantity\" >= 0 AND \"ReturnedQuantity\" >= 0");

            migrationBuilder.CreateIndex(
                name: "IX_order_changes_OrderId_At",
                table: "order_changes",
                columns: new[] { "OrderId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_changes");

            migrationBuilder.DropCheckConstraint(
                name: "CK_order_lines_quantity",
                table: "order_lines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_order_lines_states",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "Terms",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "ReasonCode",
                table: "order_return_lines");

            migrationBuilder.DropColumn(
                name: "CancelledQuantity",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "FulfilledQuantity",
                table: "order_lines");

            migrationBuilder.AddColumn<long>(
                name: "Refunded",
                table: "order_lines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddCheckConstraint(
                name: "CK_order_lines_refunded",
                table: "order_lines",
                sql: "\"Refunded\" >= 0 AND \"Refunded\" <= \"Paid\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_order_lines_returned",
                table: "order_lines",
                sql: "\"ReturnedQuantity\" >= 0 AND \"ReturnedQuantity\" <= \"Quantity\"");
        }
    }
}
