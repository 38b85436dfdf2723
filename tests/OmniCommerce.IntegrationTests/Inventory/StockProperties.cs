using FsCheck;
using FsCheck.Fluent;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Inventory;

/// <summary>Whatever is done to stock in whatever order: a few numbers in memory agree with the database, and the books are right.</summary>
public sealed class StockProperties(StockShop shop) : IClassFixture<StockShop>
{
    private static readonly int Runs = Seeds.Of(20).Count();

    private static readonly Gen<Step[]> Anything =
        (from act in Gen.Choose(0, 12)
         from variant in Gen.Choose(0, 1)
         from location in Gen.Choose(0, 1)
         from quantity in Gen.Choose(1, 6)
         select new Step(act, variant, location, quantity)).ArrayOf(25);

    [Fact]
    public async Task Any_sequence_of_commands_leaves_what_a_simple_model_says()
    {
        foreach (var steps in Seeds.Cases(Anything, Runs))
        {
            var (one, other, kit) = (await shop.Goods(), await shop.Goods(), await shop.Goods());
            (await shop.Send(new DefineKit(shop.Till(), kit, [new(one, 1), new(other, 2)], null))).IsRefused.ShouldBeFalse();
            var model = new StockModel(shop, [one, other], kit, [shop.Leeds, shop.York]);
            for (var i = 0; i < steps.Length; i++)
            {
                await model.DoAsync(steps[i]);
                await model.AgreesAsync(string.Join("; ", steps.Take(i + 1)));
            }
        }

        await shop.TheBooksAreRight();
    }
}

/// <summary>One thing to do: which, to which variant, where, with how many.</summary>
internal sealed record Step(int Act, int Variant, int Location, int Quantity);

/// <summary>What there should be, in plain numbers.</summary>
internal sealed class StockModel(StockShop shop, VariantId[] variants, VariantId kit, LocationId[] locations)
{
    private readonly Dictionary<(int, int), (int OnHand, int Held, int Allocated, int Safety, int Kept)> _levels = [];
    private readonly List<(HoldId Id, Step[] Parts)> _holds = [];
    private readonly List<(OrderId Id, Step[] Parts)> _orders = [];
    private readonly List<(TransferId Id, Step Step)> _sent = [];

    public async Task DoAsync(Step step)
    {
        var (variant, location) = (variants[step.Variant], locations[step.Location]);
        var key = (step.Variant, step.Location);
        var level = _levels.GetValueOrDefault(key);
        var free = level.OnHand - level.Held - level.Allocated;
        var till = shop.Till(location);
        switch (step.Act)
        {
            case 0 or 1:
                await Expect(new BookReceipt(till, null, [new(variant, step.Quantity)], null, null), true);
                _levels[key] = level with { OnHand = level.OnHand + step.Quantity };
                break;
            case 2:
                var seen = step.Quantity > 4 ? level.OnHand : level.OnHand + step.Quantity - 2;
                var set = step.Quantity + level.Held;
                var can = seen == level.OnHand && level.Held + level.Allocated <= set;
                await Expect(new AdjustStock(till, variant, null, seen, set, StockReason.Miscounted, null, null), can);
                if (can)
                    _levels[key] = level with { OnHand = set };
                break;
            case 3:
                await HoldAsync(variants[step.Variant], step.Quantity, location, [step]);
                break;
            case 4 when _holds.Count > 0:
                await EndHoldAsync(_holds[0]);
                break;
            case 5 when _holds.Count > 0:
                var (held, of) = _holds[0];
                var order = NewId.Of<OrderId>(shop.Clock);
                await Expect(new AllocateHeldStock(held, order), true);
                _holds.RemoveAt(0);
                _orders.Add((order, of));
                Change(of, (l, q) => l with { Held = l.Held - q, Allocated = l.Allocated + q });
                break;
            case 6 when _orders.Count > 0:
                var (sold, what) = _orders[0];
                await Expect(new SellAllocatedStock(sold), true);
                _orders.RemoveAt(0);
                Change(what, (l, q) => l with { OnHand = l.OnHand - q, Allocated = l.Allocated - q });
                break;
            case 7:
                var goes = free >= step.Quantity;
                var sent = await Expect(new TransferStock(till, null, locations[1 - step.Location], [new(variant, step.Quantity)], true, null, null), goes);
                if (goes)
                {
                    _sent.Add((sent.Value, step));
                    _levels[key] = level with { OnHand = level.OnHand - step.Quantity };
                }

                break;
            case 8 when _sent.Count > 0:
                var (transfer, parcel) = _sent[0];
                var came = parcel.Quantity - (step.Quantity % 2);
                await Expect(new ReceiveTransfer(till, transfer, [new(variants[parcel.Variant], came, StockReason.LostInTransit)], null), true);
                _sent.RemoveAt(0);
                Change([parcel with { Location = 1 - parcel.Location }], (l, _) => l with { OnHand = l.OnHand + came });
                break;
            case 9:
                var count = (await Expect(new StartStockCount(till, null, [variant], null), true)).Value;
                await Expect(new EnterCounts(till, count, [new(variant, step.Quantity, null)], null), true);
                var fits = step.Quantity >= level.Held + level.Allocated;
                await Expect(new PostStockCount(till, count, StockReason.Miscounted, null), fits);
                if (fits)
                    _levels[key] = level with { OnHand = step.Quantity };
                break;
            case 10:
                var safety = step.Quantity % 3;
                await Expect(new KeepBack(till, variant, null, step.Quantity > 3 ? Channel.Web : null, safety, null), true);
                _levels[key] = step.Quantity > 3 ? level with { Kept = safety } : level with { Safety = safety };
                break;
            case 11:
                await Expect(new WriteOffStock(variant, location, step.Quantity, "broken"), free >= step.Quantity);
                if (free >= step.Quantity)
                    _levels[key] = level with { OnHand = level.OnHand - step.Quantity };
                break;
            case 12:
                var kits = 1 + (step.Quantity / 4);
                await HoldAsync(kit, kits, location, [step with { Variant = 0, Quantity = kits }, step with { Variant = 1, Quantity = 2 * kits }]);
                break;
        }
    }

    private async Task HoldAsync(VariantId variant, int quantity, LocationId location, Step[] parts)
    {
        var promised = parts.All(part => _levels.GetValueOrDefault((part.Variant, part.Location)) is var l && l.OnHand - l.Held - l.Allocated - l.Safety - l.Kept >= part.Quantity);
        var hold = NewId.Of<HoldId>(shop.Clock);
        await Expect(new HoldStock(hold, [new(variant, quantity)], new StockSource(location, null), Channel.Web), promised);
        if (!promised)
            return;
        _holds.Add((hold, parts));
        Change(parts, (l, q) => l with { Held = l.Held + q });
    }

    public async Task AgreesAsync(string because)
    {
        var stored = await shop.Stock.LevelsAsync(variants, TestContext.Current.CancellationToken);
        for (var v = 0; v < variants.Length; v++)
        {
            for (var l = 0; l < locations.Length; l++)
            {
                var row = stored[variants[v]].SingleOrDefault(level => level.LocationId == locations[l]);
                var level = _levels.GetValueOrDefault((v, l));
                (row?.OnHand ?? 0, row?.Held ?? 0, row?.Allocated ?? 0).ShouldBe((level.OnHand, level.Held, level.Allocated), because);
            }
        }
    }

    private async Task EndHoldAsync((HoldId Id, Step[] Parts) hold)
    {
        await Expect(new ReleaseStock(hold.Id), true);
        _holds.Remove(hold);
        Change(hold.Parts, (level, q) => level with { Held = level.Held - q });
    }

    private void Change(
        Step[] parts,
        Func<(int OnHand, int Held, int Allocated, int Safety, int Kept), int, (int OnHand, int Held, int Allocated, int Safety, int Kept)> change)
    {
        foreach (var part in parts)
            _levels[(part.Variant, part.Location)] = change(_levels.GetValueOrDefault((part.Variant, part.Location)), part.Quantity);
    }

    private async Task<Result<T>> Expect<T>(MediatR.IRequest<Result<T>> request, bool done)
        where T : notnull
    {
        var result = await shop.Send(request);
        result.IsRefused.ShouldBe(!done, $"{request}: {(result.IsRefused ? result.Refusals[0].Message : "done")}");
        return result;
    }
}
