using System.Net;
using MediatR;
using OmniCommerce.Payments.Contracts;

namespace OmniCommerce.Api;

/// <summary>Where Stripe, or the sandbox, tells what happened. It is answered as soon as it is stored.</summary>
internal static class StripeWebhook
{
    public const string Path = "/webhooks/stripe";

    public static void MapStripeWebhook(this WebApplication app) => app.MapPost(Path, ReceiveAsync);

    private static async Task<IResult> ReceiveAsync(HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { } body)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var received = await mediator.Send(new ReceiveStripeEvent(body, request.Headers[ReceiveStripeEvent.SignatureHeader]), cancellationToken);
        return received.IsRefused ? Results.Text(received.Refusals[0].Message, statusCode: StatusCodes.Status400BadRequest) : Results.Ok();
    }

    // The bytes as they came, for the signature is over them; null when they are too many.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > ReceiveStripeEvent.MaxBytes)
            return null;
        var buffer = new byte[ReceiveStripeEvent.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > ReceiveStripeEvent.MaxBytes ? null : buffer.AsMemory(0, length);
    }
}

/// <summary>The way of the sandbox's events when it is in this process: the same door, without a network.</summary>
internal sealed class WebhookInProcess(IServiceScopeFactory scopes) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var signature = request.Headers.TryGetValues(ReceiveStripeEvent.SignatureHeader, out var values) ? values.First() : null;
        await using var scope = scopes.CreateAsyncScope();
        var received = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReceiveStripeEvent(body, signature), cancellationToken);
        return new HttpResponseMessage(received.IsRefused ? HttpStatusCode.BadRequest : HttpStatusCode.OK);
    }
}
