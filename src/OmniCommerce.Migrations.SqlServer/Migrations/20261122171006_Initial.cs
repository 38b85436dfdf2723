using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace OmniCommerce.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
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
                name: "card_readers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Label = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Behaviour = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ProviderId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_card_readers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "carts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    TillId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    ChangedOn = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Codes = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Delivery = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    MergedInto = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "categories",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    NormalizedName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_categories", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "change_counts",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_change_counts", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "coupons",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    NormalizedCode = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    PercentOff = table.Column<int>(type: "int", nullable: false),
                    MaxUses = table.Column<int>(type: "int", nullable: true),
                    Uses = table.Column<int>(type: "int", nullable: false),
                    ValidFrom = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ValidUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coupons", x => x.Id);
                    table.CheckConstraint("CK_coupons_uses", "\"Uses\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    EmailKey = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Phone = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PasswordHash = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    Reference = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "gift_cards",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    NormalizedCode = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Issued = table.Column<long>(type: "bigint", nullable: false),
                    Balance = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    IssuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gift_cards", x => x.Id);
                    table.CheckConstraint("CK_gift_cards_held", "\"Held\" >= 0 AND \"Held\" <= \"Balance\"");
                });

            migrationBuilder.CreateTable(
                name: "inbox_entries",
                columns: table => new
                {
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Handler = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox_entries", x => new { x.EventId, x.Handler });
                });

            migrationBuilder.CreateTable(
                name: "kit_components",
                columns: table => new
                {
                    KitId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ComponentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kit_components", x => new { x.KitId, x.ComponentId });
                    table.CheckConstraint("CK_kit_components_quantity", "\"Quantity\" > 0 AND \"KitId\" <> \"ComponentId\"");
                });

            migrationBuilder.CreateTable(
                name: "locations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Street = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    City = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    PostalCode = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Region = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Country = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Latitude = table.Column<double>(type: "float", nullable: true),
                    Longitude = table.Column<double>(type: "float", nullable: true),
                    OpeningHours = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    Priority = table.Column<int>(type: "int", nullable: false),
                    Sells = table.Column<bool>(type: "bit", nullable: false),
                    HandsOut = table.Column<bool>(type: "bit", nullable: false),
                    Ships = table.Column<bool>(type: "bit", nullable: false),
                    TakesBack = table.Column<bool>(type: "bit", nullable: false),
                    PickUp = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_locations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "loyalty_accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(12)", maxLength: 12, nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Balance = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    Pending = table.Column<long>(type: "bigint", nullable: false),
                    Earned = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_loyalty_accounts", x => x.Id);
                    table.CheckConstraint("CK_loyalty_accounts_pots", "\"Held\" >= 0 AND \"Pending\" >= 0");
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Beat = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "operations",
                columns: table => new
                {
                    Actor = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Fingerprint = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Refused = table.Column<bool>(type: "bit", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_operations", x => new { x.Actor, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "order_counters",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_counters", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: true),
                    Number = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    CartId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DeviceId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Subtotal = table.Column<long>(type: "bigint", nullable: false),
                    DiscountTotal = table.Column<long>(type: "bigint", nullable: false),
                    ShippingTotal = table.Column<long>(type: "bigint", nullable: false),
                    TaxTotal = table.Column<long>(type: "bigint", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    PaidWithMoney = table.Column<long>(type: "bigint", nullable: false),
                    Refunded = table.Column<long>(type: "bigint", nullable: false),
                    PointsEarned = table.Column<int>(type: "int", nullable: false),
                    Terms = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Sourcing = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Exchange = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    LeavesAtOnce = table.Column<bool>(type: "bit", nullable: false),
                    EndedBecause = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    PlacedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    NodeId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Delivery_City = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Delivery_Country = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: true),
                    Delivery_Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Delivery_Line1 = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Delivery_Line2 = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Delivery_LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Delivery_Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Delivery_PickUpFrom = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Delivery_PickUpUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Delivery_PostalCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Delivery_Region = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.Id);
                    table.CheckConstraint("CK_orders_refunded", "\"Refunded\" >= 0 AND \"Refunded\" <= \"Total\"");
                });

            migrationBuilder.CreateTable(
                name: "outbox_events",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Lane = table.Column<int>(type: "int", nullable: false),
                    Stream = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Payload = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    TraceParent = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    RaisedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    LastError = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    HandledAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_lanes",
                columns: table => new
                {
                    Lane = table.Column<int>(type: "int", nullable: false),
                    Worker = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox_lanes", x => x.Lane);
                });

            migrationBuilder.CreateTable(
                name: "payment_customers",
                columns: table => new
                {
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ProviderId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_customers", x => x.CustomerId);
                });

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
                name: "points_waiting",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ActiveFrom = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_waiting", x => x.OrderId);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Handle = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Published = table.Column<bool>(type: "bit", nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    LowestPrice = table.Column<long>(type: "bigint", nullable: false),
                    Images = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    OptionNames = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    SearchName = table.Column<string>(type: "nvarchar(510)", maxLength: 510, nullable: false),
                    SearchCodes = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    SearchCategories = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    SearchDescription = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_products", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "session_start_keys",
                columns: table => new
                {
                    Quarter = table.Column<long>(type: "bigint", nullable: false),
                    Value = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_start_keys", x => x.Quarter);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Locale = table.Column<string>(type: "nvarchar(35)", maxLength: 35, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stock_allocations",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_allocations", x => new { x.OrderId, x.VariantId, x.LocationId });
                    table.CheckConstraint("CK_stock_allocations_quantity", "\"Quantity\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "stock_holds",
                columns: table => new
                {
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    Trace = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_holds", x => new { x.HoldId, x.VariantId, x.LocationId });
                    table.CheckConstraint("CK_stock_holds_quantity", "\"Quantity\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "stock_movements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    ReasonCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    DeviceId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_movements", x => x.Id);
                    table.CheckConstraint("CK_stock_movements_quantity", "\"Quantity\" > 0");
                });

            migrationBuilder.CreateTable(
                name: "stripe_inbox",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Type = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_inbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_answers",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Fingerprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    RequestId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
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
                    EventId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    EndpointId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
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
                    Id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Type = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Json = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "stripe_sandbox_objects",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Customer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Parent = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    Hidden = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Json = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stripe_sandbox_objects", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "tenders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Authorized = table.Column<long>(type: "bigint", nullable: false),
                    Captured = table.Column<long>(type: "bigint", nullable: false),
                    Asked = table.Column<long>(type: "bigint", nullable: false),
                    Confirmed = table.Column<long>(type: "bigint", nullable: false),
                    Captures = table.Column<int>(type: "int", nullable: false),
                    AsksForLast = table.Column<bool>(type: "bit", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    InParts = table.Column<bool>(type: "bit", nullable: false),
                    CardBrand = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    CardLast4 = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Wallet = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Refunded = table.Column<long>(type: "bigint", nullable: false),
                    Carried = table.Column<long>(type: "bigint", nullable: false),
                    ChargedBack = table.Column<long>(type: "bigint", nullable: false),
                    Dispute = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    CarriedFrom = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Change = table.Column<long>(type: "bigint", nullable: true),
                    Points = table.Column<int>(type: "int", nullable: true),
                    GiftCardCode = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    PaymentMethod = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    SavesCard = table.Column<bool>(type: "bit", nullable: false),
                    ReturnUrl = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    ReaderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OpenedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    IntentId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DeclineReason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    PromisedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Renewals = table.Column<int>(type: "int", nullable: false),
                    RenewalAskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    RenewalAmount = table.Column<long>(type: "bigint", nullable: true),
                    NotRenewedBecause = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ReplacedIntentId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    LapsedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tenders", x => x.Id);
                    table.CheckConstraint("CK_tenders_amount", "\"Amount\" > 0");
                    table.CheckConstraint("CK_tenders_authorized", "\"Authorized\" <= \"Amount\"");
                    table.CheckConstraint("CK_tenders_captured", "\"Captured\" <= \"Authorized\"");
                    table.CheckConstraint("CK_tenders_charged_back", "\"ChargedBack\" >= 0");
                    table.CheckConstraint("CK_tenders_confirmed", "\"Confirmed\" <= \"Asked\" AND \"Asked\" <= \"Captured\"");
                    table.CheckConstraint("CK_tenders_refunded", "\"Refunded\" >= 0 AND \"Carried\" >= 0 AND \"Refunded\" + \"Carried\" <= \"Captured\"");
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Url = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Types = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Secret = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    PreviousSecret = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    PreviousSecretUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    DisabledAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    DisabledBecause = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Failures = table.Column<int>(type: "int", nullable: false),
                    PausedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_endpoints", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "cart_lines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CartId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TillPrice = table.Column<long>(type: "bigint", nullable: true),
                    AddedBy = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    CarriedOut = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cart_lines", x => x.Id);
                    table.CheckConstraint("CK_cart_lines_carried_out", "\"CarriedOut\" >= 0 AND \"CarriedOut\" <= \"Quantity\"");
                    table.CheckConstraint("CK_cart_lines_quantity", "\"Quantity\" > 0");
                    table.ForeignKey(
                        name: "FK_cart_lines_carts_CartId",
                        column: x => x.CartId,
                        principalTable: "carts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CartId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_holds_carts_CartId",
                        column: x => x.CartId,
                        principalTable: "carts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "coupon_uses",
                columns: table => new
                {
                    CouponId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_coupon_uses", x => new { x.HoldId, x.CouponId });
                    table.ForeignKey(
                        name: "FK_coupon_uses_coupons_CouponId",
                        column: x => x.CouponId,
                        principalTable: "coupons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "gift_card_entries",
                columns: table => new
                {
                    GiftCardId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gift_card_entries", x => new { x.GiftCardId, x.Kind, x.Reference });
                    table.ForeignKey(
                        name: "FK_gift_card_entries_gift_cards_GiftCardId",
                        column: x => x.GiftCardId,
                        principalTable: "gift_cards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "gift_card_holds",
                columns: table => new
                {
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    GiftCardId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gift_card_holds", x => new { x.HoldId, x.GiftCardId });
                    table.CheckConstraint("CK_gift_card_holds_amount", "\"Amount\" > 0");
                    table.ForeignKey(
                        name: "FK_gift_card_holds_gift_cards_GiftCardId",
                        column: x => x.GiftCardId,
                        principalTable: "gift_cards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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

            migrationBuilder.CreateTable(
                name: "stock_buffers",
                columns: table => new
                {
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_buffers", x => new { x.VariantId, x.LocationId, x.Channel });
                    table.CheckConstraint("CK_stock_buffers_quantity", "\"Quantity\" >= 0");
                    table.ForeignKey(
                        name: "FK_stock_buffers_locations_LocationId",
                        column: x => x.LocationId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_counts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_counts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_stock_counts_locations_LocationId",
                        column: x => x.LocationId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_levels",
                columns: table => new
                {
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OnHand = table.Column<int>(type: "int", nullable: false),
                    Held = table.Column<int>(type: "int", nullable: false),
                    Allocated = table.Column<int>(type: "int", nullable: false),
                    SafetyStock = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_levels", x => new { x.VariantId, x.LocationId });
                    table.CheckConstraint("CK_stock_levels_allocated", "\"Allocated\" >= 0");
                    table.CheckConstraint("CK_stock_levels_held", "\"Held\" >= 0");
                    table.CheckConstraint("CK_stock_levels_promised", "\"Held\" + \"Allocated\" <= \"OnHand\"");
                    table.CheckConstraint("CK_stock_levels_safety", "\"SafetyStock\" >= 0");
                    table.ForeignKey(
                        name: "FK_stock_levels_locations_LocationId",
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

            migrationBuilder.CreateTable(
                name: "stock_transfers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ToId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_transfers", x => x.Id);
                    table.CheckConstraint("CK_stock_transfers_way", "\"FromId\" <> \"ToId\"");
                    table.ForeignKey(
                        name: "FK_stock_transfers_locations_FromId",
                        column: x => x.FromId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_stock_transfers_locations_ToId",
                        column: x => x.ToId,
                        principalTable: "locations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "points_lots",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Points = table.Column<long>(type: "bigint", nullable: false),
                    Left = table.Column<long>(type: "bigint", nullable: false),
                    Expired = table.Column<long>(type: "bigint", nullable: false)
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
                name: "points_movements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    From = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    To = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Points = table.Column<long>(type: "bigint", nullable: false),
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_movements", x => x.Id);
                    table.CheckConstraint("CK_points_movements_points", "\"Points\" > 0");
                    table.ForeignKey(
                        name: "FK_points_movements_loyalty_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "loyalty_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fulfilments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Carrier = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    TrackingNumber = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    PickUpFrom = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    PickUpUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ExpectedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    TransferId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ReadyAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LeftAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
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
                name: "order_changes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DeviceId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    By = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    What = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Refunded = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_changes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_order_changes_orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sku = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    UnitPrice = table.Column<long>(type: "bigint", nullable: false),
                    Discount = table.Column<long>(type: "bigint", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    Paid = table.Column<long>(type: "bigint", nullable: false),
                    CarriedOut = table.Column<int>(type: "int", nullable: false),
                    FulfilledQuantity = table.Column<int>(type: "int", nullable: false),
                    CancelledQuantity = table.Column<int>(type: "int", nullable: false),
                    ReturnedQuantity = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_lines", x => x.Id);
                    table.CheckConstraint("CK_order_lines_carried_out", "\"CarriedOut\" >= 0 AND \"CarriedOut\" <= \"Quantity\"");
                    table.CheckConstraint("CK_order_lines_quantity", "\"FulfilledQuantity\" + \"CancelledQuantity\" + \"ReturnedQuantity\" <= \"Quantity\"");
                    table.CheckConstraint("CK_order_lines_states", "\"FulfilledQuantity\" >= 0 AND \"CancelledQuantity\" >= 0 AND \"ReturnedQuantity\" >= 0");
                    table.ForeignKey(
                        name: "FK_order_lines_orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "order_returns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Channel = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Refunded = table.Column<long>(type: "bigint", nullable: false),
                    PointsReversed = table.Column<int>(type: "int", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ExchangedFor = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_returns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_order_returns_orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "product_categories",
                columns: table => new
                {
                    ProductId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CategoryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_product_categories", x => new { x.ProductId, x.CategoryId });
                    table.ForeignKey(
                        name: "FK_product_categories_categories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_product_categories_products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "variants",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ProductId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sku = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    NormalizedSku = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Barcode = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Options = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Price = table.Column<long>(type: "bigint", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    OnSale = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_variants", x => x.Id);
                    table.CheckConstraint("CK_variants_price", "\"Price\" >= 0");
                    table.ForeignKey(
                        name: "FK_variants_products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hand_off_codes",
                columns: table => new
                {
                    Code = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hand_off_codes", x => x.Code);
                    table.ForeignKey(
                        name: "FK_hand_off_codes_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Token = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    LocationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LastSeenAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_devices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_session_devices_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_views",
                columns: table => new
                {
                    SessionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ProductId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ViewedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session_views", x => new { x.SessionId, x.ProductId });
                    table.ForeignKey(
                        name: "FK_session_views_sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payment_events",
                columns: table => new
                {
                    TenderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payment_events", x => new { x.TenderId, x.Number });
                    table.ForeignKey(
                        name: "FK_payment_events_tenders_TenderId",
                        column: x => x.TenderId,
                        principalTable: "tenders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tender_disputes",
                columns: table => new
                {
                    ProviderId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    TenderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    EvidenceDueBy = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    OpenedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
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

            migrationBuilder.CreateTable(
                name: "tender_refunds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TenderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Points = table.Column<int>(type: "int", nullable: true),
                    GiftCardCode = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    OfPromise = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tender_refunds", x => x.Id);
                    table.CheckConstraint("CK_tender_refunds_amount", "\"Amount\" > 0");
                    table.ForeignKey(
                        name: "FK_tender_refunds_tenders_TenderId",
                        column: x => x.TenderId,
                        principalTable: "tenders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EndpointId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Type = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    RaisedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Sender = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    LastStatus = table.Column<int>(type: "int", nullable: true),
                    LastError = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LastAttemptAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_webhook_deliveries_webhook_endpoints_EndpointId",
                        column: x => x.EndpointId,
                        principalTable: "webhook_endpoints",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stock_count_lines",
                columns: table => new
                {
                    StockCountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Expected = table.Column<int>(type: "int", nullable: false),
                    Counted = table.Column<int>(type: "int", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_count_lines", x => new { x.StockCountId, x.VariantId });
                    table.CheckConstraint("CK_stock_count_lines_counted", "\"Counted\" IS NULL OR \"Counted\" >= 0");
                    table.ForeignKey(
                        name: "FK_stock_count_lines_stock_counts_StockCountId",
                        column: x => x.StockCountId,
                        principalTable: "stock_counts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_transfer_lines",
                columns: table => new
                {
                    TransferId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    Ordered = table.Column<int>(type: "int", nullable: false),
                    Received = table.Column<int>(type: "int", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_transfer_lines", x => new { x.TransferId, x.VariantId });
                    table.CheckConstraint("CK_stock_transfer_lines_ordered", "\"Ordered\" >= 0 AND \"Ordered\" <= \"Quantity\"");
                    table.CheckConstraint("CK_stock_transfer_lines_quantity", "\"Quantity\" > 0 AND (\"Received\" IS NULL OR \"Received\" >= 0)");
                    table.ForeignKey(
                        name: "FK_stock_transfer_lines_stock_transfers_TransferId",
                        column: x => x.TransferId,
                        principalTable: "stock_transfers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "points_lot_uses",
                columns: table => new
                {
                    HoldId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LotId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Points = table.Column<long>(type: "bigint", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "fulfilment_lines",
                columns: table => new
                {
                    FulfilmentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    Left = table.Column<int>(type: "int", nullable: false),
                    GivenUp = table.Column<int>(type: "int", nullable: false),
                    Moved = table.Column<int>(type: "int", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "order_return_lines",
                columns: table => new
                {
                    ReturnId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    OrderLineId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    VariantId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Quantity = table.Column<int>(type: "int", nullable: false),
                    Refunded = table.Column<long>(type: "bigint", nullable: false),
                    Condition = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ReasonCode = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_order_return_lines", x => new { x.ReturnId, x.Position });
                    table.CheckConstraint("CK_order_return_lines_quantity", "\"Quantity\" > 0");
                    table.ForeignKey(
                        name: "FK_order_return_lines_order_lines_OrderLineId",
                        column: x => x.OrderLineId,
                        principalTable: "order_lines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_order_return_lines_order_returns_ReturnId",
                        column: x => x.ReturnId,
                        principalTable: "order_returns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "order_counters",
                columns: new[] { "Name", "Last" },
                values: new object[] { "orders", 100000L });

            migrationBuilder.InsertData(
                table: "outbox_lanes",
                columns: new[] { "Lane", "LeasedUntil", "Worker" },
                values: new object[,]
                {
                    { 0, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 1, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 2, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 3, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 4, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 5, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 6, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 7, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 8, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 9, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 10, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 11, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 12, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 13, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 14, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null },
                    { 15, new DateTimeOffset(new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), null }
                });

            migrationBuilder.CreateIndex(
                name: "IX_card_readers_LocationId_Label",
                table: "card_readers",
                columns: new[] { "LocationId", "Label" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cart_lines_CartId_Position",
                table: "cart_lines",
                columns: new[] { "CartId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_cart_lines_variant",
                table: "cart_lines",
                columns: new[] { "CartId", "VariantId" },
                unique: true,
                filter: "\"TillPrice\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_carts_CustomerId",
                table: "carts",
                column: "CustomerId",
                unique: true,
                filter: "\"TillId\" IS NULL AND \"Status\" IN ('Open', 'Held') AND \"CustomerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_carts_HoldId",
                table: "carts",
                column: "HoldId",
                unique: true,
                filter: "\"HoldId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_carts_SessionId",
                table: "carts",
                column: "SessionId",
                unique: true,
                filter: "\"TillId\" IS NULL AND \"Status\" IN ('Open', 'Held') AND \"SessionId\" IS NOT NULL AND \"CustomerId\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_categories_NormalizedName",
                table: "categories",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_coupon_uses_CouponId",
                table: "coupon_uses",
                column: "CouponId");

            migrationBuilder.CreateIndex(
                name: "IX_coupon_uses_OrderId",
                table: "coupon_uses",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_coupons_NormalizedCode",
                table: "coupons",
                column: "NormalizedCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_customers_EmailKey",
                table: "customers",
                column: "EmailKey",
                unique: true,
                filter: "[EmailKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_customers_Reference",
                table: "customers",
                column: "Reference",
                unique: true,
                filter: "[Reference] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_expected_stock_LocationId",
                table: "expected_stock",
                column: "LocationId");

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

            migrationBuilder.CreateIndex(
                name: "IX_gift_card_holds_GiftCardId",
                table: "gift_card_holds",
                column: "GiftCardId");

            migrationBuilder.CreateIndex(
                name: "IX_gift_cards_NormalizedCode",
                table: "gift_cards",
                column: "NormalizedCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_hand_off_codes_SessionId",
                table: "hand_off_codes",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_holds_CartId",
                table: "holds",
                column: "CartId",
                unique: true,
                filter: "\"Status\" = 'Held'");

            migrationBuilder.CreateIndex(
                name: "IX_holds_ExpiresAt",
                table: "holds",
                column: "ExpiresAt",
                filter: "\"Status\" = 'Held'");

            migrationBuilder.CreateIndex(
                name: "IX_inbox_entries_At",
                table: "inbox_entries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_kit_components_ComponentId",
                table: "kit_components",
                column: "ComponentId");

            migrationBuilder.CreateIndex(
                name: "IX_locations_Reference",
                table: "locations",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_loyalty_accounts_CustomerId",
                table: "loyalty_accounts",
                column: "CustomerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_loyalty_accounts_Number",
                table: "loyalty_accounts",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_operations_At",
                table: "operations",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_order_changes_OrderId_At",
                table: "order_changes",
                columns: new[] { "OrderId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_order_lines_OrderId_Position",
                table: "order_lines",
                columns: new[] { "OrderId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_order_return_lines_OrderLineId",
                table: "order_return_lines",
                column: "OrderLineId");

            migrationBuilder.CreateIndex(
                name: "IX_order_returns_ExchangedFor",
                table: "order_returns",
                column: "ExchangedFor",
                unique: true,
                filter: "\"ExchangedFor\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_order_returns_OrderId",
                table: "order_returns",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_order_returns_Reference",
                table: "order_returns",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_orders_CartId",
                table: "orders",
                column: "CartId",
                unique: true,
                filter: "\"Status\" <> 'Failed'");

            migrationBuilder.CreateIndex(
                name: "IX_orders_CustomerId_Sequence",
                table: "orders",
                columns: new[] { "CustomerId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_Number",
                table: "orders",
                column: "Number",
                unique: true,
                filter: "[Number] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_orders_Reference",
                table: "orders",
                column: "Reference",
                unique: true,
                filter: "\"Reference\" IS NOT NULL AND \"Status\" <> 'Failed'");

            migrationBuilder.CreateIndex(
                name: "IX_orders_Status_StartedAt",
                table: "orders",
                columns: new[] { "Status", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_events_State_Lane_DueAt",
                table: "outbox_events",
                columns: new[] { "State", "Lane", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_outbox_events_Stream_Sequence_Position",
                table: "outbox_events",
                columns: new[] { "Stream", "Sequence", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_payment_customers_ProviderId",
                table: "payment_customers",
                column: "ProviderId",
                unique: true);

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

            migrationBuilder.CreateIndex(
                name: "IX_points_movements_AccountId_Kind_Reference",
                table: "points_movements",
                columns: new[] { "AccountId", "Kind", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_points_movements_HoldId",
                table: "points_movements",
                column: "HoldId");

            migrationBuilder.CreateIndex(
                name: "IX_points_movements_OrderId",
                table: "points_movements",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_points_waiting_ActiveFrom",
                table: "points_waiting",
                column: "ActiveFrom");

            migrationBuilder.CreateIndex(
                name: "IX_product_categories_CategoryId",
                table: "product_categories",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_products_Handle",
                table: "products",
                column: "Handle",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_products_LowestPrice_Number",
                table: "products",
                columns: new[] { "LowestPrice", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_products_Number",
                table: "products",
                column: "Number");

            migrationBuilder.CreateIndex(
                name: "IX_products_SearchName_Number",
                table: "products",
                columns: new[] { "SearchName", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_products_Version",
                table: "products",
                column: "Version");

            migrationBuilder.CreateIndex(
                name: "IX_session_devices_SessionId",
                table: "session_devices",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_session_devices_Token",
                table: "session_devices",
                column: "Token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sessions_CustomerId",
                table: "sessions",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_ExpiresAt",
                table: "sessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_stock_buffers_LocationId",
                table: "stock_buffers",
                column: "LocationId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_counts_LocationId",
                table: "stock_counts",
                column: "LocationId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_levels_LocationId",
                table: "stock_levels",
                column: "LocationId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_movements_LocationId_At",
                table: "stock_movements",
                columns: new[] { "LocationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_stock_movements_VariantId_LocationId_At",
                table: "stock_movements",
                columns: new[] { "VariantId", "LocationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_stock_thresholds_LocationId",
                table: "stock_thresholds",
                column: "LocationId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_transfer_lines_VariantId",
                table: "stock_transfer_lines",
                column: "VariantId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_transfers_FromId",
                table: "stock_transfers",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_stock_transfers_OrderId",
                table: "stock_transfers",
                column: "OrderId",
                filter: "\"OrderId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_stock_transfers_Status_CreatedAt",
                table: "stock_transfers",
                columns: new[] { "Status", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_stock_transfers_ToId",
                table: "stock_transfers",
                column: "ToId");

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

            migrationBuilder.CreateIndex(
                name: "IX_tender_disputes_OpenedAt",
                table: "tender_disputes",
                column: "OpenedAt");

            migrationBuilder.CreateIndex(
                name: "IX_tender_disputes_TenderId",
                table: "tender_disputes",
                column: "TenderId");

            migrationBuilder.CreateIndex(
                name: "IX_tender_refunds_OrderId",
                table: "tender_refunds",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_tender_refunds_State_At",
                table: "tender_refunds",
                columns: new[] { "State", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_tender_refunds_TenderId_Reference",
                table: "tender_refunds",
                columns: new[] { "TenderId", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tenders_CarriedFrom",
                table: "tenders",
                column: "CarriedFrom",
                filter: "\"CarriedFrom\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tenders_IntentId",
                table: "tenders",
                column: "IntentId");

            migrationBuilder.CreateIndex(
                name: "IX_tenders_Key",
                table: "tenders",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tenders_OrderId_Position",
                table: "tenders",
                columns: new[] { "OrderId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tenders_RenewalAskedAt",
                table: "tenders",
                column: "RenewalAskedAt",
                filter: "\"RenewalAskedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tenders_ReplacedIntentId",
                table: "tenders",
                column: "ReplacedIntentId",
                filter: "\"ReplacedIntentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tenders_State_ChangedAt",
                table: "tenders",
                columns: new[] { "State", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_variants_Barcode",
                table: "variants",
                column: "Barcode",
                unique: true,
                filter: "\"Barcode\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_variants_NormalizedSku",
                table: "variants",
                column: "NormalizedSku",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_variants_ProductId",
                table: "variants",
                column: "ProductId");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_EndpointId_EventId",
                table: "webhook_deliveries",
                columns: new[] { "EndpointId", "EventId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_Status_DueAt",
                table: "webhook_deliveries",
                columns: new[] { "Status", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "back_orders");

            migrationBuilder.DropTable(
                name: "card_readers");

            migrationBuilder.DropTable(
                name: "cart_lines");

            migrationBuilder.DropTable(
                name: "change_counts");

            migrationBuilder.DropTable(
                name: "coupon_uses");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "expected_stock");

            migrationBuilder.DropTable(
                name: "fulfilment_lines");

            migrationBuilder.DropTable(
                name: "gift_card_entries");

            migrationBuilder.DropTable(
                name: "gift_card_holds");

            migrationBuilder.DropTable(
                name: "hand_off_codes");

            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropTable(
                name: "inbox_entries");

            migrationBuilder.DropTable(
                name: "kit_components");

            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "operations");

            migrationBuilder.DropTable(
                name: "order_changes");

            migrationBuilder.DropTable(
                name: "order_counters");

            migrationBuilder.DropTable(
                name: "order_return_lines");

            migrationBuilder.DropTable(
                name: "outbox_events");

            migrationBuilder.DropTable(
                name: "outbox_lanes");

            migrationBuilder.DropTable(
                name: "payment_customers");

            migrationBuilder.DropTable(
                name: "payment_events");

            migrationBuilder.DropTable(
                name: "pick_up_claims");

            migrationBuilder.DropTable(
                name: "pick_up_slots");

            migrationBuilder.DropTable(
                name: "points_lot_uses");

            migrationBuilder.DropTable(
                name: "points_movements");

            migrationBuilder.DropTable(
                name: "points_waiting");

            migrationBuilder.DropTable(
                name: "product_categories");

            migrationBuilder.DropTable(
                name: "session_devices");

            migrationBuilder.DropTable(
                name: "session_start_keys");

            migrationBuilder.DropTable(
                name: "session_views");

            migrationBuilder.DropTable(
                name: "stock_allocations");

            migrationBuilder.DropTable(
                name: "stock_buffers");

            migrationBuilder.DropTable(
                name: "stock_count_lines");

            migrationBuilder.DropTable(
                name: "stock_holds");

            migrationBuilder.DropTable(
                name: "stock_levels");

            migrationBuilder.DropTable(
                name: "stock_movements");

            migrationBuilder.DropTable(
                name: "stock_thresholds");

            migrationBuilder.DropTable(
                name: "stock_transfer_lines");

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

            migrationBuilder.DropTable(
                name: "tender_disputes");

            migrationBuilder.DropTable(
                name: "tender_refunds");

            migrationBuilder.DropTable(
                name: "variants");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "coupons");

            migrationBuilder.DropTable(
                name: "fulfilments");

            migrationBuilder.DropTable(
                name: "gift_cards");

            migrationBuilder.DropTable(
                name: "carts");

            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "order_returns");

            migrationBuilder.DropTable(
                name: "points_lots");

            migrationBuilder.DropTable(
                name: "categories");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "stock_counts");

            migrationBuilder.DropTable(
                name: "stock_transfers");

            migrationBuilder.DropTable(
                name: "tenders");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "loyalty_accounts");

            migrationBuilder.DropTable(
                name: "locations");
        }
    }
}
