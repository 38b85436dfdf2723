using MediatR;
using OmniCommerce.GraphQL.Authoring;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Features;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.Loyalty.GraphQL;

[ObjectType<LoyaltyAccount>]
internal static class LoyaltyAccountType
{
    /// <summary>An account is seen by its member, and by tills.</summary>
    [NodeResolver]
    public static async ValueTask<LoyaltyAccount?> Load(LoyaltyAccountId id, Caller caller, IMediator mediator, CancellationToken cancellationToken)
    {
        var account = await mediator.Send(new LoyaltyAccountWithId(id), cancellationToken);
        return account is not null && (caller.IsTill || caller.CustomerId == account.CustomerId) ? account : null;
    }
}
