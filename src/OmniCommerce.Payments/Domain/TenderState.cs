namespace OmniCommerce.Payments.Domain;

/// <summary>Where a tender stands, with the steps in between that only the books know.</summary>
internal enum TenderState
{
    /// <summary>Perhaps asked for; no answer is known.</summary>
    Pending = 1,

    /// <summary>Promised, and perhaps taken in part.</summary>
    Authorized = 2,

    /// <summary>Refused by the payment provider.</summary>
    Declined = 3,

    /// <summary>A part or all is to be taken; perhaps taken, no answer is known.</summary>
    Capturing = 4,

    /// <summary>Taken, and nothing more stands promised.</summary>
    Captured = 5,

    /// <summary>Promised and yet refused when it was to be taken: the goods have left, so a person must look at it.</summary>
    CaptureFailed = 6,

    /// <summary>What is not taken is to be let go; perhaps let go, no answer is known.</summary>
    Voiding = 7,

    /// <summary>Let go.</summary>
    Voided = 8,
}

/// <summary>The life of a tender, as a table.</summary>
internal static class TenderMoves
{
    private static readonly HashSet<(TenderState From, TenderState To)> Allowed =
    [
        (TenderState.Pending, TenderState.Authorized),
        (TenderState.Pending, TenderState.Declined),
        (TenderState.Pending, TenderState.Voiding),
        (TenderState.Authorized, TenderState.Capturing),
        (TenderState.Authorized, TenderState.Captured), // Cash, points and gift cards need no asking.
        (TenderState.Authorized, TenderState.Voiding),
        (TenderState.Authorized, TenderState.Voided),
        (TenderState.Capturing, TenderState.Captured),
        (TenderState.Capturing, TenderState.Authorized), // A part was taken.
        (TenderState.Capturing, TenderState.CaptureFailed),
        (TenderState.Voiding, TenderState.Voided),
        (TenderState.Voiding, TenderState.Captured), // What was taken before stays taken.
        (TenderState.Voided, TenderState.Voiding), // An answer came after all: there is something to let go.
        (TenderState.Declined, TenderState.Voiding), // The shopper confirmed it after all, too late.
    ];

    public static bool Allows(TenderState from, TenderState to) => Allowed.Contains((from, to));
}
