using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Payments.Contracts;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Orders.GraphQL;

[ObjectType<Tender>]
internal static class TenderType
{
    /// <summary>What was done with its money and what is to be, the first first. What is the provider's is shown at tills only.</summary>
    public static async ValueTask<IReadOnlyList<TenderTransaction>> Transactions(
        [Parent] Tender tender, Caller caller, TransactionsByTender transactions, CancellationToken cancellationToken)
    {
        var all = await transactions.LoadAsync(tender.Id, cancellationToken) ?? [];
        return caller.IsTill ? all : [.. all.Select(one => one with { Reference = null, FailedBecause = null })];
    }
}

/// <summary>Loads the transactions of one level's tenders together.</summary>
internal sealed class TransactionsByTender(IMediator mediator) : DataLoader<TenderId, IReadOnlyList<TenderTransaction>>
{
    protected override async Task<IReadOnlyDictionary<TenderId, IReadOnlyList<TenderTransaction>>> LoadBatchAsync(IReadOnlyList<TenderId> keys, CancellationToken cancellationToken)
    {
        var transactions = await mediator.Send(new TransactionsOf(keys), cancellationToken);
        return transactions.ToDictionary(of => of.Key, IReadOnlyList<TenderTransaction> (of) => [.. of]);
    }
}
