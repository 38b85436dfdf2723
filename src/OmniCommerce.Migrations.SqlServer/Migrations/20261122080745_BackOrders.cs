using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class BackOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "back_orders",
                columns: table => new
                {
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Limit = table.Column<int>(type: "int", nullable: false),
                    AvailableOn = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Held = table.Column<int>(type: "int", nullable: false),
                    Allocated = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_back_orders", x => x.VariantId);
                    table.CheckConstraint("CK_back_orders_promised", "\"Held\" >= 0 AND \"Allocated\" >= 0 AND \"Limit\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "expected_stock",
                columns: table => new
                {
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_expected_stock", x => new { x.VariantId, x.LocationId, x.Reference });
                    table.CheckConstraint("CK_expected_stock_quantity", "\"Quantity\" > 0");
                    table.ForeignKey(
                        name: "FK_expected_stock_locations_LocationId",
                        column: x => x.LocationId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_thresholds",
                columns: table => new
                {
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Threshold = table.Column<int>(type: "int", nullable: false),
                    IsLow = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_thresholds", x => new { x.VariantId, x.LocationId });
                    table.CheckConstraint("CK_stock_thresholds_threshold", "\"Threshold\" >= 0");
                    table.ForeignKey(
                        name: "FK_stock_thresholds_locations_LocationId",
                        column: x => x.LocationId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_expected_stock_LocationId",
                table: "expected_stock",
                column: "LocationId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_thresholds_LocationId",
                table: "stock_thresholds",
                column: "LocationId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "back_orders");

            migrationBuilder.DropTable(
                name: "expected_stock");

            migrationBuilder.DropTable(
                name: "stock_thresholds");
        }
    }
}
