using OmniCommerce.Kernel;
using OmniCommerce.Payments.Gateway;

namespace OmniCommerce.IntegrationTests.Payments;

/// <summary>The network between the shop and its payment provider, as bad as the test wants it.</summary>
internal sealed class FaultyGateway(IPaymentGateway provider) : IPaymentGateway
{
    /// <summary>Calls that the provider is asked and answers, and whose answers are lost on the way.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Nothing arrives and nothing comes back.</summary>
    public bool Down { get; set; }

    public int Calls { get; private set; }

    public Task<GatewayAnswer> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken) =>
        Through(() => provider.AuthorizeAsync(request, cancellationToken));

    public Task<GatewayAnswer> RenewAsync(RenewalRequest request, CancellationToken cancellationToken) => Through(() => provider.RenewAsync(request, cancellationToken));

    public Task<GatewayAnswer> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) =>
        Through(() => provider.CaptureAsync(request, cancellationToken));

    public Task<GatewayAnswer> CancelAsync(string key, string intentId, Money taken, CancellationToken cancellationToken) =>
        Through(() => provider.CancelAsync(key, intentId, taken, cancellationToken));

    public Task<GatewayAnswer> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
        Through(() => provider.RefundAsync(request, cancellationToken));

    public async Task<GatewayAnswer?> FindAsync(SoughtPayment sought, CancellationToken cancellationToken)
    {
        GatewayAnswer? found = null;
        var answer = await Through(async () => (found = await provider.FindAsync(sought, cancellationToken)) ?? GatewayAnswer.Declined("none"));
        return answer.Outcome == GatewayOutcome.Unknown ? answer : found;
    }

    private async Task<GatewayAnswer> Through(Func<Task<GatewayAnswer>> call)
    {
        Calls++;
        if (Down)
            return GatewayAnswer.Unknown;
        var answer = await call();
        if (AnswersToLose == 0)
            return answer;
        AnswersToLose--;
        return GatewayAnswer.Unknown;
    }
}
