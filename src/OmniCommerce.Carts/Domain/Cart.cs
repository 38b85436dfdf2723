using System.Globalization;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Carts.Domain;

/// <summary>What a shopper intends to buy, in one currency, on every channel. Prices are no part of it.</summary>
internal sealed class Cart : IVersioned
{
    private static readonly HashSet<(CartStatus From, CartStatus To)> Moves =
    [
        (CartStatus.Open, CartStatus.Held),
        (CartStatus.Held, CartStatus.Open),
        (CartStatus.Held, CartStatus.Ordered),
        (CartStatus.Open, CartStatus.Merged),
        (CartStatus.Open, CartStatus.Abandoned),
    ];

    private readonly List<CartLine> _lines = [];

    private Cart()
    {
    }

    public CartId Id { get; private init; }

    /// <summary>The session in which it was opened; null for a till's own.</summary>
    public SessionId? SessionId { get; private init; }

    public CustomerId? CustomerId { get; private set; }

    /// <summary>The till that opened it beside its sessions' carts; null for shoppers' carts, of which each has one.</summary>
    public DeviceId? TillId { get; private init; }

    public Currency Currency { get; private init; }

    public CartStatus Status { get; private set; } = CartStatus.Open;

    public long Version { get; private set; } = 1;

    public Channel ChangedOn { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public IReadOnlyList<CartLine> Lines => _lines;

    /// <summary>In the order of entry. Replaced by each change, never changed in place.</summary>
    public IReadOnlyList<CartCode> Codes { get; private set; } = [];

    public bool HasGiftCards => Codes.Any(code => code.Kind == CartCodeKind.GiftCard);

    public Delivery? Delivery { get; private set; }

    public HoldId? HoldId { get; private set; }

    public CartId? MergedInto { get; private set; }

    public static Cart OfShopper(CartId id, SessionId? session, CustomerId? customer, Currency currency, Change by) =>
        new() { Id = id, SessionId = session, CustomerId = customer, Currency = currency, ChangedOn = by.Channel, ChangedAt = by.At };

    public static Cart OfTill(CartId id, DeviceId till, CustomerId? customer, Currency currency, Delivery? delivery, Change by) =>
        new() { Id = id, TillId = till, CustomerId = customer, Currency = currency, Delivery = delivery, ChangedOn = by.Channel, ChangedAt = by.At };

    /// <summary>Puts a line in its place that was read beside the cart. The cart is to be looked at, not to be changed.</summary>
    public void Read(CartLine line) => _lines.Add(line);

    /// <summary>Adds all of the lines, or none.</summary>
    public Refusal? Add(IReadOnlyList<NewLine> lines, CartOptions limits, Change by)
    {
        var (maxLines, maxQuantity) = LimitsOf(limits);
        var room = maxLines - _lines.Count;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var there = LineFor(line)?.Quantity ?? 0;
            var before = lines.Take(i).Where(other => Joins(other, line)).Sum(other => other.Quantity);
            if (there + before + line.Quantity > maxQuantity)
                return new InvalidInput($"A line takes at most {maxQuantity}; it would have {there + before + line.Quantity}.", Path(i, "quantity"));
            if (there + before == 0 && --room < 0)
                return new InvalidInput($"A cart takes at most {maxLines} lines.", Path(i));
        }

        foreach (var line in lines)
            AddOne(line);
        Changed(by);
        return null;
    }

    /// <summary>Sets quantities; 0 removes a line. All of them, or none.</summary>
    public Refusal? SetQuantities(IReadOnlyList<(CartLineId Id, int Quantity)> quantities, CartOptions limits, Change by)
    {
        var (_, maxQuantity) = LimitsOf(limits);
        for (var i = 0; i < quantities.Count; i++)
        {
            var (id, quantity) = quantities[i];
            if (!_lines.Exists(line => line.Id == id))
                return NoSuchLine(id);
            if (quantity < 0 || quantity > maxQuantity)
                return new InvalidInput($"A line takes 1 to {maxQuantity}; 0 removes it.", Path(i, "quantity"));
        }

        foreach (var (id, quantity) in quantities)
        {
            if (quantity == 0)
                _lines.RemoveAll(line => line.Id == id);
            else if (_lines.Find(line => line.Id == id) is { } line)
                line.Quantity = quantity;
        }

        LinesChanged(by);
        return null;
    }

    /// <summary>Removes all of the lines, or none.</summary>
    public Refusal? Remove(IReadOnlyList<CartLineId> ids, Change by)
    {
        foreach (var id in ids)
        {
            if (!_lines.Exists(line => line.Id == id))
                return NoSuchLine(id);
        }

        _lines.RemoveAll(line => ids.Contains(line.Id));
        LinesChanged(by);
        return null;
    }

    public void Enter(CartCode code, Change by)
    {
        Codes = [.. Codes, code];
        Changed(by);
    }

    public Refusal? Withdraw(string code, Change by)
    {
        if (!Codes.Any(entered => entered.Is(code)))
            return new NotFound(code, "code in the cart");
        Codes = [.. Codes.Where(entered => !entered.Is(code))];
        Changed(by);
        return null;
    }

    /// <summary>All of its goods reach the shopper in one way.</summary>
    public void Deliver(Delivery delivery, Change by)
    {
        Delivery = delivery;
        _lines.ForEach(line => line.CarriedOut = 0);
        Changed(by);
    }

    /// <summary>Its goods are sent, but for some that the shopper carries out of a store; without a quantity the whole line. All as it is said, or nothing changes.</summary>
    public Refusal? Deliver(ShipToAddress sent, IReadOnlyList<(CartLineId Id, int? Quantity)> carriedOut, Change by)
    {
        for (var i = 0; i < carriedOut.Count; i++)
        {
            var (id, quantity) = carriedOut[i];
            if (_lines.Find(line => line.Id == id) is not { } line)
                return NoSuchLine(id);
            if (carriedOut.Take(i).Any(other => other.Id == id))
                return new InvalidInput("Name each line once.", Path("carryOut", i, "lineId"));
            if (quantity < 1 || quantity > line.Quantity)
                return new InvalidInput($"1 to {line.Quantity} of the line can be carried out. Leave the quantity out for all of them.", Path("carryOut", i, "quantity"));
        }

        Deliver(sent, by);
        foreach (var (id, quantity) in carriedOut)
        {
            var line = _lines.Single(line => line.Id == id);
            line.CarriedOut = quantity ?? line.Quantity;
        }

        return null;
    }

    public void BecomeHeld(HoldId hold, Change by)
    {
        MoveTo(CartStatus.Held, by);
        HoldId = hold;
    }

    /// <summary>Remembers, until it is opened again, how much of its gift cards is held for it.</summary>
    /// <param name="money">The minor units of each card, by code.</param>
    public void HoldGiftCards(IReadOnlyDictionary<string, long> money) =>
        Codes = [.. Codes.Select(code => money.TryGetValue(code.Code, out var held) ? code with { HeldMinorUnits = held } : code)];

    public void BecomeHeldLonger(Change by) => Changed(by);

    public void Reopen(Change by)
    {
        MoveTo(CartStatus.Open, by);
        HoldId = null;
        if (Codes.Any(code => code.HeldMinorUnits is not null))
            Codes = [.. Codes.Select(code => code with { HeldMinorUnits = null })];
    }

    public void BecomeOrdered(DateTimeOffset at) => MoveTo(CartStatus.Ordered, new Change(ChangedOn, at));

    public void BecomeMergedInto(Cart other, DateTimeOffset at)
    {
        MoveTo(CartStatus.Merged, new Change(ChangedOn, at));
        MergedInto = other.Id;
    }

    public void BelongTo(CustomerId customer, DateTimeOffset at)
    {
        CustomerId = customer;
        Changed(new Change(ChangedOn, at));
    }

    /// <summary>Becomes what the merge planned, with the guest's codes and delivery where the plan lets them in.</summary>
    public void Take(CartMergePlan plan, Func<CartLineId> newId, DateTimeOffset at)
    {
        _lines.RemoveAll(line => !plan.Lines.Any(planned => planned.Mine == line.Id));
        foreach (var planned in plan.Lines)
        {
            var line = _lines.Find(line => line.Id == planned.Mine)
                ?? Append(new NewLine(newId(), planned.VariantId, planned.Quantity, planned.TillPrice, planned.AddedBy));
            line.Quantity = planned.Quantity;
            line.CarriedOut = Math.Min(planned.CarriedOut, planned.Quantity);
        }

        Codes = plan.Codes;
        Delivery = plan.Delivery;
        LinesChanged(new Change(ChangedOn, at));
    }

    private (int MaxLines, int MaxQuantity) LimitsOf(CartOptions limits) =>
        TillId is null ? (limits.MaxLines, limits.MaxQuantity) : (limits.MaxTillLines, limits.MaxTillQuantity);

    private static NotFound NoSuchLine(CartLineId id) => new(id.ToString(), "line in the cart");

    private static string[] Path(int index, params string[] field) => Path("lines", index, field);

    private static string[] Path(string list, int index, params string[] field) => [list, index.ToString(CultureInfo.InvariantCulture), .. field];

    // A line with a till's own price stays by itself.
    private static bool Joins(NewLine one, NewLine other) => one.TillPrice is null && other.TillPrice is null && one.VariantId == other.VariantId;

    private CartLine? LineFor(NewLine line) =>
        line.TillPrice is null ? _lines.Find(other => other.TillPrice is null && other.VariantId == line.VariantId) : null;

    private void AddOne(NewLine line)
    {
        if (LineFor(line) is { } there)
            there.Quantity += line.Quantity;
        else
            Append(line);
    }

    private CartLine Append(NewLine line)
    {
        var added = new CartLine
        {
            Id = line.Id,
            CartId = Id,
            Position = _lines.Count == 0 ? 1 : _lines[^1].Position + 1,
            VariantId = line.VariantId,
            TillPrice = line.TillPrice,
            AddedBy = line.AddedBy,
            Quantity = line.Quantity,
        };
        _lines.Add(added);
        return added;
    }

    // With the last that was carried out, the store is nobody's concern any more.
    private void LinesChanged(Change by)
    {
        if (Delivery is ShipToAddress { CarriedOutOf: not null } sent && _lines.TrueForAll(line => line.CarriedOut == 0))
            Delivery = new ShipToAddress(sent.Address);
        Changed(by);
    }

    private void MoveTo(CartStatus status, Change by)
    {
        if (!Moves.Contains((Status, status)))
            throw new InvalidOperationException($"A cart that is {Status} does not become {status}.");
        Status = status;
        Changed(by);
    }

    private void Changed(Change by)
    {
        Version++;
        ChangedOn = by.Channel;
        ChangedAt = by.At;
    }
}
