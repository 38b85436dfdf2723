using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Payments.Domain;
using OmniCommerce.Platform.Persistence;

namespace OmniCommerce.Payments.Features;

internal sealed class SaveReaderHandler(CommerceDbContext db, TimeProvider clock) : IRequestHandler<SaveReader, Result<ReaderId>>
{
    public async Task<Result<ReaderId>> Handle(SaveReader command, CancellationToken cancellationToken)
    {
        var reader = await db.Set<CardReader>()
            .SingleOrDefaultAsync(candidate => candidate.LocationId == command.LocationId && candidate.Label == command.Label, cancellationToken);
        if (reader is null)
        {
            reader = new CardReader { Id = NewId.Of<ReaderId>(clock), LocationId = command.LocationId, Label = command.Label, Behaviour = command.Behaviour };
            db.Add(reader);
        }

        if (reader.Behaviour != command.Behaviour || command.ProviderId is not null)
            (reader.Behaviour, reader.ProviderId) = (command.Behaviour, command.ProviderId); // Another reader at the provider.
        return reader.Id;
    }

    internal sealed class Validator : AbstractValidator<SaveReader>
    {
        public Validator()
        {
            RuleFor(command => command.Label).NotEmpty().MaximumLength(100).WithMessage("A reader's label has 1 to 100 characters.");
            RuleFor(command => command.ProviderId).Must(id => id is { Length: <= 64 } && id.StartsWith("tmr_", StringComparison.Ordinal))
                .When(command => command.Behaviour == ReaderBehaviour.ReadsCards)
                .WithMessage("A real reader has the id that Stripe gave it: tmr_…");
            RuleFor(command => command.ProviderId).Null().When(command => command.Behaviour != ReaderBehaviour.ReadsCards).WithMessage("A simulated reader is registered by itself.");
        }
    }
}

internal sealed class ReadersAtHandler(IDbContextFactory<CommerceDbContext> contexts) : IRequestHandler<ReadersAt, ILookup<LocationId, Reader>>
{
    public async Task<ILookup<LocationId, Reader>> Handle(ReadersAt request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var readers = await db.Set<CardReader>().AsNoTracking()
            .Where(reader => request.LocationIds.Contains(reader.LocationId))
            .OrderBy(reader => reader.Label)
            .ToListAsync(cancellationToken);
        return readers.ToLookup(reader => reader.LocationId, reader => reader.ToContract());
    }
}
