using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddPointsExpiry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "points_lots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Points = table.Column<long>(type: "INTEGER", nullable: false),
                    Left = table.Column<long>(type: "INTEGER", nullable: false),
                    Expired = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_lots", x => x.Id);
                    table.CheckConstraint("CK_points_lots_points", "\"Left\" >= 0 AND \"Expired\" >= 0 AND \"Left\" + \"Expired\" <= \"Points\"");
                    table.ForeignKey(
                        name: "FK_points_lots_loyalty_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "loyalty_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "points_lot_uses",
                columns: table => new
                {
                    HoldId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Points = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_lot_uses", x => new { x.HoldId, x.LotId });
                    table.CheckConstraint("CK_points_lot_uses_points", "\"Points\" >= 0");
                    table.ForeignKey(
                        name: "FK_points_lot_uses_points_lots_LotId",
                        column: x => x.LotId,
                        principalTable: "points_lots",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_points_lot_uses_LotId",
                table: "points_lot_uses",
                column: "LotId");

            migrationBuilder.CreateIndex(
                name: "IX_points_lot_uses_OrderId",
                table: "points_lot_uses",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_points_lots_AccountId",
                table: "points_lots",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_points_lots_ExpiresAt",
                table: "points_lots",
                column: "ExpiresAt",
                filter: "\"Left\" > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "points_lot_uses");

            migrationBuilder.DropTable(
                name: "points_lots");
        }
    }
}
