using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>
/// Stripe's HTTP interface, as far as a retailer needs it. A call that fails is a <see cref="StripeException"/>, whose outcome says whether it
/// may have been done all the same. Repeats, pauses and Stripe's limits are the client's own matter.
/// </summary>
public sealed class StripeClient : IDisposable
{
    private readonly Transport _transport;

    /// <summary>Makes a client; it may be used by many at once.</summary>
    /// <param name="options">Where Stripe is, and the key.</param>
    /// <param name="handler">The way there: <see cref="Network"/>, or a sandbox in the same process. It stays the caller's.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ArgumentException">The options send the key to where it does not belong; the message says what to change.</exception>
    public StripeClient(StripeOptions options, HttpMessageHandler handler, TimeProvider clock)
    {
        _transport = new Transport(options, handler, clock);
        PaymentIntents = new PaymentIntentCalls(_transport);
        Refunds = new RefundCalls(_transport);
        Disputes = new DisputeCalls(_transport);
        Customers = new CustomerCalls(_transport);
        PaymentMethods = new PaymentMethodCalls(_transport);
        SetupIntents = new SetupIntentCalls(_transport);
        Terminal = new TerminalCalls(_transport);
        Events = new EventCalls(_transport);
    }

    /// <summary>Payments.</summary>
    public PaymentIntentCalls PaymentIntents { get; }

    /// <summary>Money that is given back.</summary>
    public RefundCalls Refunds { get; }

    /// <summary>Money that shoppers' banks want back.</summary>
    public DisputeCalls Disputes { get; }

    /// <summary>Customers.</summary>
    public CustomerCalls Customers { get; }

    /// <summary>Means of payment.</summary>
    public PaymentMethodCalls PaymentMethods { get; }

    /// <summary>The saving of means of payment.</summary>
    public SetupIntentCalls SetupIntents { get; }

    /// <summary>Card readers.</summary>
    public TerminalCalls Terminal { get; }

    /// <summary>What happened.</summary>
    public EventCalls Events { get; }

    /// <summary>The network. It follows no redirect: the key goes where it was said to, and nowhere else.</summary>
    public static HttpMessageHandler Network() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();
}
