using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OmniCommerce.IntegrationTests.Customers;
using OmniCommerce.IntegrationTests.Sessions;
using OmniCommerce.Loyalty.Contracts;
using OmniCommerce.Loyalty.Domain;

namespace OmniCommerce.IntegrationTests.Loyalty;

/// <summary>A member's points by documents as clients write them, where points last for a month.</summary>
public sealed class LoyaltySchemaTests(LoyaltySchemaTests.Shop shop) : IClassFixture<LoyaltySchemaTests.Shop>
{
    [Fact]
    public async Task A_member_sees_which_points_expire_next_and_when()
    {
        var phone = (await shop.Start(SessionsFixture.Phone)).Token;
        await shop.Execute(
            """mutation ($email: String!) { registerCustomer(input: { email: $email, password: "correct horse battery", name: "Ada" }) { errors { __typename } } }""",
            phone,
            JsonSerializer.Serialize(new { email = CustomersFixture.NewEmail() }));
        var number = (await LoyaltyAsync(phone, "number nextToExpire { points }")).GetProperty("number").GetString();
        (await LoyaltyAsync(phone, "nextToExpire { points }")).GetProperty("nextToExpire").ValueKind.ShouldBe(JsonValueKind.Null);

        var member = await shop.InDatabase(db => db.Set<MemberAccount>().Where(account => account.Number == number).Select(account => account.CustomerId).SingleAsync());
        await shop.Send(new GrantPoints(member, 250, "welcome"));

        var loyalty = await LoyaltyAsync(phone, "balance nextToExpire { points at }");
        loyalty.GetProperty("balance").GetInt32().ShouldBe(250);
        var next = loyalty.GetProperty("nextToExpire");
        next.GetProperty("points").GetInt32().ShouldBe(250);
        next.GetProperty("at").GetDateTimeOffset().ShouldBeInRange(shop.Clock.Now.AddMonths(1).AddHours(-1), shop.Clock.Now.AddMonths(1).AddHours(25));
    }

    private async Task<JsonElement> LoyaltyAsync(string token, string fields) =>
        (await shop.Execute($"{{ me {{ loyalty {{ {fields} }} }} }}", token)).GetProperty("me").GetProperty("loyalty");

    public sealed class Shop : SchemaFixture
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("Loyalty:ExpireAfterMonths", "1")];
    }
}
