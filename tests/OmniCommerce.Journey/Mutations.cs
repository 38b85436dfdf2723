namespace OmniCommerce.Journey;

/// <summary>The documents that the devices send.</summary>
internal static class Mutations
{
    private const string Errors = "errors { __typename ... on Error { message } }";

    public const string StartSession =
        "mutation($device: DeviceInput!) { startSession(input: {device: $device}) { token session { id cart { id } } " + Errors + " } }";

    public const string Join =
        "mutation($code: String!, $device: DeviceInput!) { joinSession(input: {code: $code, device: $device}) { token session { id devices { name channel } cart { id itemCount } } " + Errors + " } }";

    public const string Register =
        "mutation($email: String!) { registerCustomer(input: {email: $email, password: \"correct horse battery\", name: \"Ada\"}) { customer { id } " + Errors + " } }";

    public const string SignIn =
        "mutation($email: String!) { signIn(input: {email: $email, password: \"correct horse battery\"}) { customer { id } cartMerge { kept { id } summed { id } capped { reason } dropped { sku } } " + Errors + " } }";

    public const string AddLines =
        "mutation($lines: [AddCartLineInput!]!) { addCartLines(input: {lines: $lines}) { cart { id version itemCount total { amount } } " + Errors + " } }";

    public const string PlaceOrder =
        "mutation($operationId: UUID!, $tenders: [TenderInput!]!) { placeOrder(input: {operationId: $operationId, tenders: $tenders}) { order { id number status paymentStatus pointsEarned total { amount } lines { id sku quantity total { amount } } tenders { kind amount { amount } status change { amount } } } " + Errors + " } }";

    public const string Return =
        "mutation($orderId: ID!, $lines: [ReturnLineInput!]!, $locationId: ID, $operationId: UUID!) { returnItems(input: {orderId: $orderId, lines: $lines, locationId: $locationId, operationId: $operationId}) { order { paymentStatus } refunded { amount } pointsReversed " + Errors + " } }";
}
