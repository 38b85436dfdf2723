using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Inventory.Features;

/// <summary>Begins a count: of these variants, or, without any, of all that the location has ever had.</summary>
internal sealed record StartStockCount(Caller Caller, LocationId? LocationId, IReadOnlyList<VariantId> Variants, Guid? OperationId)
    : ICommand<StockCountId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<StartStockCount>
    {
        public Validator() =>
            RuleFor(command => command.Variants).StockLines(variant => variant, _ => 1, 1, mayBeNone: true);
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access, TimeProvider clock) : IRequestHandler<StartStockCount, Result<StockCountId>>
    {
        public async Task<Result<StockCountId>> Handle(StartStockCount command, CancellationToken cancellationToken)
        {
            if (!(await access.EnterAsync(command.Caller, command.LocationId, command.Variants, cancellationToken)).Try(out var location, out var refusals))
                return new(refusals);
            var levels = db.Set<StockRow>().Where(level => level.LocationId == location);
            if (command.Variants.Count > 0)
                levels = levels.Where(level => command.Variants.Contains(level.VariantId));
            var onHand = await levels.ToDictionaryAsync(level => level.VariantId, level => level.OnHand, cancellationToken);
            foreach (var variant in command.Variants)
                onHand.TryAdd(variant, 0);
            var count = StockCount.Start(NewId.Of<StockCountId>(clock), location, onHand, clock.GetUtcNow());
            db.Add(count);
            return count.Id;
        }
    }
}

/// <summary>What somebody counted of a variant.</summary>
internal sealed record CountEntry(VariantId VariantId, int Counted, StockReason? Reason);

/// <summary>Writes down what was counted. It changes no stock yet.</summary>
internal sealed record EnterCounts(Caller Caller, StockCountId StockCountId, IReadOnlyList<CountEntry> Lines, Guid? OperationId) : ICommand<StockCountId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Validator : AbstractValidator<EnterCounts>
    {
        public Validator() => RuleFor(command => command.Lines).StockLines(line => line.VariantId, line => line.Counted, 0);
    }

    internal sealed class Handler(CommerceDbContext db, StockAccess access, StockCounts counts) : IRequestHandler<EnterCounts, Result<StockCountId>>
    {
        public async Task<Result<StockCountId>> Handle(EnterCounts command, CancellationToken cancellationToken)
        {
            if (!(await counts.EnterAsync(command.Caller, command.StockCountId, cancellationToken)).Try(out var count, out var refusals))
                return new(refusals);
            if (count.Status != CountStatus.Open)
                return StockCounts.RefuseAsItStands(count);
            VariantId[] variants = [.. command.Lines.Select(line => line.VariantId)];
            var known = await access.EnterAsync(command.Caller, count.LocationId, variants, cancellationToken);
            if (known.IsRefused)
                return new(known.Refusals);

            var onHand = await db.Set<StockRow>().Where(level => level.LocationId == count.LocationId && variants.Contains(level.VariantId))
                .ToDictionaryAsync(level => level.VariantId, level => level.OnHand, cancellationToken);
            foreach (var line in command.Lines)
            {
                if (count.Enter(line.VariantId, line.Counted, onHand.GetValueOrDefault(line.VariantId), line.Reason) is { } added)
                    db.Add(added);
            }

            return count.Id;
        }
    }
}

/// <summary>Brings the differences of a count into the books, all of them or none. Done again, it changes nothing.</summary>
internal sealed record PostStockCount(Caller Caller, StockCountId StockCountId, StockReason Reason, Guid? OperationId) : ICommand<StockCountId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(StockAccess access, StockCounts counts, StockBooks books, WaitingOrders waiting, TimeProvider clock)
        : IRequestHandler<PostStockCount, Result<StockCountId>>
    {
        public async Task<Result<StockCountId>> Handle(PostStockCount command, CancellationToken cancellationToken)
        {
            if (!(await counts.EnterAsync(command.Caller, command.StockCountId, cancellationToken)).Try(out var count, out var refusals))
                return new(refusals);
            if (count.Status == CountStatus.Posted)
                return count.Id;
            if (count.Status != CountStatus.Open)
                return StockCounts.RefuseAsItStands(count);

            count.Post(command.Reason, clock.GetUtcNow());
            foreach (var line in count.Differences)
            {
                var difference = line.Counted!.Value - line.Expected;
                var part = new StockAllocation(line.VariantId, count.LocationId, Math.Abs(difference));
                if (difference > 0)
                    await books.TryAddAsync(part, cancellationToken);
                else if (!await books.TryRemoveAsync(part, cancellationToken))
                    return new StockPromised(await access.SkuAsync(part.VariantId, cancellationToken), (await books.LookAsync(part, cancellationToken)).Promised);
                books.Write(
                    difference > 0 ? MovementKind.CountUp : MovementKind.CountDown, part, count.Id.ToString(), "", code: line.Reason, by: command.Caller.DeviceId);
                if (difference > 0)
                    await waiting.ServeAsync(part.VariantId, part.LocationId, cancellationToken);
            }

            return count.Id;
        }
    }
}

/// <summary>Gives a count up. Done again, it changes nothing.</summary>
internal sealed record CancelStockCount(Caller Caller, StockCountId StockCountId, Guid? OperationId) : ICommand<StockCountId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(StockCounts counts, TimeProvider clock) : IRequestHandler<CancelStockCount, Result<StockCountId>>
    {
        public async Task<Result<StockCountId>> Handle(CancelStockCount command, CancellationToken cancellationToken)
        {
            if (!(await counts.EnterAsync(command.Caller, command.StockCountId, cancellationToken)).Try(out var count, out var refusals))
                return new(refusals);
            if (count.Status == CountStatus.Cancelled)
                return count.Id;
            if (count.Status != CountStatus.Open)
                return StockCounts.RefuseAsItStands(count);
            count.Cancel(clock.GetUtcNow());
            return count.Id;
        }
    }
}
