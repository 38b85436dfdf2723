import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pay, refusal, stripe } from './sandbox.mjs';

test('a payment without a method waits for one', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1099, currency: 'eur', automatic_payment_methods: { enabled: true } });
  assert.equal(intent.status, 'requires_payment_method');
  assert.equal(intent.automatic_payment_methods.enabled, true);
  assert.ok(intent.client_secret.startsWith(`${intent.id}_secret_`));
});

test('a payment with a method waits to be confirmed, and then succeeds', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1099, currency: 'EUR', payment_method: 'pm_card_visa', payment_method_types: ['card'] });
  assert.equal(intent.status, 'requires_confirmation');
  assert.equal(intent.currency, 'eur');
  const confirmed = await stripe.paymentIntents.confirm(intent.id, {}, {});
  assert.equal(confirmed.status, 'succeeded');
  assert.equal(confirmed.amount_received, 1099);
});

test('creating and confirming at once charges the card', async () => {
  const intent = await pay(2500, 'pm_card_mastercard', { expand: ['latest_charge.balance_transaction', 'payment_method'] });
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.payment_method.card.brand, 'mastercard');
  assert.equal(intent.payment_method.card.last4, '4444');
  const charge = intent.latest_charge;
  assert.equal(charge.captured, true);
  assert.equal(charge.amount_captured, 2500);
  assert.equal(charge.outcome.type, 'authorized');
  assert.equal(charge.balance_transaction.amount, 2500);
  assert.equal(charge.balance_transaction.net, 2500 - charge.balance_transaction.fee);
});

test('a manual payment is held, and captured later', async () => {
  const intent = await pay(5000, 'pm_card_amex', { capture_method: 'manual', expand: ['latest_charge'] });
  assert.equal(intent.status, 'requires_capture');
  assert.equal(intent.amount_capturable, 5000);
  assert.equal(intent.latest_charge.captured, false);
  assert.ok(intent.latest_charge.payment_method_details.card.capture_before > intent.created);
  const captured = await stripe.paymentIntents.capture(intent.id);
  assert.equal(captured.status, 'succeeded');
  assert.equal(captured.amount_capturable, 0);
  assert.equal(captured.amount_received, 5000);
});

test('a part can be captured, and the rest is let go', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1500 });
  assert.equal(captured.amount, 5000);
  assert.equal(captured.amount_received, 1500);
  assert.equal(captured.amount_capturable, 0);
});

test('no more can be captured than is held, and nothing twice', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  const tooMuch = await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 5001 }));
  assert.equal(tooMuch.statusCode, 400);
  assert.equal(tooMuch.param, 'amount_to_capture');
  await stripe.paymentIntents.capture(intent.id);
  const twice = await refusal(stripe.paymentIntents.capture(intent.id));
  assert.equal(twice.code, 'payment_intent_unexpected_state');
  assert.equal(twice.payment_intent.status, 'succeeded');
});

test('a card that allows it is captured several times, within what is held', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual', payment_method_options: { card: { request_multicapture: 'if_available' } } });
  const first = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 2000, final_capture: false });
  assert.equal(first.status, 'requires_capture');
  assert.equal(first.amount_capturable, 3000);
  assert.equal((await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3001 }))).param, 'amount_to_capture');
  const last = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3000 });
  assert.equal(last.status, 'succeeded');
  assert.equal(last.amount_received, 5000);
});

test('a card that takes no parts is captured once', async () => {
  const options = { capture_method: 'manual', payment_method_options: { card: { request_multicapture: 'if_available' } }, expand: ['latest_charge'] };
  const visa = await pay(5000, 'pm_card_visa', options);
  assert.equal(visa.latest_charge.payment_method_details.card.multicapture.status, 'available');
  const jcb = await pay(5000, 'pm_card_jcb', options);
  assert.equal(jcb.latest_charge.payment_method_details.card.multicapture.status, 'unavailable');
  assert.equal((await refusal(stripe.paymentIntents.capture(jcb.id, { amount_to_capture: 2000, final_capture: false }))).param, 'final_capture');
  assert.equal((await stripe.paymentIntents.capture(jcb.id, { amount_to_capture: 2000 })).status, 'succeeded');
});

test('what of several parts was not captured is let go, is no refund, and what was captured can be refunded before and after', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual', payment_method_options: { card: { request_multicapture: 'if_available' } } });
  await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 2000, final_capture: false });
  await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1000, final_capture: false });
  assert.equal((await stripe.refunds.create({ payment_intent: intent.id, amount: 500 })).status, 'succeeded');
  const canceled = await stripe.paymentIntents.cancel(intent.id, {}, { expand: ['latest_charge'] });
  assert.equal(canceled.amount_capturable, 0);
  assert.equal(canceled.amount_received, 3000);
  const charge = await stripe.charges.retrieve(canceled.latest_charge, { expand: ['refunds'] });
  assert.equal(charge.amount_captured, 3000);
  assert.equal(charge.amount_refunded, 500);
  assert.equal(charge.refunds.data.length, 1);
  assert.equal((await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 2501 }))).statusCode, 400);
  assert.equal((await stripe.refunds.create({ payment_intent: intent.id })).amount, 2500);
  const told = (await stripe.events.list({ limit: 50 })).data.filter(event => [event.data.object.id, event.data.object.payment_intent].includes(intent.id)).map(event => event.type).reverse();
  assert.deepEqual(told, [
    'payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated',
    'charge.captured', 'payment_intent.amount_capturable_updated', 'charge.captured', 'payment_intent.amount_capturable_updated',
    'refund.created', 'charge.refunded', 'charge.expired', 'payment_intent.canceled', 'refund.created', 'charge.refunded',
  ]);
});

test('a hold can be raised where that was asked for', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual', payment_method_options: { card: { request_incremental_authorization: 'if_available' } } });
  assert.equal((await refusal(stripe.paymentIntents.incrementAuthorization(intent.id, { amount: 4000 }))).param, 'amount');
  const raised = await stripe.paymentIntents.incrementAuthorization(intent.id, { amount: 7000 });
  assert.equal(raised.amount_capturable, 7000);
  assert.equal((await stripe.paymentIntents.capture(intent.id)).amount_received, 7000);
  const plain = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  await refusal(stripe.paymentIntents.incrementAuthorization(plain.id, { amount: 6000 }));
});

test('a payment can be canceled until it is made', async () => {
  const waiting = await stripe.paymentIntents.create({ amount: 1099, currency: 'eur' });
  assert.equal((await stripe.paymentIntents.cancel(waiting.id, { cancellation_reason: 'abandoned' })).cancellation_reason, 'abandoned');
  const held = await pay(1099, 'pm_card_visa', { capture_method: 'manual' });
  const canceled = await stripe.paymentIntents.cancel(held.id);
  assert.equal(canceled.status, 'canceled');
  assert.equal(canceled.amount_capturable, 0);
  assert.ok(canceled.canceled_at);
  assert.equal((await refusal(stripe.paymentIntents.capture(held.id))).code, 'payment_intent_unexpected_state');
  const made = await pay(1099, 'pm_card_visa');
  const late = await refusal(stripe.paymentIntents.cancel(made.id));
  assert.equal(late.statusCode, 400);
  assert.equal(late.code, 'payment_intent_unexpected_state');
});

test('a payment can be changed until it is made', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1099, currency: 'eur', metadata: { order_id: '1', till: 'a' } });
  const changed = await stripe.paymentIntents.update(intent.id, {
    amount: 2099,
    description: 'Two jars',
    metadata: { till: '', note: 'gift' },
    shipping: { name: 'Jenny', address: { line1: 'High Street 1', city: 'Leeds', postal_code: 'LS1 1AA', country: 'GB' } },
  });
  assert.equal(changed.amount, 2099);
  assert.deepEqual(changed.metadata, { order_id: '1', note: 'gift' });
  assert.equal(changed.shipping.address.city, 'Leeds');
  assert.equal((await stripe.paymentIntents.update(intent.id, { payment_method: 'pm_card_visa' })).status, 'requires_confirmation');
  assert.equal((await stripe.paymentIntents.confirm(intent.id)).amount_received, 2099);
  assert.equal((await refusal(stripe.paymentIntents.update(intent.id, { amount: 1 }))).code, 'payment_intent_unexpected_state');
  assert.deepEqual((await stripe.paymentIntents.update(intent.id, { metadata: '' })).metadata, {});
});

test('Link pays as a card does', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1099, currency: 'eur', confirm: true, return_url: 'https://shop.example/back', automatic_payment_methods: { enabled: true },
    payment_method_data: { type: 'link', billing_details: { email: 'jenny@example.com' } }, expand: ['latest_charge'],
  });
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.latest_charge.payment_method_details.type, 'link');
});

for (const [method, wallet] of [['pm_applePay', 'apple_pay'], ['pm_googlePay', 'google_pay']]) {
  test(`${wallet} pays with the card in it, is taken in parts, and is refunded`, async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1099, currency: 'gbp', confirm: true, payment_method: method, capture_method: 'manual', expand: ['latest_charge', 'payment_method'],
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' }, payment_method_options: { card: { request_multicapture: 'if_available' } },
    });
    assert.equal(intent.payment_method.type, 'card');
    assert.equal(intent.payment_method.card.wallet.type, wallet);
    const paid = intent.latest_charge.payment_method_details.card;
    assert.deepEqual([paid.wallet.type, paid.wallet.dynamic_last4, paid.brand, paid.multicapture.status], [wallet, '4242', 'visa', 'available']);
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 500, final_capture: false });
    assert.equal((await stripe.refunds.create({ payment_intent: intent.id, amount: 200 })).payment_method ?? intent.payment_method.id, intent.payment_method.id);
  });
}

test('Link pays by its test id, whole', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 1099, currency: 'gbp', confirm: true, payment_method: 'pm_link', capture_method: 'manual', expand: ['latest_charge', 'payment_method'],
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  assert.equal(intent.payment_method.type, 'link');
  assert.equal(intent.latest_charge.payment_method_details.type, 'link');
  assert.equal((await refusal(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 500, final_capture: false }))).param, 'final_capture');
  assert.equal((await stripe.paymentIntents.capture(intent.id)).status, 'succeeded');
  assert.equal((await stripe.refunds.create({ payment_intent: intent.id })).status, 'succeeded');
});

test('automatic payment methods need a page to come back to', async () => {
  const error = await refusal(stripe.paymentIntents.create({
    amount: 1099, currency: 'eur', payment_method: 'pm_card_visa', confirm: true, automatic_payment_methods: { enabled: true },
  }));
  assert.equal(error.param, 'return_url');
  const intent = await stripe.paymentIntents.create({
    amount: 1099, currency: 'eur', payment_method: 'pm_card_visa', confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  assert.equal(intent.status, 'succeeded');
});

test('what was chosen before stays chosen when something else is', async () => {
  const intent = await stripe.paymentIntents.create({
    amount: 5000, currency: 'eur', capture_method: 'manual', payment_method: 'pm_card_visa', payment_method_types: ['card'],
    payment_method_options: { card: { request_multicapture: 'if_available', installments: { enabled: true } } },
  });
  const confirmed = await stripe.paymentIntents.confirm(intent.id, { payment_method_options: { card: { network: 'visa' } }, expand: ['latest_charge'] });
  assert.equal(confirmed.payment_method_options.card.network, 'visa');
  assert.equal(confirmed.payment_method_options.card.installments.enabled, true);
  assert.equal(confirmed.latest_charge.payment_method_details.card.multicapture.status, 'available');
});

test('Stripe chooses how to pay or the shop does, and from what there is', async () => {
  const create = parameters => stripe.paymentIntents.create({ amount: 1000, currency: 'eur', ...parameters });
  assert.equal((await refusal(create({ automatic_payment_methods: { enabled: true }, payment_method_types: ['card'] }))).code, 'parameters_exclusive');
  assert.equal((await refusal(create({ payment_method_types: ['carrd'] }))).param, 'payment_method_types');
  assert.equal((await refusal(create({ payment_method_types: '' }))).param, 'payment_method_types');
  assert.deepEqual((await create({ automatic_payment_methods: { enabled: false } })).payment_method_types, ['card']);
});

test('an amount that is too small in another currency is refused', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 60, currency: 'eur' });
  assert.equal((await refusal(stripe.paymentIntents.update(intent.id, { currency: 'sek' }))).code, 'amount_too_small');
});

test('what the statement says can be said at the capture', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  assert.equal((await stripe.paymentIntents.capture(intent.id, { statement_descriptor_suffix: 'ORDER 1' })).statement_descriptor_suffix, 'ORDER 1');
});
