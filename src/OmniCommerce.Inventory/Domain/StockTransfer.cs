using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Inventory.Domain;

/// <summary>Goods that go from one location to another. Between leaving and arriving they are at neither.</summary>
internal sealed class StockTransfer : IVersioned
{
    private static readonly HashSet<(TransferStatus From, TransferStatus To)> Moves =
    [
        (TransferStatus.Draft, TransferStatus.Sent),
        (TransferStatus.Draft, TransferStatus.Cancelled),
        (TransferStatus.Sent, TransferStatus.Received),
    ];

    private readonly List<StockTransferLine> _lines = [];

    private StockTransfer()
    {
    }

    public TransferId Id { get; private init; }

    public LocationId FromId { get; private init; }

    public LocationId ToId { get; private init; }

    /// <summary>The order whose shopper collects them where they go; null when they go for none.</summary>
    public OrderId? OrderId { get; private init; }

    public TransferStatus Status { get; private set; } = TransferStatus.Draft;

    public string? Note { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public long Version { get; private set; } = 1;

    public IReadOnlyList<StockTransferLine> Lines => _lines;

    public static StockTransfer Draft(TransferId id, LocationId from, LocationId to, IReadOnlyList<StockDemand> lines, string? note, DateTimeOffset now)
    {
        var transfer = new StockTransfer { Id = id, FromId = from, ToId = to, Note = note, CreatedAt = now };
        transfer._lines.AddRange(lines.Select(line => new StockTransferLine { TransferId = id, VariantId = line.VariantId, Quantity = line.Quantity }));
        return transfer;
    }

    /// <summary>Goods of an order that leave at once for where they are collected.</summary>
    public static StockTransfer Sending(TransferId id, OrderId order, LocationId from, LocationId to, IReadOnlyList<StockDemand> lines, DateTimeOffset now)
    {
        var transfer = new StockTransfer { Id = id, FromId = from, ToId = to, OrderId = order, CreatedAt = now };
        transfer._lines.AddRange(lines.Select(line => new StockTransferLine { TransferId = id, VariantId = line.VariantId, Quantity = line.Quantity, Ordered = line.Quantity }));
        transfer.Send(now);
        return transfer;
    }

    public bool Allows(TransferStatus to) => Moves.Contains((Status, to));

    public void Send(DateTimeOffset now)
    {
        Move(TransferStatus.Sent);
        SentAt = now;
    }

    public void Cancel(DateTimeOffset now)
    {
        Move(TransferStatus.Cancelled);
        EndedAt = now;
    }

    /// <summary>What is not named came as it was sent.</summary>
    /// <returns>What is wrong with what was named; nothing is received then.</returns>
    public Refusal? Receive(IReadOnlyList<TransferReceipt> receipts, DateTimeOffset now)
    {
        foreach (var receipt in receipts)
        {
            if (_lines.Find(line => line.VariantId == receipt.VariantId) is not { } line)
                return new NotFound(receipt.VariantId.ToString(), "variant in the transfer");
            if (receipt.Received != line.Quantity && receipt.Reason is null)
                return InvalidInput.At("lines", $"{line.Quantity} were sent and {receipt.Received} came: say the reason.");
        }

        Move(TransferStatus.Received);
        EndedAt = now;
        foreach (var line in _lines)
        {
            var receipt = receipts.FirstOrDefault(named => named.VariantId == line.VariantId);
            line.Received = receipt?.Received ?? line.Quantity;
            line.Reason = line.Received == line.Quantity ? null : receipt?.Reason;
        }

        return null;
    }

    public Transfer Show() => new()
    {
        Id = Id,
        FromId = FromId,
        ToId = ToId,
        OrderId = OrderId,
        Status = Status,
        Note = Note,
        CreatedAt = CreatedAt,
        SentAt = SentAt,
        EndedAt = EndedAt,
        Lines = [.. _lines.OrderBy(line => line.VariantId.Value)
            .Select(line => new TransferLine { VariantId = line.VariantId, Quantity = line.Quantity, Ordered = line.Ordered, Received = line.Received, Reason = line.Reason })],
    };

    private void Move(TransferStatus to)
    {
        if (!Allows(to))
            throw new InvalidOperationException($"Transfer {Id} does not go from {Status} to {to}.");
        Status = to;
        Version++;
    }
}

internal sealed class StockTransferLine
{
    public required TransferId TransferId { get; init; }

    public required VariantId VariantId { get; init; }

    public required int Quantity { get; init; }

    /// <summary>How many of them are the order's. What it gives up on the way is free where it arrives.</summary>
    public int Ordered { get; init; }

    /// <summary>What came for the order.</summary>
    public int CameForOrder => Math.Min(Ordered, Received ?? 0);

    public int? Received { get; set; }

    public StockReason? Reason { get; set; }
}

/// <summary>What came of a transferred variant.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Received">How many came; more than were sent, when somebody packed wrongly.</param>
/// <param name="Reason">Why it is not what was sent.</param>
internal sealed record TransferReceipt(VariantId VariantId, int Received, StockReason? Reason);
