using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Disputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ChargedBack",
                table: "tenders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Dispute",
                table: "tenders",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "tender_disputes",
                columns: table => new
                {
                    ProviderId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    TenderId = table.Column<Guid>(type: "uuid", nullable: false),
                    OrderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    EvidenceDueBy = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tender_disputes", x => x.ProviderId);
                    table.CheckConstraint("CK_tender_disputes_amount", "\"Amount\" > 0");
                    table.ForeignKey(
                        name: "FK_tender_disputes_tenders_TenderId",
                        column: x => x.TenderId,
                        principalTable: "tenders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.AddCheckConstraint(
                name: "CK_tenders_charged_back",
                table: "tenders",
                sql: "\"ChargedBack\" >= 0");

            migrationBuilder.CreateIndex(
                name: "IX_tender_disputes_OpenedAt",
                table: "tender_disputes",
                column: "OpenedAt");

            migrationBuilder.CreateIndex(
                name: "IX_tender_disputes_TenderId",
                table: "tender_disputes",
                column: "TenderId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "tender_disputes");

            migrationBuilder.DropCheckConstraint(
                name: "CK_tenders_charged_back",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "ChargedBack",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "Dispute",
                table: "tenders");
        }
    }
}
