// Writes what Stripe's official SDK sends for the calls of GoldenTests.cs: by name, the method, the path with its query, and the body.
import Stripe from 'stripe';

let sent;
const stripe = new Stripe('sk_test_golden', {
  maxNetworkRetries: 0,
  telemetry: false,
  httpClient: Stripe.createFetchHttpClient(async (url, { method, body }) => {
    sent = { method, path: url.replace(/^https:\/\/[^/]+/, ''), body: body ?? '' };
    return new Response(JSON.stringify({ id: 'x', object: 'list', data: [], has_more: false }), { status: 200 });
  }),
});

const day = new Date(Date.UTC(2026, 10, 22));
const calls = {
  'a card': () => stripe.paymentIntents.create({
    amount: 1990, currency: 'gbp', capture_method: 'manual', confirm: true, metadata: { order_id: '0193', tender_key: 'order:0193:tender:0' },
    payment_method: 'pm_card_visa', payment_method_types: ['card'], return_url: 'https://shop.example/back?a=1&b=2',
  }),
  'a card at a reader': () => stripe.paymentIntents.create({
    amount: 1, currency: 'eur', capture_method: 'manual',
    payment_method_options: { card_present: { request_extended_authorization: false, request_incremental_authorization_support: true } },
    payment_method_types: ['card_present'],
  }),
  'wallets': () => stripe.paymentIntents.create({ amount: 50, currency: 'usd', automatic_payment_methods: { enabled: true, allow_redirects: 'never' } }),
  'a saved card without the shopper': () => stripe.paymentIntents.create({
    amount: 99999999, currency: 'usd', confirm: true, customer: 'cus_1', error_on_requires_action: true, off_session: true, payment_method: 'pm_1',
  }),
  'a card to keep': () => stripe.paymentIntents.create({ amount: 500, currency: 'jpy', customer: 'cus_1', setup_future_usage: 'off_session' }),
  'signs of all kinds': () => stripe.paymentIntents.create({
    amount: 500, currency: 'gbp', description: 'Jam & "tea" + 50% off = good; [sic] ~_-.!*\'() #1/2?', receipt_email: 'a+b@example.com',
  }),
  'letters of all kinds': () => stripe.paymentIntents.create({ amount: 500, currency: 'gbp', description: 'Grüße, 茶 und 🍵\nnew line\ttab' }),
  'odd names of notes': () => stripe.paymentIntents.create({ amount: 500, currency: 'gbp', metadata: { 'with space': 'a', 'with[brackets]': 'b', 'ü&=': 'c' } }),
  'a note that is dropped': () => stripe.customers.update('cus_1', { metadata: { kept: 'yes', dropped: null } }),
  'a field that is cleared': () => stripe.customers.update('cus_1', { email: '' }),
  'two expansions': () => stripe.paymentIntents.create({ amount: 500, currency: 'gbp', expand: ['latest_charge.balance_transaction', 'customer'] }),
  'reading': () => stripe.paymentIntents.retrieve('pi_1'),
  'reading with expansion': () => stripe.paymentIntents.retrieve('pi_1', { expand: ['latest_charge'] }),
  'an odd id': () => stripe.paymentIntents.retrieve('pi_1/../x y'),
  'confirming': () => stripe.paymentIntents.confirm('pi_1', { payment_method: 'pm_card_visa', return_url: 'https://shop.example/' }),
  'taking all': () => stripe.paymentIntents.capture('pi_1'),
  'taking a part': () => stripe.paymentIntents.capture('pi_1', { amount_to_capture: 1200 }),
  'taking one of several parts': () => stripe.paymentIntents.capture('pi_1', { amount_to_capture: 1200, final_capture: false }),
  'a payment that is taken in parts': () => stripe.paymentIntents.create({
    amount: 1990, currency: 'gbp', capture_method: 'manual', payment_method_options: { card: { request_multicapture: 'if_available' } },
  }),
  'letting go': () => stripe.paymentIntents.cancel('pi_1', { cancellation_reason: 'requested_by_customer' }),
  'raising': () => stripe.paymentIntents.incrementAuthorization('pi_1', { amount: 2500 }),
  'a list between two days': () => stripe.paymentIntents.list({ limit: 100, expand: ['data.latest_charge'], created: { gte: day, lt: new Date(day.getTime() + 86_400_000) } }),
  'a search': () => stripe.paymentIntents.search({ query: "metadata['order_id']:'0193' AND status:'succeeded'", limit: 100 }),
  'a refund': () => stripe.refunds.create({ payment_intent: 'pi_1', amount: 300, reason: 'requested_by_customer', metadata: { refund_key: 'refund:1' } }),
  'a reader': () => stripe.terminal.readers.create({ registration_code: 'simulated-wpe', label: 'Till 1', location: 'tml_1' }),
  'a payment at a reader': () => stripe.terminal.readers.processPaymentIntent('tmr_1', {
    payment_intent: 'pi_1', process_config: { allow_redisplay: 'always', enable_customer_cancellation: true, skip_tipping: true },
  }),
  'a cart on a reader': () => stripe.terminal.readers.setReaderDisplay('tmr_1', {
    cart: { currency: 'gbp', line_items: [{ amount: 100, description: 'Tea', quantity: 1 }, { amount: 200, description: 'Jam', quantity: 2 }], tax: 50, total: 500 },
    type: 'cart',
  }),
  'events of two types': () => stripe.events.list({ types: ['payment_intent.succeeded', 'refund.failed'], delivery_success: false }),
};

const written = {};
for (const [name, call] of Object.entries(calls)) {
  await call();
  written[name] = sent;
}
console.log(JSON.stringify(written));
