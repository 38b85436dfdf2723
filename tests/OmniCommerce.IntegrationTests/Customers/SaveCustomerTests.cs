using Microsoft.EntityFrameworkCore;
using OmniCommerce.Customers.Contracts;
using OmniCommerce.Customers.Domain;
using OmniCommerce.Customers.Features;
using OmniCommerce.Kernel;

namespace OmniCommerce.IntegrationTests.Customers;

public sealed class SaveCustomerTests(CustomersFixture shop) : IClassFixture<CustomersFixture>
{
    private readonly string _reference = Guid.NewGuid().ToString();
    private readonly string _email = CustomersFixture.NewEmail();

    [Fact]
    public async Task A_saved_customer_is_found_and_can_sign_in_with_the_password()
    {
        var id = (await shop.Send(new SaveCustomer(_reference, _email, " Ada ", CustomersFixture.Password))).Value;

        (await shop.Send(new FindCustomer(id))).ShouldBe(new Customer { Id = id, Email = _email, Name = "Ada", Phone = null });
        (await shop.Send(CustomersFixture.SignIn(await shop.NewCaller(), _email))).Value.CustomerId.ShouldBe(id);
    }

    [Fact]
    public async Task Saving_again_answers_the_same_customer_as_they_are()
    {
        var id = (await shop.Send(new SaveCustomer(_reference, _email, "Ada", null))).Value;

        (await shop.Send(new SaveCustomer(_reference, null, "Augusta", null))).Value.ShouldBe(id);
        (await shop.Send(new SaveCustomer(Guid.NewGuid().ToString(), _email.ToUpperInvariant(), "Augusta", null))).Value.ShouldBe(id);

        (await shop.Send(new FindCustomer(id)))!.Name.ShouldBe("Ada");
    }

    [Fact]
    public async Task Of_two_that_fit_the_reference_counts()
    {
        await shop.Send(new SaveCustomer(Guid.NewGuid().ToString(), _email, "By address", null));
        var id = (await shop.Send(new SaveCustomer(_reference, null, "By reference", null))).Value;

        (await shop.Send(new SaveCustomer(_reference, _email, null, null))).Value.ShouldBe(id);
    }

    [Fact]
    public async Task Saving_at_once_saves_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => shop.Send(new SaveCustomer(_reference, null, "Ada", null)))));

        ids.Select(id => id.Value).Distinct().ShouldHaveSingleItem();
        (await shop.InDatabase(db => db.Set<RegisteredCustomer>().CountAsync(customer => customer.Reference == _reference))).ShouldBe(1);
    }

    [Fact]
    public async Task Many_customers_may_have_neither_address_nor_reference_in_common()
    {
        var first = await shop.Send(new SaveCustomer(_reference, null, null, null));
        var second = await shop.Send(new SaveCustomer(_reference + "2", null, null, null));

        second.Value.ShouldNotBe(first.Value);
    }

    [Theory]
    [InlineData("", null, null, "reference")]
    [InlineData("1", "no address", null, "email")]
    [InlineData("1", null, "short", "password")]
    public async Task What_is_not_acceptable_is_refused(string reference, string? email, string? password, string field) =>
        (await shop.Send(new SaveCustomer(reference, email, null, password))).Refusals.ShouldHaveSingleItem().ShouldBeOfType<InvalidInput>().Path.ShouldBe([field]);

    [Fact]
    public async Task Customers_are_found_many_at_a_time()
    {
        var id = (await shop.Send(new SaveCustomer(_reference, _email, "Ada", null))).Value;

        var found = await shop.Send(new FindCustomers([id, new CustomerId(Guid.NewGuid())]));

        found.ShouldHaveSingleItem().Value.Email.ShouldBe(_email);
        (await shop.Send(new FindCustomer(new CustomerId(Guid.NewGuid())))).ShouldBeNull();
    }
}
