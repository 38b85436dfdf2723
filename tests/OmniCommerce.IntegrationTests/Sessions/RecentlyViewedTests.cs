using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MediatR;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;
using OmniCommerce.Sessions.Domain;
using OmniCommerce.Sessions.Persistence;

namespace OmniCommerce.IntegrationTests.Sessions;

public sealed class RecentlyViewedTests(SessionsFixture shop) : IClassFixture<SessionsFixture>
{
    private readonly ProductId[] _products = [.. Enumerable.Range(0, 60).Select(_ => new ProductId(Guid.CreateVersion7()))];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Products_are_remembered_the_newest_first_and_each_once()
    {
        var session = (await shop.Start()).Session.Id;

        await View(session, 0, 1, 2, 0);

        (await Viewed(session)).ShouldBe([_products[0], _products[2], _products[1]]);
        (await Viewed(session, first: 2)).ShouldBe([_products[0], _products[2]]);
    }

    [Fact]
    public async Task What_was_flushed_is_merged_with_what_was_not()
    {
        var session = (await shop.Start()).Session.Id;
        await View(session, 0, 1);
        await shop.Journal.FlushAsync(Cancellation);

        await View(session, 2, 0);

        (await Viewed(session)).ShouldBe([_products[0], _products[2], _products[1]]);
        await shop.Journal.FlushAsync(Cancellation);
        (await Stored(session)).ShouldBe([_products[0], _products[2], _products[1]]);
    }

    [Fact]
    public async Task The_database_keeps_the_newest_fifty()
    {
        var session = (await shop.Start()).Session.Id;

        for (var i = 0; i < _products.Length; i++)
        {
            await View(session, i);
            if (i % 7 == 0)
                await shop.Journal.FlushAsync(Cancellation);
        }

        await shop.Journal.FlushAsync(Cancellation);
        (await Stored(session)).ShouldBe(_products.Reverse().Take(Activity.MaxViews));
    }

    [Fact]
    public async Task Views_of_a_session_that_is_gone_do_not_keep_others_from_being_written()
    {
        var session = (await shop.Start()).Session.Id;
        await View(new SessionId(Guid.NewGuid()), 0);
        await View(session, 1);

        await shop.Journal.FlushAsync(Cancellation);

        (await Stored(session)).ShouldBe([_products[1]]);
    }

    [Fact]
    public async Task What_could_not_be_written_is_written_the_next_time()
    {
        var session = (await shop.Start()).Session.Id;
        await View(session, 0);
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => shop.Journal.FlushAsync(given.Token));
        await View(session, 1);
        await shop.Journal.FlushAsync(Cancellation);

        (await Stored(session)).ShouldBe([_products[1], _products[0]]);
    }

    private async Task View(SessionId session, params int[] products)
    {
        foreach (var product in products)
        {
            shop.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await using var scope = shop.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Publish(new RememberView(session, _products[product]), Cancellation);
        }
    }

    private Task<IReadOnlyList<ProductId>> Viewed(SessionId session, int first = 20) => shop.Send(new RecentlyViewed(session, first));

    private Task<List<ProductId>> Stored(SessionId session) => shop.InDatabase(db =>
        db.Set<SessionView>().Where(view => view.SessionId == session).OrderByDescending(view => view.ViewedAt).Select(view => view.ProductId).ToListAsync());
}
