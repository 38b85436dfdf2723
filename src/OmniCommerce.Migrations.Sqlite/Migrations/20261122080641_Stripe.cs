using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Stripe : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sandbox_payments");

            migrationBuilder.DropTable(
                name: "sandbox_refunds");

            migrationBuilder.AddColumn<Guid>(
                name: "CustomerId",
                table: "tenders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OpenedAt",
                table: "tenders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "ReturnUrl",
                table: "tenders",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SavesCard",
                table: "tenders",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ProviderId",
                table: "card_readers",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "payment_customers",
                columns: table => new
                {
                    CustomerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProviderId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_customers", x => x.CustomerId);
                });

            migrationBuilder.CreateTable(
                name: "stripe_inbox",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_inbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_answers",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RequestId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_answers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_deliveries",
                columns: table => new
                {
                    EventId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    EndpointId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_deliveries", x => new { x.EventId, x.EndpointId });
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_events",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Json = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_objects",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Customer = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Parent = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Hidden = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Json = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_objects", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_tenders_IntentId",
                table: "tenders",
                column: "IntentId");

            migrationBuilder.CreateIndex(
                name: "IX_payment_customers_ProviderId",
                table: "payment_customers",
                column: "ProviderId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stripe_inbox_State_DueAt",
                table: "stripe_inbox",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_answers_CreatedAt",
                table: "stripe_sandbox_answers",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_deliveries_NextAt",
                table: "stripe_sandbox_deliveries",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_events_Sequence",
                table: "stripe_sandbox_events",
                column: "Sequence");

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_objects_Customer",
                table: "stripe_sandbox_objects",
                column: "Customer");

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_objects_DueAt",
                table: "stripe_sandbox_objects",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_objects_Kind_Sequence",
                table: "stripe_sandbox_objects",
                columns: new[] { "Kind", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_stripe_sandbox_objects_Parent",
                table: "stripe_sandbox_objects",
                column: "Parent");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payment_customers");

            migrationBuilder.DropTable(
                name: "stripe_inbox");

            migrationBuilder.DropTable(
                name: "stripe_sandbox_answers");

            migrationBuilder.DropTable(
                name: "stripe_sandbox_deliveries");

            migrationBuilder.DropTable(
                name: "stripe_sandbox_events");

            migrationBuilder.DropTable(
                name: "stripe_sandbox_objects");

            migrationBuilder.DropIndex(
                name: "IX_tenders_IntentId",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "CustomerId",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "OpenedAt",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "ReturnUrl",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "SavesCard",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "ProviderId",
                table: "card_readers");

            migrationBuilder.CreateTable(
                name: "sandbox_payments",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Captured = table.Column<long>(type: "INTEGER", nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    DeclineReason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sandbox_payments", x => x.Key);
                    table.CheckConstraint("CK_sandbox_payments_refunded", "\"Refunded\" <= \"Captured\" AND \"Captured\" <= \"Amount\"");
                });

            migrationBuilder.CreateTable(
                name: "sandbox_refunds",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    IntentId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sandbox_refunds", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_sandbox_payments_IntentId",
                table: "sandbox_payments",
                column: "IntentId",
                unique: true);
        }
    }
}
