using System.Text.Json;
using OmniCommerce.IntegrationTests.Sessions;

namespace OmniCommerce.IntegrationTests.Customers;

/// <summary>The customers' part of the schema among all others, by documents as clients write them.</summary>
public sealed class CustomerSchemaTests(SchemaFixture shop) : IClassFixture<SchemaFixture>
{
    private const string Register = """
        mutation ($email: String!) { registerCustomer(input: { email: $email, password: "correct horse battery", name: "Ada" }) {
          customer { id email name phone cart { id } loyalty { balance } } session { customer { id } cart { id } } cartMerge { kept { id } } errors { __typename } } }
        """;

    private const string SignIn = """
        mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) {
          session { customer { id } } customer { id cart { id } } cartMerge { dropped { sku } } errors { __typename } } }
        """;

    private readonly string _email = CustomersFixture.NewEmail();

    [Fact]
    public async Task A_customer_has_one_cart_on_every_device_they_sign_in_on()
    {
        var phone = (await shop.Start(SessionsFixture.Phone)).Token;
        var guestCart = (await shop.Execute("{ session { cart { id } } }", phone)).GetProperty("session").GetProperty("cart").GetProperty("id").GetString();

        var registered = (await shop.Execute(Register, phone, Variables())).GetProperty("registerCustomer");
        registered.GetProperty("errors").GetArrayLength().ShouldBe(0);
        var customer = registered.GetProperty("customer");
        customer.GetProperty("email").GetString().ShouldBe(_email);
        customer.GetProperty("loyalty").GetProperty("balance").GetInt32().ShouldBe(0);
        customer.GetProperty("cart").GetProperty("id").GetString().ShouldBe(guestCart);
        registered.GetProperty("session").GetProperty("customer").GetProperty("id").GetString().ShouldBe(customer.GetProperty("id").GetString());

        var browser = (await shop.Start()).Token;
        var signedIn = (await shop.Execute(SignIn, browser, Variables("correct horse battery"))).GetProperty("signIn");
        signedIn.GetProperty("customer").GetProperty("cart").GetProperty("id").GetString().ShouldBe(guestCart);
        (await shop.Execute("{ me { email } session { cart { id } } }", browser)).ToString()
            .ShouldBe(JsonSerializer.Serialize(new { me = new { email = _email }, session = new { cart = new { id = guestCart } } }));
    }

    [Fact]
    public async Task Who_registers_without_a_session_has_a_cart_all_the_same()
    {
        var registered = (await shop.Execute(Register, null, Variables())).GetProperty("registerCustomer");

        registered.GetProperty("session").ValueKind.ShouldBe(JsonValueKind.Null);
        registered.GetProperty("cartMerge").ValueKind.ShouldBe(JsonValueKind.Null);
        registered.GetProperty("customer").GetProperty("cart").GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_customer_is_a_node_for_themselves_and_the_till_that_shares_their_session_only()
    {
        var phone = (await shop.Start(SessionsFixture.Phone)).Token;
        var id = (await shop.Execute(Register, phone, Variables())).GetProperty("registerCustomer").GetProperty("customer").GetProperty("id").GetRawText();
        var till = (await shop.Join(phone, SessionsFixture.Till)).Token;
        var otherTill = (await shop.Start(SessionsFixture.Till)).Token;

        foreach (var (token, sees) in new[] { (phone, true), (till, true), (otherTill, false), (null, false) })
        {
            var node = (await shop.Execute("query ($id: ID!) { node(id: $id) { ... on Customer { email } } }", token, $$"""{ "id": {{id}} }""")).GetProperty("node");
            node.ValueKind.ShouldBe(sees ? JsonValueKind.Object : JsonValueKind.Null);
        }
    }

    [Fact]
    public async Task Refusals_are_data()
    {
        var phone = (await shop.Start(SessionsFixture.Phone)).Token;
        await shop.Execute(Register, null, Variables());

        Error(await shop.Execute(Register, null, Variables())).ShouldBe("EmailTaken");
        Error(await shop.Execute(SignIn, phone, Variables("wrong horse battery"))).ShouldBe("InvalidCredentials");
        Error(await shop.Execute(SignIn, null, Variables("correct horse battery"))).ShouldBe("InvalidInput");
        (await shop.Execute("{ me { id } session { customer { id } } }", phone)).ToString().ShouldBe("""{"me":null,"session":{"customer":null}}""");
    }

    private static string? Error(JsonElement data) =>
        data.EnumerateObject().Single().Value.GetProperty("errors").EnumerateArray().Single().GetProperty("__typename").GetString();

    private string Variables(string password = "") => JsonSerializer.Serialize(new { email = _email, password });
}
