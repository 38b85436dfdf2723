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

internal sealed class PickUpTermsValidator : AbstractValidator<PickUpTerms>
{
    private const int MinSlotMinutes = 5;
    private const int MinutesPerDay = 1_440;
    private const int MaxCapacity = 10_000;
    private const int MaxLeadMinutes = 30 * MinutesPerDay;
    private const int MaxTransferHours = 30 * 24;
    private const int MaxHours = 50;
    private const int MaxClosedDays = 400;

    public PickUpTermsValidator()
    {
        RuleFor(terms => terms.TimeZone).Must(name => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            .WithMessage("Name the time zone as IANA does: Europe/London.");
        RuleFor(terms => terms.SlotMinutes).InclusiveBetween(MinSlotMinutes, MinutesPerDay).WithMessage($"A slot lasts {MinSlotMinutes} to {MinutesPerDay} minutes.");
        RuleFor(terms => terms.Capacity).InclusiveBetween(1, MaxCapacity).WithMessage($"In a slot 1 to {MaxCapacity} orders are collected.");
        RuleFor(terms => terms.LeadMinutes).InclusiveBetween(0, MaxLeadMinutes).WithMessage($"A slot is chosen 0 to {MaxLeadMinutes} minutes before.");
        RuleFor(terms => terms.TransferHours).InclusiveBetween(1, MaxTransferHours).WithMessage($"Goods come from other locations within 1 to {MaxTransferHours} hours.");
        RuleFor(terms => terms.Week).Must(week => week.Count is > 0 and <= MaxHours).WithMessage($"Give 1 to {MaxHours} hours of the week.");
        RuleForEach(terms => terms.Week).Must(hours => EndOf(hours) > hours.From.ToTimeSpan()).WithMessage("Hours end later on the day on which they begin; 00:00 is midnight.");
        RuleFor(terms => terms.Week).Must(NeverOverlap).WithMessage("Hours of one day do not overlap.");
        RuleFor(terms => terms.ClosedDays).Must(days => days.Count <= MaxClosedDays).WithMessage($"Name at most {MaxClosedDays} days.");
    }

    private static TimeSpan EndOf(PickUpHours hours) => hours.Until == TimeOnly.MinValue ? TimeSpan.FromDays(1) : hours.Until.ToTimeSpan();

    private static bool NeverOverlap(IReadOnlyList<PickUpHours> week)
    {
        var inOrder = week.OrderBy(hours => hours.Day).ThenBy(hours => hours.From).ToList();
        return inOrder.Zip(inOrder.Skip(1)).All(two => two.First.Day != two.Second.Day || EndOf(two.First) <= two.Second.From.ToTimeSpan());
    }
}

internal sealed class SavePickUpTermsHandler(CommerceDbContext db, LocationChanges changes, CommitActions commit) : IRequestHandler<SavePickUpTerms, Result<Done>>
{
    public async Task<Result<Done>> Handle(SavePickUpTerms command, CancellationToken cancellationToken)
    {
        await changes.TakeTurnAsync(db, cancellationToken);
        if (await db.Set<Location>().SingleOrDefaultAsync(location => location.Id == command.LocationId, cancellationToken) is not { } location)
            return new NotFound(command.LocationId.ToString(), "location");
        if (command.Terms is not null && !location.HandsOut)
            return InvalidInput.At("locationId", $"{location.Name} hands nothing out.");
        location.HandOut(command.Terms);
        await changes.RaiseAsync(db, commit, cancellationToken);
        return default(Done);
    }

    internal sealed class Validator : AbstractValidator<SavePickUpTerms>
    {
        public Validator() => RuleFor(command => command.Terms!).SetValidator(new PickUpTermsValidator()).When(command => command.Terms is not null);
    }
}

/// <summary>The same at a till.</summary>
internal sealed record SetPickUpTerms(Caller Caller, LocationId? LocationId, PickUpTerms? Terms, Guid? OperationId) : ICommand<LocationId>, IRepeatable
{
    public string Actor => Caller.Actor;

    internal sealed class Handler(StockAccess access, IMediator mediator) : IRequestHandler<SetPickUpTerms, Result<LocationId>>
    {
        public async Task<Result<LocationId>> Handle(SetPickUpTerms command, CancellationToken cancellationToken)
        {
            if (!(await access.EnterAsync(command.Caller, command.LocationId, [], cancellationToken)).Try(out var location, out var refusals))
                return new(refusals);
            var saved = await mediator.Send(new SavePickUpTerms(location, command.Terms), cancellationToken);
            return saved.IsRefused ? new Result<LocationId>(saved.Refusals) : location;
        }
    }
}
