namespace OmniCommerce.GraphQL;

/// <summary>
/// What a server bears of its clients. All limits are on; the defaults let through what clients and their tools send, and stop what only
/// attackers send. Register an instance as a service, or bind it to a section of the configuration.
/// </summary>
public sealed record GraphQLLimits
{
    /// <summary>The limits for documents of clients.</summary>
    public static GraphQLLimits Default { get; } = new();

    /// <summary>The rules of the specification alone, for documents that are written by the server's own people.</summary>
    public static GraphQLLimits Trusted { get; } = new()
    {
        MaxDocumentBytes = int.MaxValue,
        MaxTokens = int.MaxValue,
        MaxNesting = 1_000,
        MaxDepth = int.MaxValue,
        MaxFields = int.MaxValue,
        MaxRootFields = int.MaxValue,
        MaxAliases = int.MaxValue,
        MaxRepeatedFields = int.MaxValue,
        MaxDirectives = int.MaxValue,
        MaxDirectivesPerPlace = int.MaxValue,
        MaxFieldCost = int.MaxValue,
        MaxTypeCost = int.MaxValue,
        MaxSteps = int.MaxValue,
    };

    internal bool LimitsCost => MaxFieldCost < int.MaxValue || MaxTypeCost < int.MaxValue;

    /// <summary>The largest request body, in bytes; a larger one is refused with status 413 before it is read. 1 MiB by default.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>The most bytes of a document. 256 KiB by default.</summary>
    public int MaxDocumentBytes { get; init; } = 256 * 1024;

    /// <summary>The most tokens of a document. Introspection as tools send it has about 250.</summary>
    public int MaxTokens { get; init; } = 10_000;

    /// <summary>How deep braces and brackets of a document may nest: selections, values and types together.</summary>
    public int MaxNesting { get; init; } = 100;

    /// <summary>How deep fields may nest in an operation, its fragments expanded. Introspection as tools send it has 13 to 15 levels.</summary>
    public int MaxDepth { get; init; } = 50;

    /// <summary>The most fields of an operation, its fragments expanded.</summary>
    public int MaxFields { get; init; } = 4_000;

    /// <summary>The most fields of an operation's root, its fragments expanded.</summary>
    public int MaxRootFields { get; init; } = 50;

    /// <summary>The most aliases of an operation, its fragments expanded.</summary>
    public int MaxAliases { get; init; } = 250;

    /// <summary>How often one selection set may itself select the same field under the same name: clients have no reason to.</summary>
    public int MaxRepeatedFields { get; init; } = 10;

    /// <summary>The most directives of a document.</summary>
    public int MaxDirectives { get; init; } = 100;

    /// <summary>The most directives of one field, fragment, variable or operation.</summary>
    public int MaxDirectivesPerPlace { get; init; } = 5;

    /// <summary>
    /// The most that an operation's fields may cost, each counted as often as it may be called (IBM's GraphQL cost specification). A dearer
    /// operation is refused with the code <c>COST_EXCEEDED</c> before anything runs. <see cref="int.MaxValue"/> here and in
    /// <see cref="MaxTypeCost"/>: nothing is counted.
    /// </summary>
    public int MaxFieldCost { get; init; } = 5_000;

    /// <summary>The most that the objects which may come back may cost.</summary>
    public int MaxTypeCost { get; init; } = 5_000;

    /// <summary>How many items a list has for the cost where neither an argument nor [ListSize] says it.</summary>
    public int AssumedListSize { get; init; } = 10;

    /// <summary>
    /// How much memory documents may take that clients name by their hash (automatic persisted queries), in bytes. 4 MiB by default; 0: none are
    /// kept, and clients are told to send their documents whole.
    /// </summary>
    public int MaxPersistedBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>About how much memory compiled operations may take, in bytes; those not used for longest make way. 32 MiB by default.</summary>
    public int MaxPlanBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most errors; validation ends with one more that says so.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>
    /// How many comparisons of fields and visits of fragments validation may take before it gives up. Documents of clients take a few
    /// hundred; the limit is for those that are made to take billions.
    /// </summary>
    public int MaxSteps { get; init; } = 100_000;

    /// <summary>
    /// How many of the errors guess what was meant, for guessing compares with every name there is. None, where the schema is not to be told.
    /// </summary>
    public int MaxSuggestions { get; init; } = 25;

    /// <summary>
    /// How long a query or mutation may take, over any transport; then resolvers are cancelled and the client reads an error with the code
    /// <c>TIMEOUT</c>. 10 seconds by default. Subscriptions have no such limit.
    /// </summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An operation that takes this long is written to the log as a warning, with its name, hash and cost. One second by default;
    /// <see cref="Timeout.InfiniteTimeSpan"/>: none is.
    /// </summary>
    public TimeSpan SlowOperation { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a new WebSocket may wait before it sends <c>connection_init</c>. 10 seconds by default.</summary>
    public TimeSpan ConnectionInitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message that a WebSocket may receive, in bytes. 64 KiB by default.</summary>
    public int MaxSocketMessageBytes { get; init; } = 64 * 1024;

    /// <summary>How many operations one WebSocket may have open at a time; one more is refused by an <c>error</c> message. 16 by default.</summary>
    public int MaxOperationsPerSocket { get; init; } = 16;

    /// <summary>How many messages may wait for a WebSocket's client before its subscriptions are held back. 256 by default.</summary>
    public int SendQueueLength { get; init; } = 256;

    /// <summary>How long a WebSocket's client may take to accept one message; a slower one is dropped. 10 seconds by default.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
