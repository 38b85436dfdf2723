import assert from 'node:assert/strict';
import { test } from 'node:test';
import { door, pay, receiver, refusal, stripe } from './sandbox.mjs';

const of = (hook, id) => hook.seen.map(delivery => delivery.event).filter(event => event.data.object.id === id || event.data.object.payment_intent === id);

test('what happens to a payment is told, signed and in order', async () => {
  const hook = await receiver();
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  await stripe.paymentIntents.capture(intent.id, {}, { idempotencyKey: `capture-${intent.id}` });
  await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  await hook.until(() => of(hook, intent.id).length >= 7, 'Seven events');
  assert.deepEqual(of(hook, intent.id).map(event => event.type), [
    'payment_intent.created', 'charge.succeeded', 'payment_intent.amount_capturable_updated', 'charge.captured', 'payment_intent.succeeded', 'refund.created', 'charge.refunded',
  ]);
  const succeeded = of(hook, intent.id)[4];
  assert.equal(succeeded.api_version, '2026-07-29.dahlia');
  assert.equal(succeeded.data.object.status, 'succeeded');
  assert.equal(succeeded.data.object.amount_received, 5000);
  assert.equal(succeeded.request.idempotency_key, `capture-${intent.id}`);
  assert.ok(succeeded.request.id.startsWith('req_'));
  await hook.until(() => true);
  const stored = await stripe.events.retrieve(succeeded.id);
  assert.equal(stored.pending_webhooks, 0);
  assert.deepEqual((await stripe.events.list({ type: 'payment_intent.succeeded', limit: 1 })).data.map(event => event.id), [succeeded.id]);
  await hook.close();
});

test('a decline, a wait for 3-D Secure and a cancellation are told', async () => {
  const hook = await receiver();
  const declined = (await refusal(pay(5000, 'pm_card_chargeDeclined'))).payment_intent;
  const waiting = await pay(5000, 'pm_card_authenticationRequired');
  await stripe.paymentIntents.cancel(waiting.id);
  await hook.until(() => of(hook, waiting.id).length >= 3, 'The cancellation');
  assert.deepEqual(of(hook, declined.id).map(event => event.type), ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
  assert.deepEqual(of(hook, waiting.id).map(event => event.type), ['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.canceled']);
  await hook.close();
});

test('what was changed is told with what it was', async () => {
  const hook = await receiver();
  const customer = await stripe.customers.create({ name: 'Jenny' });
  await stripe.customers.update(customer.id, { name: 'Jenny Rosen' });
  await hook.until(() => of(hook, customer.id).length >= 2, 'The change');
  const changed = of(hook, customer.id)[1];
  assert.equal(changed.type, 'customer.updated');
  assert.deepEqual(changed.data.previous_attributes, { name: 'Jenny' });
  await hook.close();
});

test('a reader tells what came of its action', async () => {
  const hook = await receiver();
  const reader = await stripe.terminal.readers.create({ registration_code: 'simulated-wpe' });
  const intent = await stripe.paymentIntents.create({ amount: 4200, currency: 'gbp', payment_method_types: ['card_present'] });
  await stripe.terminal.readers.processPaymentIntent(reader.id, { payment_intent: intent.id });
  await stripe.testHelpers.terminal.readers.presentPaymentMethod(reader.id);
  await hook.until(() => hook.types().includes('terminal.reader.action_succeeded'), 'The action');
  await hook.close();
});

test('what is not taken is sent again, and does not hold up the rest', async () => {
  const hook = await receiver(n => n === 0 ? 500 : 200);
  const intent = await pay(5000, 'pm_card_visa');
  await hook.until(seen => seen.filter(delivery => delivery.event.type === 'payment_intent.created').length === 2, 'The second try');
  const types = of(hook, intent.id).map(event => event.type);
  assert.deepEqual(types, ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded', 'payment_intent.created']);
  await hook.close();
});

test('an endpoint gets what it wants, while it is enabled', async () => {
  const hook = await receiver();
  await stripe.webhookEndpoints.update(hook.endpoint.id, { enabled_events: ['charge.succeeded'] });
  const first = await pay(5000, 'pm_card_visa');
  await hook.until(() => hook.seen.length >= 1, 'The charge');
  assert.equal((await stripe.webhookEndpoints.update(hook.endpoint.id, { disabled: true })).status, 'disabled');
  await pay(5000, 'pm_card_visa');
  await new Promise(resolve => setTimeout(resolve, 300));
  assert.deepEqual(of(hook, first.id).map(event => event.type), ['charge.succeeded']);
  assert.equal(hook.seen.length, 1);
  const shown = await stripe.webhookEndpoints.retrieve(hook.endpoint.id);
  assert.equal(shown.secret, undefined);
  assert.ok((await stripe.webhookEndpoints.list()).data.some(endpoint => endpoint.id === shown.id));
  await refusal(stripe.webhookEndpoints.create({ url: 'nowhere', enabled_events: ['*'] }));
  await hook.close();
});

test('webhooks are lost, doubled, swapped and late on demand', async () => {
  const hook = await receiver();
  const order = fault => door('POST', '/_sandbox/faults', fault);
  await order({ webhook: 'drop', event: 'payment_intent.created' });
  await order({ webhook: 'dup', event: 'charge.succeeded' });
  const one = await pay(5000, 'pm_card_visa');
  await hook.until(() => of(hook, one.id).length >= 3, 'Three events');
  assert.deepEqual(of(hook, one.id).map(event => event.type), ['charge.succeeded', 'charge.succeeded', 'payment_intent.succeeded']);
  await order({ webhook: 'reorder', event: 'charge.succeeded' });
  const other = await pay(5000, 'pm_card_visa');
  await hook.until(() => of(hook, other.id).length >= 3, 'Three events');
  assert.deepEqual(of(hook, other.id).map(event => event.type), ['payment_intent.created', 'payment_intent.succeeded', 'charge.succeeded']);
  await order({ webhook: 'delay', event: '*', delay_ms: 700, times: 3 });
  const start = Date.now();
  const late = await pay(5000, 'pm_card_visa');
  await hook.until(() => of(hook, late.id).length >= 3, 'Three events');
  assert.ok(Date.now() - start >= 690);
  await hook.close();
});
