using MediatR;
using Microsoft.Extensions.DependencyInjection;
using OmniCommerce.IntegrationTests.Support;
using OmniCommerce.Kernel;
using OmniCommerce.Platform.Jobs;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Features;
using OmniCommerce.Sessions.Hot;

namespace OmniCommerce.IntegrationTests.Sessions;

/// <summary>A shop with one store, in which devices may call themselves tills.</summary>
public class SessionsFixture : CommerceFixture
{
    public static readonly LocationId Store = new(Guid.Parse("019ab000-0000-7000-8000-000000000001"));

    internal ICallers Callers => Services.GetRequiredService<ICallers>();

    internal ActivityJournal Journal => Services.GetRequiredService<ActivityJournal>();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Stores:AllowUnenrolledTills", "true")];

    internal static DeviceClaim Phone { get; } = new("Ada's phone", Channel.Mobile, null);

    internal static DeviceClaim Browser { get; } = new("Firefox", Channel.Web, null);

    internal static DeviceClaim Till { get; } = new("Till 3", Channel.Pos, Store);

    internal async Task<StartedSession> Start(DeviceClaim? device = null) =>
        (await Send(new StartSession(device ?? Browser, null, null, null))).Value;

    internal async Task<Caller> CallerOf(string token) => await Callers.FromBearerAsync($"Bearer {token}", TestContext.Current.CancellationToken);

    internal async Task<JoinedSession> Join(string hostToken, DeviceClaim device)
    {
        var code = (await Send(new CreateHandOffCode(await CallerOf(hostToken), CreateHandOffCode.DefaultSeconds))).Value;
        return (await Send(new JoinSession(code.Text, device, ClientAddress.Unknown))).Value;
    }

    internal async Task<IReadOnlyList<string>> NamesOfDevices(SessionId id) => [.. (await Send(new DevicesOf(id))).Select(device => device.Name)];

    /// <summary>Lets every hot copy grow too old to be believed.</summary>
    public void OutliveHotCopies() => Clock.Advance(HotSession.GoodFor + TimeSpan.FromSeconds(1));

    internal async Task Run<TJob>()
        where TJob : class, IPeriodicJob
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(TestContext.Current.CancellationToken);
    }

    protected override void AddServices(IServiceCollection services) =>
        services.AddTransient<IRequestHandler<LocationExists, bool>, OneStore>();

    private sealed class OneStore : IRequestHandler<LocationExists, bool>
    {
        public Task<bool> Handle(LocationExists request, CancellationToken cancellationToken) => Task.FromResult(request.LocationId == Store);
    }
}
