using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Customers.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Sessions.Contracts;

namespace OmniCommerce.IntegrationTests.Customers;

public sealed class SignInTests(CustomersFixture shop) : IClassFixture<CustomersFixture>
{
    private readonly string _email = CustomersFixture.NewEmail();

    [Fact]
    public async Task Who_knows_the_password_is_signed_in_and_the_carts_merge_as_wished()
    {
        var customer = await shop.Register(_email);
        var session = await shop.Start();

        var signedIn = (await shop.Send(CustomersFixture.SignIn(await shop.CallerOf(session.Token), $" {_email.ToUpperInvariant()} "))).Value;

        signedIn.CustomerId.ShouldBe(customer.Id);
        signedIn.SessionId.ShouldBe(session.Session.Id);
        (await shop.CallerOf(session.Token)).CustomerId.ShouldBe(customer.Id);
        shop.Merges.ShouldContain(new MergeCartsAtSignIn(session.Session.Id, customer.Id, CartMergeStrategy.Max));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_refused_alike()
    {
        await shop.Register(_email);
        var caller = await shop.NewCaller();

        var wrong = await shop.Send(CustomersFixture.SignIn(caller, _email, "wrong horse battery"));
        var unknown = await shop.Send(CustomersFixture.SignIn(caller, CustomersFixture.NewEmail()));

        wrong.Refusals.ShouldHaveSingleItem().ShouldBe(new InvalidCredentials());
        unknown.Refusals.ShouldHaveSingleItem().ShouldBe(new InvalidCredentials());
        (await shop.Send(new FindSession(caller.SessionId!.Value)))!.CustomerId.ShouldBeNull();
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help_for_a_quarter_of_an_hour()
    {
        await shop.Register(_email);
        var caller = await shop.NewCaller();
        for (var i = 0; i < SignInLimits.WrongPerAccount; i++)
            await shop.Send(CustomersFixture.SignIn(caller, _email, "wrong horse battery"));

        (await shop.Send(CustomersFixture.SignIn(caller, _email))).Refusals.ShouldHaveSingleItem().ShouldBe(new InvalidCredentials());
        shop.Clock.Advance(SignInLimits.Window);
        (await shop.Send(CustomersFixture.SignIn(caller, _email))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_in_rightly_may_be_done_as_often_as_one_likes()
    {
        await shop.Register(_email);
        var caller = await shop.NewCaller();

        for (var i = 0; i < SignInLimits.WrongPerAccount + 2; i++)
            (await shop.Send(CustomersFixture.SignIn(caller, _email))).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_client_guesses_at_thirty_accounts_and_no_more(bool addressIsKnown)
    {
        await shop.Register(_email);
        var caller = await shop.NewCaller();
        var client = addressIsKnown ? new ClientAddress(Guid.NewGuid().ToString()) : ClientAddress.Unknown;
        for (var i = 0; i < SignInLimits.WrongPerClient; i++)
            await shop.Send(CustomersFixture.SignIn(caller, $"{i}{CustomersFixture.NewEmail()}") with { Client = client });

        (await shop.Send(CustomersFixture.SignIn(caller, _email) with { Client = client })).IsRefused.ShouldBeTrue();
        (await shop.Send(CustomersFixture.SignIn(await shop.NewCaller(), _email))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_guesses_that_come_at_once_no_more_are_looked_at()
    {
        await shop.Register(_email);
        var caller = await shop.NewCaller();
        const int guesses = 40;

        var all = await Task.WhenAll(Enumerable.Range(0, guesses).Select(i => Task.Run(() =>
            shop.Send(CustomersFixture.SignIn(caller, _email, i < guesses - 1 ? $"wrong horse battery {i}" : CustomersFixture.Password)))));

        // The right one may be among the first five; whatever came after them was not looked at.
        all.Count(one => !one.IsRefused).ShouldBeLessThanOrEqualTo(1);
        (await shop.Send(CustomersFixture.SignIn(caller, _email, "wrong again"))).IsRefused.ShouldBeTrue();
        (await shop.Send(CustomersFixture.SignIn(caller, _email))).IsRefused.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_to_sign_in()
    {
        await shop.Register(_email);

        (await shop.Send(CustomersFixture.SignIn(shop.Callers.Anonymous, _email))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>();
    }

    [Fact]
    public async Task A_hash_that_was_made_too_cheaply_is_made_again()
    {
        var customer = await shop.Register(_email);
        var cheap = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(this, CustomersFixture.Password);
        await shop.InDatabase(db => db.Set<RegisteredCustomer>().Where(c => c.Id == customer.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.PasswordHash, cheap)));

        (await shop.Send(CustomersFixture.SignIn(await shop.NewCaller(), _email))).IsRefused.ShouldBeFalse();

        var hash = await shop.InDatabase(db => db.Set<RegisteredCustomer>().Where(c => c.Id == customer.Id).Select(c => c.PasswordHash).SingleAsync());
        hash.ShouldNotBe(cheap);
        (await shop.Send(CustomersFixture.SignIn(await shop.NewCaller(), _email))).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_customer_without_a_password_cannot_sign_in()
    {
        await shop.Send(new SaveCustomer(Guid.NewGuid().ToString(), _email, "Ada", null));

        (await shop.Send(CustomersFixture.SignIn(await shop.NewCaller(), _email, ""))).Refusals.ShouldHaveSingleItem().ShouldBe(new InvalidCredentials());
    }
}
