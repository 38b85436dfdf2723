using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Fulfilments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Trace",
                table: "stock_holds",
                type: "text",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sourcing",
                table: "orders",
                type: "text",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Priority",
                table: "locations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "fulfilments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    LocationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Carrier = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    TrackingNumber = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReadyAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LeftAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_fulfilments_orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_lines",
                columns: table => new
                {
                    FulfilmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    VariantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Quantity = table.Column<int>(type: "integer", nullable: false),
                    Left = table.Column<int>(type: "integer", nullable: false),
                    GivenUp = table.Column<int>(type: "integer", nullable: false),
                    Moved = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_lines", x => new { x.FulfilmentId, x.VariantId });
                    table.CheckConstraint("CK_fulfilment_lines_open", "\"Left\" >= 0 AND \"GivenUp\" >= 0 AND \"Moved\" >= 0 AND \"Left\" + \"GivenUp\" + \"Moved\" <= \"Quantity\"");
                    table.ForeignKey(
                        name: "FK_fulfilment_lines_fulfilments_FulfilmentId",
                        column: x => x.FulfilmentId,
                        principalTable: "fulfilments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilments_ExpiresAt",
                table: "fulfilments",
                column: "ExpiresAt",
                filter: "\"ExpiresAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_fulfilments_LocationId_Status_CreatedAt",
                table: "fulfilments",
                columns: new[] { "LocationId", "Status", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilments_OrderId_Number",
                table: "fulfilments",
                columns: new[] { "OrderId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fulfilment_lines");

            migrationBuilder.DropTable(
                name: "fulfilments");

            migrationBuilder.DropColumn(
                name: "Trace",
                table: "stock_holds");

            migrationBuilder.DropColumn(
                name: "Sourcing",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "Priority",
                table: "locations");
        }
    }
}
