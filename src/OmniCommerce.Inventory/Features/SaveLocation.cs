using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Inventory.Contracts;
using OmniCommerce.Inventory.Domain;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Persistence;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Inventory.Features;

internal sealed class SaveLocationValidator : AbstractValidator<SaveLocation>
{
    public SaveLocationValidator()
    {
        RuleFor(location => location.Reference).Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= Location.MaxReference)
            .WithMessage($"A reference has 1 to {Location.MaxReference} characters.");
        RuleFor(location => location.Name).Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= Location.MaxName)
            .WithMessage($"A name has 1 to {Location.MaxName} characters.");
        RuleFor(location => location.Street).MaximumLength(Location.MaxText).WithMessage(TooLong);
        RuleFor(location => location.City).MaximumLength(Location.MaxText).WithMessage(TooLong);
        RuleFor(location => location.PostalCode).MaximumLength(Location.MaxText).WithMessage(TooLong);
        RuleFor(location => location.Region).MaximumLength(Location.MaxText).WithMessage(TooLong);
        RuleFor(location => location.Country).Must(code => code is null || (code.Length == 2 && code.All(char.IsAsciiLetterUpper)))
            .WithMessage("A country is an ISO 3166-1 code of two capital letters, such as GB.");
        RuleFor(location => location.OpeningHours).MaximumLength(Location.MaxOpeningHours).WithMessage($"Opening hours have at most {Location.MaxOpeningHours} characters.");
        RuleFor(location => location.Point).Must(point => point is null or { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 })
            .WithMessage("A latitude is -90 to 90 degrees, a longitude -180 to 180.");
    }

    private static string TooLong => $"This has at most {Location.MaxText} characters.";
}

internal sealed class SaveLocationHandler(CommerceDbContext db, LocationChanges changes, CommitActions commit, TimeProvider clock)
    : IRequestHandler<SaveLocation, Result<SavedLocation>>
{
    public async Task<Result<SavedLocation>> Handle(SaveLocation request, CancellationToken cancellationToken)
    {
        await changes.TakeTurnAsync(db, cancellationToken);
        var known = await db.Set<Location>().SingleOrDefaultAsync(location => location.Reference == request.Reference, cancellationToken);
        var location = known ?? Location.New(NewId.Of<LocationId>(clock), request.Reference);
        location.Bring(request);
        if (known is null)
            db.Add(location);
        var changed = db.Entry(location).State != EntityState.Unchanged;
        if (changed)
        {
            await changes.RaiseAsync(db, commit, cancellationToken);

            // At once, because the next step of the same command may look for it.
            await db.SaveChangesAsync(cancellationToken);
        }

        return new SavedLocation(location.Id, Created: known is null, changed);
    }
}
