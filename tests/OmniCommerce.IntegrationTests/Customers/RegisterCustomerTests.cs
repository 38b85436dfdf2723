using Microsoft.EntityFrameworkCore;
using OmniCommerce.Carts.Contracts;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Customers.Features;
using OmniCommerce.Kernel;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Platform.Pipeline;
using OmniCommerce.Sessions.Features;

namespace OmniCommerce.IntegrationTests.Customers;

public sealed class RegisterCustomerTests(CustomersFixture shop) : IClassFixture<CustomersFixture>
{
    [Fact]
    public async Task A_customer_who_registers_is_signed_in_and_has_points_and_the_guests_cart()
    {
        var session = await shop.Start();
        var email = CustomersFixture.NewEmail();

        var registered = (await shop.Send(CustomersFixture.Registration(await shop.CallerOf(session.Token), email))).Value;

        var customer = (await shop.Send(new FindCustomer(registered.CustomerId)))!;
        customer.ShouldBe(new Customer { Id = registered.CustomerId, Email = email, Name = "Ada Lovelace", Phone = "+44 20 7946 0000" });
        registered.SignedIn.ShouldBe(session.Session.Id);
        registered.CartMerge!.Dropped.ShouldHaveSingleItem();
        (await shop.CallerOf(session.Token)).CustomerId.ShouldBe(customer.Id);
        (await shop.Send(new FindLoyaltyAccount(customer.Id)))!.Balance.ShouldBe(0);
        shop.Merges.ShouldContain(new MergeCartsAtSignIn(session.Session.Id, customer.Id, CartMergeStrategy.Sum));
    }

    [Fact]
    public async Task Who_has_no_session_registers_all_the_same()
    {
        var registered = (await shop.Send(CustomersFixture.Registration(shop.Callers.Anonymous, CustomersFixture.NewEmail()))).Value;

        registered.SignedIn.ShouldBeNull();
        registered.CartMerge.ShouldBeNull();
        (await shop.Send(new FindLoyaltyAccount(registered.CustomerId))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_has_signed_out_meanwhile_registers_all_the_same()
    {
        var session = await shop.Start();
        var caller = await shop.CallerOf(session.Token);
        await shop.Send(new SignOut(caller, Everywhere: false));

        (await shop.Send(CustomersFixture.Registration(caller, CustomersFixture.NewEmail()))).Value.SignedIn.ShouldBeNull();
    }

    [Fact]
    public async Task Of_100_who_register_one_address_at_once_one_is_registered()
    {
        var email = CustomersFixture.NewEmail();

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => shop.Send(
            new StoreRegistration(shop.Callers.Anonymous, i % 2 == 0 ? email : email.ToUpperInvariant(), null, null, null, "hash")))));

        all.Count(one => !one.IsRefused).ShouldBe(1);
        all.Where(one => one.IsRefused).ShouldAllBe(one => one.Refusals.Single() is EmailTaken);
        (await shop.InDatabase(db => db.Set<RegisteredCustomer>().CountAsync(customer => customer.EmailKey == email))).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_is_taken_however_it_is_spelt()
    {
        var email = CustomersFixture.NewEmail();
        await shop.Register(email);

        var refused = await shop.Send(CustomersFixture.Registration(shop.Callers.Anonymous, $" {email.ToUpperInvariant()} "));

        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<EmailTaken>();
    }

    [Fact]
    public async Task A_repeat_answers_the_first_outcome_and_registers_nobody_again()
    {
        var command = CustomersFixture.Registration(await shop.NewCaller(), CustomersFixture.NewEmail()) with { OperationId = Guid.NewGuid() };

        var first = (await shop.Send(command)).Value;
        var again = (await shop.Send(command)).Value;

        again.CustomerId.ShouldBe(first.CustomerId);
        again.SignedIn.ShouldBe(first.SignedIn);
        again.CartMerge!.Dropped.ShouldBe(first.CartMerge!.Dropped);
        shop.Merges.Count(merge => merge.CustomerId == first.CustomerId).ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_with_another_password_is_another_input()
    {
        var command = CustomersFixture.Registration(await shop.NewCaller(), CustomersFixture.NewEmail()) with { OperationId = Guid.NewGuid() };
        await shop.Send(command);

        (await shop.Send(command with { Password = "another password" })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OperationReused>();
        (await shop.Send(command with { Name = "Augusta" })).Refusals.ShouldHaveSingleItem().ShouldBeOfType<OperationReused>();
    }

    [Fact]
    public async Task Neither_the_password_nor_what_would_check_it_is_stored_with_the_operation()
    {
        var command = CustomersFixture.Registration(shop.Callers.Anonymous, CustomersFixture.NewEmail()) with { OperationId = Guid.NewGuid() };
        var id = (await shop.Send(command)).Value.CustomerId;

        var operation = await shop.InDatabase(db => db.Set<Operation>().SingleAsync(operation => operation.Id == command.OperationId));
        var hash = await shop.InDatabase(db => db.Set<RegisteredCustomer>().Where(customer => customer.Id == id).Select(customer => customer.PasswordHash).SingleAsync());

        operation.Outcome.ShouldNotContain(command.Password);
        operation.Outcome.ShouldNotContain(hash!);
        var otherPassword = new StoreRegistration(command.Caller, command.Email, command.Name, command.Phone, command.OperationId, "another hash");
        Operation.FingerprintOf(otherPassword).ShouldBe(operation.Fingerprint);
    }

    [Fact]
    public async Task When_the_carts_do_not_merge_nothing_happened()
    {
        var session = await shop.Start();
        shop.Refusing = session.Session.Id;
        var email = CustomersFixture.NewEmail();

        var refused = await shop.Send(CustomersFixture.Registration(await shop.CallerOf(session.Token), email));

        refused.IsRefused.ShouldBeTrue();
        (await shop.CallerOf(session.Token)).CustomerId.ShouldBeNull();
        (await shop.InDatabase(db => db.Set<RegisteredCustomer>().AnyAsync(customer => customer.EmailKey == email))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ada", CustomersFixture.Password, null, null, "email")]
    [InlineData("ada@example.com", "1234567", null, null, "password")]
    [InlineData("ada@example.com", CustomersFixture.Password, "Ada\u0007", null, "name")]
    [InlineData("ada@example.com", CustomersFixture.Password, null, "call me", "phone")]
    [InlineData("ada@example.com", CustomersFixture.Password, null, "1234567890123456", "phone")]
    public async Task What_is_not_acceptable_is_refused_where_it_stands(string email, string password, string? name, string? phone, string field)
    {
        var refused = await shop.Send(new RegisterCustomer(shop.Callers.Anonymous, email, password, name, phone, null));

        refused.Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe([field]);
    }

    [Fact]
    public async Task A_password_has_at_most_128_characters()
    {
        var command = CustomersFixture.Registration(shop.Callers.Anonymous, CustomersFixture.NewEmail());

        (await shop.Send(command with { Password = new string('x', 129) })).IsRefused.ShouldBeTrue();
        (await shop.Send(command with { Password = new string('x', 128) })).IsRefused.ShouldBeFalse();
    }
}
