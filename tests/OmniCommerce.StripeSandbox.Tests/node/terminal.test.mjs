import assert from 'node:assert/strict';
import { test } from 'node:test';
import { door, pay, refusal, stripe } from './sandbox.mjs';

const readers = stripe.terminal.readers;
const present = stripe.testHelpers.terminal.readers.presentPaymentMethod.bind(stripe.testHelpers.terminal.readers);

const newReader = async (more = {}) => {
  const location = await stripe.terminal.locations.create({ display_name: 'Leeds', address: { line1: 'High Street 1', city: 'Leeds', postal_code: 'LS1 1AA', country: 'GB' } });
  return readers.create({ registration_code: 'simulated-wpe', label: 'Till 2', location: location.id, ...more });
};

const inStore = (amount, more = {}) => stripe.paymentIntents.create({
  amount, currency: 'gbp', payment_method_types: ['card_present'], capture_method: 'manual', ...more,
});

test('a location and its reader are registered, changed, listed and deleted', async () => {
  const reader = await newReader();
  assert.equal(reader.device_type, 'simulated_wisepos_e');
  assert.equal(reader.status, 'online');
  assert.equal(reader.action, null);
  assert.equal((await readers.update(reader.id, { label: 'Till 3' })).label, 'Till 3');
  assert.deepEqual((await readers.list({ location: reader.location })).data.map(one => one.id), [reader.id]);
  assert.equal((await stripe.terminal.locations.update(reader.location, { display_name: 'York' })).display_name, 'York');
  assert.equal((await readers.retrieve(reader.id, { expand: ['location'] })).location.display_name, 'York');
  assert.equal((await readers.del(reader.id)).deleted, true);
  assert.equal((await readers.retrieve(reader.id)).deleted, true);
  assert.equal((await stripe.terminal.locations.del(reader.location)).deleted, true);
  await refusal(readers.create({ registration_code: 'sepia-cerulean-aqua' }));
  assert.ok((await stripe.terminal.connectionTokens.create({})).secret);
});

test('a card is tapped at a reader, held, and captured', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200)];
  const started = await readers.processPaymentIntent(reader.id, { payment_intent: intent.id, process_config: { skip_tipping: true } });
  assert.equal(started.action.status, 'in_progress');
  assert.equal(started.action.process_payment_intent.payment_intent, intent.id);
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_payment_method');
  const tapped = await present(reader.id, { type: 'card_present', card_present: { number: '5555555555554444' } });
  assert.equal(tapped.action.status, 'succeeded');
  const held = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  assert.equal(held.status, 'requires_capture');
  assert.equal(held.latest_charge.payment_method_details.card_present.brand, 'mastercard');
  assert.equal(held.latest_charge.payment_method_details.card_present.reader, reader.id);
  assert.equal((await stripe.paymentIntents.capture(intent.id)).status, 'succeeded');
});

test('a declined card ends the action, and the next card pays', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200, { capture_method: 'automatic' })];
  await readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
  const declined = await present(reader.id, { card_present: { number: '4000000000009995' } });
  assert.equal(declined.action.status, 'failed');
  assert.equal(declined.action.failure_code, 'insufficient_funds');
  assert.equal(declined.action.api_error.type, 'card_error');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).last_payment_error.decline_code, 'insufficient_funds');
  await readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
  assert.equal((await present(reader.id)).action.status, 'succeeded');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
});

test('a reader does one thing at a time, until that is canceled', async () => {
  const [reader, one, other] = [await newReader(), await inStore(4200), await inStore(1700)];
  await readers.processPaymentIntent(reader.id, { payment_intent: one.id });
  const busy = await refusal(readers.processPaymentIntent(reader.id, { payment_intent: other.id }));
  assert.equal(busy.code, 'terminal_reader_busy');
  assert.equal((await refusal(readers.setReaderDisplay(reader.id, { type: 'cart', cart: { currency: 'gbp', total: 1, line_items: [{ amount: 1, description: 'Tea', quantity: 1 }] } }))).code, 'terminal_reader_busy');
  assert.equal((await readers.cancelAction(reader.id)).action, null);
  await refusal(present(reader.id));
  assert.equal((await readers.processPaymentIntent(reader.id, { payment_intent: other.id })).action.status, 'in_progress');
});

test('fifty payments at once begin one action', async () => {
  const reader = await newReader();
  const intents = await Promise.all(Array.from({ length: 50 }, () => inStore(4200)));
  const answers = await Promise.allSettled(intents.map(intent => readers.processPaymentIntent(reader.id, { payment_intent: intent.id })));
  assert.equal(answers.filter(answer => answer.status === 'fulfilled').length, 1);
});

test('a payment that ended meanwhile is not taken at the reader', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200)];
  await readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
  await stripe.paymentIntents.cancel(intent.id);
  const ended = await present(reader.id);
  assert.equal(ended.action.failure_code, 'intent_invalid_state');
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'canceled');
  assert.equal((await refusal(readers.processPaymentIntent(reader.id, { payment_intent: intent.id }))).code, 'intent_invalid_state');
  const online = await pay(1099, 'pm_card_visa', { confirm: false });
  await refusal(readers.processPaymentIntent(reader.id, { payment_intent: online.id }));
});

test('a reader that is off says so', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200)];
  await door('POST', `/_sandbox/readers/${reader.id}`, { status: 'offline' });
  assert.equal((await refusal(readers.processPaymentIntent(reader.id, { payment_intent: intent.id }))).code, 'terminal_reader_offline');
  await door('POST', `/_sandbox/readers/${reader.id}`, { status: 'online' });
  assert.equal((await readers.processPaymentIntent(reader.id, { payment_intent: intent.id })).action.status, 'in_progress');
});

test('a reader that does not answer in time may have begun all the same', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200)];
  await door('POST', '/_sandbox/faults', { operation: 'Terminal.Readers.processPaymentIntent', status: 400, code: 'terminal_reader_timeout', apply: true });
  assert.equal((await refusal(readers.processPaymentIntent(reader.id, { payment_intent: intent.id }))).code, 'terminal_reader_timeout');
  assert.equal((await readers.retrieve(reader.id)).action.status, 'in_progress');
});

test('the customer cancels at the reader', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200)];
  await readers.processPaymentIntent(reader.id, { payment_intent: intent.id, process_config: { enable_customer_cancellation: true } });
  const canceled = await door('POST', `/_sandbox/readers/${reader.id}`, { action: 'customer_cancels' });
  assert.equal(canceled.action.failure_code, 'customer_canceled');
});

test('a reader shows the cart', async () => {
  const reader = await newReader();
  const shown = await readers.setReaderDisplay(reader.id, {
    type: 'cart', cart: { currency: 'gbp', tax: 200, total: 1200, line_items: [{ amount: 1000, description: 'Tea', quantity: 2 }] },
  });
  assert.equal(shown.action.set_reader_display.cart.line_items[0].description, 'Tea');
  assert.equal((await readers.cancelAction(reader.id)).action, null);
});

test('a card tapped in the store pays later in the app', async () => {
  const customer = await stripe.customers.create({});
  const [reader, intent] = [await newReader(), await inStore(4200, { customer: customer.id, setup_future_usage: 'off_session', capture_method: 'automatic' })];
  await readers.processPaymentIntent(reader.id, { payment_intent: intent.id, process_config: { allow_redisplay: 'always' } });
  await present(reader.id);
  const { latest_charge: charge } = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  const card = await stripe.paymentMethods.retrieve(charge.payment_method_details.card_present.generated_card);
  assert.equal(card.customer, customer.id);
  assert.equal(card.type, 'card');
  assert.equal(card.allow_redisplay, 'always');
  assert.equal(card.card.generated_from.charge, charge.id);
  assert.equal((await pay(1700, card.id, { customer: customer.id, off_session: true })).status, 'succeeded');
});

test('a card is saved at a reader without a payment', async () => {
  const customer = await stripe.customers.create({});
  const reader = await newReader();
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method_types: ['card_present'] });
  await readers.processSetupIntent(reader.id, { setup_intent: setup.id, allow_redisplay: 'always' });
  const done = await present(reader.id);
  assert.equal((await stripe.setupIntents.retrieve(setup.id)).status, 'succeeded');
  const card = await stripe.paymentMethods.retrieve(done.action.process_setup_intent.generated_card);
  assert.equal((await pay(1700, card.id, { customer: customer.id, off_session: true })).status, 'succeeded');
});

test('a reader can present its test card by itself', async () => {
  const [reader, intent] = [await newReader({ metadata: { sandbox_presents: '4000000000000002' } }), await inStore(4200)];
  const done = await readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
  assert.equal(done.action.failure_code, 'generic_decline');
  await readers.update(reader.id, { metadata: { sandbox_presents: '4242424242424242' } });
  assert.equal((await readers.processPaymentIntent(reader.id, { payment_intent: intent.id })).action.status, 'succeeded');
});

test('a tip is added to the payment', async () => {
  const [reader, intent] = [await newReader(), await inStore(4200)];
  await readers.processPaymentIntent(reader.id, { payment_intent: intent.id, process_config: { tipping: { amount_eligible: 4200 } } });
  await present(reader.id, { amount_tip: 300 });
  const held = await stripe.paymentIntents.retrieve(intent.id);
  assert.equal(held.amount_capturable, 4500);
  assert.equal(held.amount_details.tip.amount, 300);
});

test('a tip is nothing less than nothing, and no more than can be charged', async () => {
  for (const amount_tip of [-1, 99_999_999, 9_007_199_254_740_991]) {
    const [reader, intent] = [await newReader(), await inStore(4200)];
    await readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
    assert.equal((await refusal(stripe.testHelpers.terminal.readers.presentPaymentMethod(reader.id, { amount_tip }))).param, 'amount_tip');
    assert.equal((await readers.retrieve(reader.id)).action.status, 'in_progress');
  }
});

test('a reader that is to show a cart is told which', async () => {
  assert.equal((await refusal(readers.setReaderDisplay((await newReader()).id, { type: 'cart' }))).param, 'cart');
});
