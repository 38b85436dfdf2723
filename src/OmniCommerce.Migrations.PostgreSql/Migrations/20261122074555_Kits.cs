using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Kits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kit_components",
                columns: table => new
                {
                    KitId = table.Column<Guid>(type: "uuid", nullable: false),
                    ComponentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Quantity = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kit_components", x => new { x.KitId, x.ComponentId });
                    table.CheckConstraint("CK_kit_components_quantity", "\"Quantity\" > 0 AND \"KitId\" <> \"ComponentId\"");
                });

            migrationBuilder.CreateIndex(
                name: "IX_kit_components_ComponentId",
                table: "kit_components",
                column: "ComponentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kit_components");
        }
    }
}
