using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class PickUpSlots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Delivery_PickUpFrom",
                table: "orders",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "Delivery_PickUpUntil",
                table: "orders",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PickUp",
                table: "locations",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PickUpFrom",
                table: "fulfilments",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PickUpUntil",
                table: "fulfilments",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pick_up_claims",
                columns: table => new
                {
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartsAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pick_up_claims", x => x.HoldId);
                });

            migrationBuilder.CreateTable(
                name: "pick_up_slots",
                columns: table => new
                {
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartsAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Taken = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pick_up_slots", x => new { x.LocationId, x.StartsAt });
                    table.CheckConstraint("CK_pick_up_slots_taken", "\"Taken\" >= 0");
                    table.ForeignKey(
                        name: "FK_pick_up_slots_locations_LocationId",
                        column: x => x.LocationId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_pick_up_claims_LocationId_StartsAt",
                table: "pick_up_claims",
                columns: new[] { "LocationId", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_pick_up_claims_OrderId",
                table: "pick_up_claims",
                column: "OrderId",
                unique: true,
                filter: "\"OrderId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pick_up_claims");

            migrationBuilder.DropTable(
                name: "pick_up_slots");

            migrationBuilder.DropColumn(
                name: "Delivery_PickUpFrom",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "Delivery_PickUpUntil",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "PickUp",
                table: "locations");

            migrationBuilder.DropColumn(
                name: "PickUpFrom",
                table: "fulfilments");

            migrationBuilder.DropColumn(
                name: "PickUpUntil",
                table: "fulfilments");
        }
    }
}
