using MediatR;
using OmniCommerce.Platform.Pipeline;

namespace OmniCommerce.Orders.Features;

internal static class MustSucceed
{
    /// <summary>Sends a command that nothing can speak against at this point: a refusal would be a bug.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<T> MustAsync<T>(this IMediator mediator, ICommand<T> command, CancellationToken cancellationToken)
        where T : notnull => (await mediator.Send(command, cancellationToken)).Value;
}
