using System.Net;
using System.Net.Sockets;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Webhooks.Contracts;
using OmniCommerce.Webhooks.Domain;
using OmniCommerce.Webhooks.Sending;

namespace OmniCommerce.IntegrationTests.Webhooks;

/// <summary>Nobody gets the shop to send anything to its own machine or network: not when an endpoint is added, and not when a name leads elsewhere later.</summary>
public sealed class ForbiddenTargetTests(CommerceFixture shop) : IClassFixture<CommerceFixture>
{
    private static readonly WebhooksOptions Strict = new();

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://hooks.example.com/")]
    [InlineData("//hooks.example.com/")]
    [InlineData("hooks.example.com")]
    [InlineData("https://")]
    [InlineData("https://user:password@hooks.example.com/")]
    [InlineData("https://hooks.example.com@127.0.0.1/")]
    [InlineData("https://hooks.example.com/#fragment")]
    [InlineData("https://hooks.example.com:80/")]
    [InlineData("https://hooks.example.com:22/")]
    [InlineData("https://hooks.example.com:6379/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://shop.localhost/")]
    [InlineData("https://database/")]
    [InlineData("https://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("https://printer.local/")]
    [InlineData("https://router.home.arpa/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://①②⑦.⓪.⓪.①/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://100.64.1.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://172.20.0.1/")]
    [InlineData("https://192.168.0.1:8443/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    public async Task A_bad_address_is_refused_when_it_is_added_and_when_it_is_sent_to(string url)
    {
        (await shop.Send(new AddWebhookEndpoint(url, ["*"]))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe(["url"]);

        var dialled = 0;
        using var client = Client((_, _) =>
        {
            dialled++;
            return Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")]);
        });
        (await SendAsync(client, url)).Error.ShouldNotBeNull();
        dialled.ShouldBe(0);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("93.184.216.34", "127.0.0.1")]
    [InlineData("127.0.0.1", "93.184.216.34")]
    public async Task A_good_name_that_leads_inside_is_not_dialled(params string[] addresses)
    {
        using var client = Client((_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]));
        var outcome = await SendAsync(client, "https://hooks.example.com/");
        (outcome.Status, outcome.IsTaken).ShouldBe((null, false));
        outcome.Error.ShouldNotBeNull().ShouldContain("is not an address of the internet");
    }

    [Fact]
    public async Task A_name_that_changes_between_two_looks_is_looked_up_once_and_judged_by_what_is_dialled()
    {
        // The first look is honest, the second is the trap: there must be no second.
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var looks = 0;
        ResolveHost rebinding = (_, _) => Task.FromResult<IPAddress[]>([++looks == 1 ? IPAddress.Parse("203.0.113.7") : IPAddress.Loopback]);
        var port = ((IPEndPoint)inside.LocalEndpoint).Port;
        var dialer = new SafeDialer(rebinding, Strict);
        await Should.ThrowAsync<TargetRefusedException>(async () => await dialer.ConnectAsync(new DnsEndPoint("rebind.example.com", 443), CancellationToken.None));
        looks.ShouldBe(1);
        await Should.ThrowAsync<TargetRefusedException>(async () => await dialer.ConnectAsync(new DnsEndPoint("rebind.example.com", 443), CancellationToken.None));
        looks.ShouldBe(2);
        await Should.ThrowAsync<TargetRefusedException>(async () => await dialer.ConnectAsync(new DnsEndPoint("rebind.example.com", port), CancellationToken.None));
        inside.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task The_address_that_was_judged_is_the_one_that_is_dialled()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var dialer = new SafeDialer((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), new WebhooksOptions { AllowInsecureTargets = true });
        var connecting = dialer.ConnectAsync(new DnsEndPoint("nowhere.invalid", ((IPEndPoint)inside.LocalEndpoint).Port), CancellationToken.None);
        using var accepted = await inside.AcceptTcpClientAsync();
        await using var stream = await connecting;
        ((IPEndPoint)accepted.Client.LocalEndPoint!).Address.ShouldBe(IPAddress.Loopback);
    }

    [Theory]
    [InlineData("https://hooks.example.com/orders?shop=1")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("https://93.184.216.34/")]
    public async Task A_good_address_is_taken(string url)
    {
        var added = await shop.Send(new AddWebhookEndpoint(url, ["*"]));
        added.IsRefused.ShouldBeFalse();
        await shop.Send(new RemoveWebhookEndpoint(added.Value.Id));
    }

    private WebhookClient Client(ResolveHost resolve) => new(new SafeDialer(resolve, Strict), Strict, shop.Clock);

    private Task<Outcome> SendAsync(WebhookClient client, string url)
    {
        var now = shop.Clock.Now;
        var endpoint = new Endpoint { Id = Guid.NewGuid(), Url = url, Types = "*", Secret = Signature.NewSecret(), CreatedAt = now };
        var delivery = new Delivery { Id = Guid.NewGuid(), EndpointId = endpoint.Id, EventId = Guid.NewGuid(), Type = "order.placed", Body = "{}", RaisedAt = now, DueAt = now };
        return client.SendAsync(endpoint, delivery, TestContext.Current.CancellationToken);
    }
}
