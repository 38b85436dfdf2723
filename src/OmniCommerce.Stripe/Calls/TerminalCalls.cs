using OmniCommerce.Stripe.Http;

namespace OmniCommerce.Stripe;

/// <summary>Card readers, driven by the server.</summary>
public sealed class TerminalCalls
{
    private const string Locations = "/v1/terminal/locations";
    private const string Readers = "/v1/terminal/readers";
    private readonly Transport _transport;

    internal TerminalCalls(Transport transport) => _transport = transport;

    /// <summary>Adds a place where readers stand.</summary>
    public Task<TerminalLocation> CreateLocationAsync(CreateTerminalLocation request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CreateTerminalLocation, TerminalLocation>(Locations, request, key, cancellationToken);

    /// <summary>The places.</summary>
    public IAsyncEnumerable<TerminalLocation> ListLocationsAsync(ListTerminalLocations request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListTerminalLocations, TerminalLocation>(Locations, request, cancellationToken);

    /// <summary>Registers a reader.</summary>
    public Task<TerminalReader> CreateReaderAsync(CreateTerminalReader request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<CreateTerminalReader, TerminalReader>(Readers, request, key, cancellationToken);

    /// <summary>A reader and what it does.</summary>
    public Task<TerminalReader> RetrieveReaderAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.GetAsync<NoParameters, TerminalReader>(Of(id), new NoParameters(), cancellationToken);

    /// <summary>The readers.</summary>
    public IAsyncEnumerable<TerminalReader> ListReadersAsync(ListTerminalReaders request, CancellationToken cancellationToken = default) =>
        _transport.ListAsync<ListTerminalReaders, TerminalReader>(Readers, request, cancellationToken);

    /// <summary>Hands a payment to a reader, which asks for the card. The answer is that the reader took it over, not how it ended.</summary>
    public Task<TerminalReader> ProcessPaymentIntentAsync(
        string id, ProcessPaymentIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<ProcessPaymentIntent, TerminalReader>($"{Of(id)}/process_payment_intent", request, key, cancellationToken);

    /// <summary>Hands the saving of a card to a reader.</summary>
    public Task<TerminalReader> ProcessSetupIntentAsync(
        string id, ProcessSetupIntent request, IdempotencyKey key, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<ProcessSetupIntent, TerminalReader>($"{Of(id)}/process_setup_intent", request, key, cancellationToken);

    /// <summary>Takes from a reader what it does. Refused while a payment can no longer be stopped: then read the payment.</summary>
    public Task<TerminalReader> CancelActionAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<NoParameters, TerminalReader>($"{Of(id)}/cancel_action", new NoParameters(), cancellationToken);

    /// <summary>Shows the cart on a reader.</summary>
    public Task<TerminalReader> SetReaderDisplayAsync(string id, SetReaderDisplay request, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<SetReaderDisplay, TerminalReader>($"{Of(id)}/set_reader_display", request, cancellationToken);

    /// <summary>Holds a card to a simulated reader; with a test key only.</summary>
    public Task<TerminalReader> PresentPaymentMethodAsync(string id, PresentPaymentMethod request, CancellationToken cancellationToken = default) =>
        _transport.PostAsync<PresentPaymentMethod, TerminalReader>(
            $"/v1/test_helpers/terminal/readers/{Paths.Segment(id)}/present_payment_method", request, cancellationToken);

    private static string Of(string id) => $"{Readers}/{Paths.Segment(id)}";
}

/// <summary>A place to add.</summary>
public sealed record CreateTerminalLocation
{
    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where it is.</summary>
    public required TerminalAddress Address { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

/// <summary>Where a place is.</summary>
public sealed record TerminalAddress
{
    /// <summary>The country, two letters.</summary>
    public required string Country { get; init; }

    /// <summary>Street and number.</summary>
    public string? Line1 { get; init; }

    /// <summary>The town.</summary>
    public string? City { get; init; }

    /// <summary>The postal code.</summary>
    public string? PostalCode { get; init; }
}

/// <summary>Which places.</summary>
public sealed record ListTerminalLocations : ListRequest;

/// <summary>A reader to register.</summary>
public sealed record CreateTerminalReader
{
    /// <summary>What the reader shows; simulated-wpe for a simulated one.</summary>
    public required string RegistrationCode { get; init; }

    /// <summary>What is written on it.</summary>
    public string? Label { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Location { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, string?>? Metadata { get; init; }
}

/// <summary>Which readers.</summary>
public sealed record ListTerminalReaders : ListRequest
{
    /// <summary>Standing where.</summary>
    public string? Location { get; init; }

    /// <summary>Whether they can be reached.</summary>
    public ReaderStatus? Status { get; init; }
}

/// <summary>A payment for a reader.</summary>
public sealed record ProcessPaymentIntent
{
    /// <summary>Which.</summary>
    public required string PaymentIntent { get; init; }

    /// <summary>How.</summary>
    public ProcessConfig? ProcessConfig { get; init; }
}

/// <summary>How a reader asks for a payment.</summary>
public sealed record ProcessConfig
{
    /// <summary>To whom the card that is saved with it may be shown again.</summary>
    public AllowRedisplay? AllowRedisplay { get; init; }

    /// <summary>Whether the shopper may cancel at the reader.</summary>
    public bool? EnableCustomerCancellation { get; init; }

    /// <summary>Whether no tip is asked for.</summary>
    public bool? SkipTipping { get; init; }
}

/// <summary>The saving of a card for a reader.</summary>
public sealed record ProcessSetupIntent
{
    /// <summary>Which.</summary>
    public required string SetupIntent { get; init; }

    /// <summary>What the shopper agreed to.</summary>
    public required AllowRedisplay AllowRedisplay { get; init; }
}

/// <summary>What a reader is to show.</summary>
public sealed record SetReaderDisplay
{
    /// <summary>The cart.</summary>
    public required ReaderCart Cart { get; init; }

    /// <summary>Always cart.</summary>
    public string Type { get; } = "cart";
}

/// <summary>A cart on a reader.</summary>
public sealed record ReaderCart
{
    /// <summary>The currency, in small letters.</summary>
    public required string Currency { get; init; }

    /// <summary>Its lines.</summary>
    public required IReadOnlyList<ReaderCartLine> LineItems { get; init; }

    /// <summary>The tax in it, in the currency's smallest unit.</summary>
    public long? Tax { get; init; }

    /// <summary>What is to be paid, in the currency's smallest unit.</summary>
    public required long Total { get; init; }
}

/// <summary>A line of a cart on a reader.</summary>
public sealed record ReaderCartLine
{
    /// <summary>What it costs, in the currency's smallest unit.</summary>
    public required long Amount { get; init; }

    /// <summary>What it is.</summary>
    public required string Description { get; init; }

    /// <summary>How many.</summary>
    public required int Quantity { get; init; }
}

/// <summary>A card at a simulated reader.</summary>
public sealed record PresentPaymentMethod
{
    /// <summary>The test card; null for one that is approved.</summary>
    public PresentedCard? CardPresent { get; init; }

    /// <summary>card_present.</summary>
    public string? Type { get; init; }

    /// <summary>The tip that is given with it.</summary>
    public long? AmountTip { get; init; }
}

/// <summary>A test card.</summary>
public sealed record PresentedCard
{
    /// <summary>One of Stripe's published test numbers.</summary>
    public required string Number { get; init; }
}
