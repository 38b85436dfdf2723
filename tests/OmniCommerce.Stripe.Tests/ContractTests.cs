using System.Text;

namespace OmniCommerce.Stripe.Tests;

/// <summary>Every request that the client can make is one of Stripe's specification, and every answer of it is read.</summary>
public sealed class ContractTests(StripeContract contract) : IClassFixture<StripeContract>
{
    public static MatrixTheoryData<string, string> Calls => new(EveryCall.Calls.Keys, [StripeContract.Dahlia, StripeContract.Endive]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_request_is_in_Stripes_specification(string call, string version)
    {
        using var stripe = contract.Client(version: version);
        await EveryCall.Calls[call](stripe);
    }

    [Theory]
    [InlineData("PaymentIntents.CreateAsync")]
    [InlineData("SetupIntents.CreateAsync")]
    public async Task The_version_after_it_refuses_the_name_that_this_one_has(string call)
    {
        using var way = new Misspelling("allowed_payment_method_types[", "payment_method_types[");
        using var stripe = contract.Client(way, StripeContract.Endive);

        var refused = await Should.ThrowAsync<StripeException>(() => EveryCall.Calls[call](stripe));

        (refused.Code, refused.Param).ShouldBe(("parameter_unknown", "payment_method_types"));
    }

    [Fact]
    public void No_call_escapes_the_judge() => EveryCall.Names.Order().ShouldBe(EveryCall.Calls.Keys.Order());

    [Theory]
    [InlineData("currency=", "curency=", "parameter_unknown", "curency")]
    [InlineData("confirm=true", "confirm=yes", "parameter_invalid", "confirm")]
    [InlineData("amount=1990&", "", "parameter_missing", "amount")]
    [InlineData("[request_extended_authorization]", "[extended]", "parameter_unknown", "payment_method_options[card_present][extended]")]
    public async Task A_mistake_in_a_request_is_found(string right, string wrong, string code, string param)
    {
        using var way = new Misspelling(right, wrong);
        using var stripe = contract.Client(way);

        var refused = await Should.ThrowAsync<StripeException>(() => EveryCall.Calls["PaymentIntents.CreateAsync"](stripe));

        (refused.Code, refused.Param, refused.Outcome).ShouldBe((code, param, StripeOutcome.Definite));
    }

    [Fact]
    public async Task A_misspelt_query_is_found()
    {
        using var way = new Misspelling("created[gte]", "created[since]");
        using var stripe = contract.Client(way);

        (await Should.ThrowAsync<StripeException>(() => EveryCall.Calls["PaymentIntents.ListAsync"](stripe))).Code.ShouldNotBeNull();
    }

    [Fact]
    public async Task Answers_are_read_whole()
    {
        using var stripe = contract.Client();

        var payment = await stripe.PaymentIntents.RetrieveAsync("pi_1");
        payment.Id.ShouldStartWith("pi_");
        payment.Status.ShouldBe(PaymentIntentStatus.RequiresPaymentMethod);
        payment.Created.Year.ShouldBe(2009);
        (await stripe.Terminal.RetrieveReaderAsync("tmr_1")).Status.ShouldBe(ReaderStatus.Online);
        (await stripe.PaymentMethods.RetrieveAsync("pm_1")).Card!.Last4.Length.ShouldBe(4);
        (await stripe.Refunds.RetrieveAsync("re_1")).Status.ShouldBe(RefundStatus.Succeeded);
        var dispute = await stripe.Disputes.RetrieveAsync("dp_1");
        (dispute.Status, dispute.EvidenceDetails!.DueBy!.Value.Year).ShouldBe((DisputeStatus.WarningNeedsResponse, 2024));
    }

    private sealed class Misspelling(string right, string wrong) : DelegatingHandler(StripeClient.Network())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is null)
            {
                request.RequestUri = new Uri(Changed(request.RequestUri!.AbsoluteUri));
                return await base.SendAsync(request, cancellationToken);
            }

            var form = Changed(await request.Content.ReadAsStringAsync(cancellationToken));
            request.Content = new StringContent(form, Encoding.ASCII, request.Content.Headers.ContentType!);
            return await base.SendAsync(request, cancellationToken);
        }

        private string Changed(string text)
        {
            text.ShouldContain(right);
            return text.Replace(right, wrong, StringComparison.Ordinal);
        }
    }
}
