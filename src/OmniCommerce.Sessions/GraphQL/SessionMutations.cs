using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Features;
using QRCoder;

namespace OmniCommerce.Sessions.GraphQL;

[MutationType]
internal static class SessionMutations
{
    /// <summary>Starts a session with its first device.</summary>
    [Error<NotFound>]
    [Error<InvalidInput>]
    [Error<OperationReused>]
    public static async Task<Result<StartSessionPayload>> StartSession(StartSessionInput input, IMediator mediator, CancellationToken cancellationToken)
    {
        var started = await mediator.Send(new StartSession(input.Device.ToClaim(), input.Locale, input.Currency, input.OperationId), cancellationToken);
        return started.Try(out var session, out var refusals) ? new StartSessionPayload(session.Session, session.Token) : new Result<StartSessionPayload>(refusals);
    }

    /// <summary>This device leaves its session: its token is worth nothing from now on. Other devices stay, unless it is everywhere.</summary>
    [Error<Forbidden>]
    public static async Task<Result<SignOutPayload>> SignOut(SignOutInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var signedOut = await mediator.Send(new SignOut(caller, input.Everywhere is true), cancellationToken);
        return signedOut.IsRefused
            ? new Result<SignOutPayload>(signedOut.Refusals)
            : new SignOutPayload(await mediator.Send(new FindSession(caller.SessionId!.Value), cancellationToken));
    }

    /// <summary>A short-lived, single-use code (and its QR) that lets another device join this session.</summary>
    [Error<InvalidInput>]
    [Error<Forbidden>]
    public static async Task<Result<CreateHandOffCodePayload>> CreateHandOffCode(
        CreateHandOffCodeInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var seconds = input.ValidForSeconds ?? Features.CreateHandOffCode.DefaultSeconds;
        var made = await mediator.Send(new CreateHandOffCode(caller, seconds), cancellationToken);
        return made.Try(out var code, out var refusals) ? new CreateHandOffCodePayload(code.Text, QrOf(code.Text), code.ExpiresAt) : new Result<CreateHandOffCodePayload>(refusals);
    }

    /// <summary>This device joins the session that made the code, and shares its cart and customer from now on.</summary>
    [Error<CodeExpired>]
    [Error<InvalidInput>]
    [OncePerRequest]
    public static async Task<Result<JoinSessionPayload>> JoinSession(
        JoinSessionInput input, ClientAddress client, IMediator mediator, CancellationToken cancellationToken)
    {
        var joined = await mediator.Send(new JoinSession(input.Code, input.Device.ToClaim(), client), cancellationToken);
        return joined.Try(out var session, out var refusals) ? new JoinSessionPayload(session.Session, session.Token) : new Result<JoinSessionPayload>(refusals);
    }

    /// <summary>Removes a device from this session: its token is worth nothing from now on.</summary>
    [Error<NotFound>]
    [Error<Forbidden>]
    [Error<OperationReused>]
    public static async Task<Result<RevokeDevicePayload>> RevokeDevice(RevokeDeviceInput input, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var revoked = await mediator.Send(new RevokeDevice(caller, input.DeviceId, input.OperationId), cancellationToken);
        return revoked.Try(out var id, out var refusals)
            ? new RevokeDevicePayload(await mediator.Send(new FindSession(id), cancellationToken))
            : new Result<RevokeDevicePayload>(refusals);
    }

    private static string QrOf(string code)
    {
        using var data = QRCodeGenerator.GenerateQrCode($"omnicommerce:join:{code}", QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return picture.GetGraphic(pixelsPerModule: 8, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}

/// <summary>A session that has started.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">
/// The device's token. It goes into the header `Authorization: Bearer …` of every later request of this device; on a WebSocket into the
/// connection_init payload as {"authorization": "Bearer …"}.
/// </param>
[Payload]
internal sealed record StartSessionPayload(ShopperSession Session, string Token);

/// <summary>The device has left.</summary>
/// <param name="Session">The session that the others go on with; null when it has ended.</param>
[Payload]
internal sealed record SignOutPayload(ShopperSession? Session);

/// <summary>A code that was made; it is told this once.</summary>
/// <param name="Code">8 characters, none of them looking like another.</param>
/// <param name="QrSvg">The code as a QR picture: an SVG document whose content reads `omnicommerce:join:CODE`.</param>
/// <param name="ExpiresAt">Until when the code can be used, once.</param>
[Payload]
internal sealed record CreateHandOffCodePayload(string Code, string QrSvg, DateTimeOffset ExpiresAt);

/// <summary>The device shares the session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">The device's own token, for the header `Authorization: Bearer …`.</param>
[Payload]
internal sealed record JoinSessionPayload(ShopperSession Session, string Token);

/// <summary>The device shares the session no longer.</summary>
/// <param name="Session">The session; null when it has ended with its last device.</param>
[Payload]
internal sealed record RevokeDevicePayload(ShopperSession? Session);
