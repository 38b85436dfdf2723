using OmniCommerce.Kernel;

namespace OmniCommerce.Payments.Domain;

/// <summary>What happened to a tender. Written once, never changed: one for each version of the tender.</summary>
internal sealed class PaymentEvent
{
    public required TenderId TenderId { get; init; }

    public required long Number { get; init; }

    public required PaymentEventKind Kind { get; init; }

    /// <summary>The minor units that it was about.</summary>
    public required long Amount { get; init; }

    /// <summary>The provider's id, a reason or a reference.</summary>
    public required string? Note { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal enum PaymentEventKind
{
    Opened = 1,
    Authorized,
    Declined,
    CaptureOpened,
    Captured,
    CaptureFailed,
    VoidOpened,
    Voided,
    AuthorizationReduced,
    RefundOpened,
    Refunded,
    RefundFailed,
    CarriedOver,
    Disputed,
    ChargedBack,
    ChargebackReversed,
    DisputeMoved,
    RenewalOpened,
    Renewed,
    NotRenewed,
    ReplacedLetGo,
    Lapsed,
}
