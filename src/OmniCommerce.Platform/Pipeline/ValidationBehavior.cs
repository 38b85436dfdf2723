using FluentValidation;
using MediatR;
using OmniCommerce.Kernel;

namespace OmniCommerce.Platform.Pipeline;

/// <summary>Refuses a request whose input breaks the rules of its validator, with one <see cref="InvalidInput"/> per broken rule, before anything else looks at it.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<Refusal>? refusals = null;
        foreach (var validator in validators)
        {
            foreach (var failure in validator.Validate(request).Errors)
                (refusals ??= []).Add(new InvalidInput(failure.ErrorMessage, PathOf(failure.PropertyName)));
        }

        return refusals is null ? next() : Task.FromResult(TResponse.Refused(refusals));
    }

    // "Lines[0].Quantity" is where a C# programmer sees it; a client knows it as lines, 0, quantity.
    private static string[] PathOf(string propertyName) =>
        [.. propertyName.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToLowerInvariant(part[0]) + part[1..])];
}
