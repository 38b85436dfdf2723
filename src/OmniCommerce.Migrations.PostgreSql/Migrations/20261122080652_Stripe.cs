using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OmniCommerce.Migrations.PostgreSql.Migrations
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

            migrationBuilder.AlterColumn<string>(
                name: "IntentId",
                table: "tenders",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(400)",
                oldMaxLength: 400,
                oldNullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CustomerId",
                table: "tenders",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "OpenedAt",
                table: "tenders",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<string>(
                name: "ReturnUrl",
                table: "tenders",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SavesCard",
                table: "tenders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ProviderId",
                table: "card_readers",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "payment_customers",
                columns: table => new
                {
                    CustomerId = table.Column<Guid>(type: "uuid", nullable: false),
                    ProviderId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_customers", x => x.CustomerId);
                });

            migrationBuilder.CreateTable(
                name: "stripe_inbox",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Body = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_inbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_answers",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    RequestId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Body = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_answers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_deliveries",
                columns: table => new
                {
                    EventId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    EndpointId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NextAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_deliveries", x => new { x.EventId, x.EndpointId });
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_events",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Json = table.Column<string>(type: "text", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_objects",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Customer = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    Parent = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    Hidden = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    Json = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
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

            migrationBuilder.AlterColumn<string>(
                name: "IntentId",
                table: "tenders",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldNullable: true);

            migrationBuilder.CreateTable(
                name: "sandbox_payments",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Captured = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    DeclineReason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    IntentId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    OrderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Refunded = table.Column<long>(type: "bigint", nullable: false),
                    Status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
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
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    IntentId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
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
