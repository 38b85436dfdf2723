namespace OmniCommerce.Kernel;

/// <summary>Where a shopper, or someone for them, acts.</summary>
public enum Channel
{
    /// <summary>The web shop.</summary>
    Web = 1,

    /// <summary>The mobile app.</summary>
    Mobile = 2,

    /// <summary>A till in a store.</summary>
    Pos = 3,

    /// <summary>A partner's system.</summary>
    Partner = 4,

    /// <summary>An agent on the telephone.</summary>
    CallCenter = 5,
}
