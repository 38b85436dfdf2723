using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class CarriedOut : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "CarriedOut",
                table: "order_lines",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "CarriedOut",
                table: "cart_lines",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddCheckConstraint(
                name: "CK_order_lines_carried_out",
                table: "order_lines",
                sql: "\"CarriedOut\" >= 0 AND \"CarriedOut\" <= \"Quantity\"");

            migrationBuilder.AddCheckConstraint(
                name: "CK_cart_lines_carried_out",
                table: "cart_lines",
                sql: "\"CarriedOut\" >= 0 AND \"CarriedOut\" <= \"Quantity\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_order_lines_carried_out",
                table: "order_lines");

            migrationBuilder.DropCheckConstraint(
                name: "CK_cart_lines_carried_out",
                table: "cart_lines");

            migrationBuilder.DropColumn(
                name: "CarriedOut",
                table: "order_lines");

            migrationBuilder.DropColumn(
                name: "CarriedOut",
                table: "cart_lines");
        }
    }
}
