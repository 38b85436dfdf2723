using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace OmniCommerce.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Outbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "inbox_entries",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Handler = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox_entries", x => new { x.EventId, x.Handler });
                });

            migrationBuilder.CreateTable(
                name: "outbox_events",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Lane = table.Column<int>(type: "INTEGER", nullable: false),
                    Stream = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Payload = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RaisedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    HandledAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_lanes",
                columns: table => new
                {
                    Lane = table.Column<int>(type: "INTEGER", nullable: false),
                    Worker = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_lanes", x => x.Lane);
                });

            migrationBuilder.InsertData(
                table: "outbox_lanes",
                columns: new[] { "Lane", "LeasedUntil", "Worker" },
                values: new object[,]
                {
                    { 0, 621355968000000000L, null },
                    { 1, 621355968000000000L, null },
                    { 2, 621355968000000000L, null },
                    { 3, 621355968000000000L, null },
                    { 4, 621355968000000000L, null },
                    { 5, 621355968000000000L, null },
                    { 6, 621355968000000000L, null },
                    { 7, 621355968000000000L, null },
                    { 8, 621355968000000000L, null },
                    { 9, 621355968000000000L, null },
                    { 10, 621355968000000000L, null },
                    { 11, 621355968000000000L, null },
                    { 12, 621355968000000000L, null },
                    { 13, 621355968000000000L, null },
                    { 14, 621355968000000000L, null },
                    { 15, 621355968000000000L, null }
                });

            migrationBuilder.CreateIndex(
                name: "IX_inbox_entries_At",
                table: "inbox_entries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_events_State_Lane_DueAt",
                table: "outbox_events",
                columns: new[] { "State", "Lane", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_events_Stream_Sequence_Position",
                table: "outbox_events",
                columns: new[] { "Stream", "Sequence", "Position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inbox_entries");

            migrationBuilder.DropTable(
                name: "outbox_events");

            migrationBuilder.DropTable(
                name: "outbox_lanes");
        }
    }
}
