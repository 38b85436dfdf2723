import assert from 'node:assert/strict';
import { test } from 'node:test';
import { door, pay, refusal, stripe } from './sandbox.mjs';

test('money is given back in parts, and never more than was taken', async () => {
  const intent = await pay(5000, 'pm_card_visa');
  const first = await stripe.refunds.create({ payment_intent: intent.id, amount: 2000, reason: 'requested_by_customer', metadata: { return: 'r1' } });
  assert.equal(first.status, 'succeeded');
  const tooMuch = await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 3001 }));
  assert.equal(tooMuch.param, 'amount');
  const rest = await stripe.refunds.create({ payment_intent: intent.id });
  assert.equal(rest.amount, 3000);
  const nothingLeft = await refusal(stripe.refunds.create({ payment_intent: intent.id }));
  assert.equal(nothingLeft.code, 'charge_already_refunded');
  const charge = await stripe.charges.retrieve(intent.latest_charge, { expand: ['refunds'] });
  assert.equal(charge.amount_refunded, 5000);
  assert.equal(charge.refunded, true);
  assert.equal(charge.refunds.data.length, 2);
  assert.deepEqual((await stripe.refunds.list({ payment_intent: intent.id })).data.map(refund => refund.id), [rest.id, first.id]);
  assert.equal((await stripe.refunds.list({ charge: intent.latest_charge })).data.length, 2);
});

test('of a part that was captured only that part is given back', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  assert.equal((await refusal(stripe.refunds.create({ payment_intent: intent.id }))).code, 'charge_not_refundable');
  await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1200 });
  await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 1201 }));
  assert.equal((await stripe.refunds.create({ charge: intent.latest_charge })).amount, 1200);
});

test('fifty refunds at once give back no more than was taken', async () => {
  const intent = await pay(5000, 'pm_card_visa');
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => stripe.refunds.create({ payment_intent: intent.id, amount: 500 })));
  const done = answers.filter(answer => answer.status === 'fulfilled').length;
  const refused = answers.filter(answer => answer.status === 'rejected').map(answer => answer.reason.code ?? answer.reason.param);
  assert.ok(done <= 10);
  const charge = await stripe.charges.retrieve(intent.latest_charge);
  assert.equal(charge.amount_refunded, done * 500);
  assert.deepEqual(refused.filter(code => !['charge_already_refunded', 'amount', 'lock_timeout'].includes(code)), []);
});

test('a refund without a payment is refused', async () => {
  assert.equal((await refusal(stripe.refunds.create({}))).code, 'parameter_missing');
  assert.equal((await refusal(stripe.refunds.create({ payment_intent: 'pi_nowhere' }))).code, 'resource_missing');
});

test('a refund that the bank sends back fails later', async () => {
  const intent = await pay(5000, 'pm_card_refundFail');
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  assert.equal(refund.status, 'succeeded');
  await door('POST', '/_sandbox/clock', { advance_seconds: 10 });
  const failed = await stripe.refunds.retrieve(refund.id);
  assert.equal(failed.status, 'failed');
  assert.ok(failed.failure_reason);
  assert.equal((await stripe.charges.retrieve(intent.latest_charge)).amount_refunded, 0);
});

test('a refund that takes its time succeeds later, and can be canceled before', async () => {
  const intent = await pay(5000, 'pm_card_pendingRefund');
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  const canceled = await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  assert.equal(refund.status, 'pending');
  assert.equal((await stripe.refunds.cancel(canceled.id)).status, 'canceled');
  await door('POST', '/_sandbox/clock', { advance_seconds: 10 });
  assert.equal((await stripe.refunds.retrieve(refund.id)).status, 'succeeded');
  assert.equal((await stripe.refunds.retrieve(canceled.id)).status, 'canceled');
  assert.equal((await stripe.charges.retrieve(intent.latest_charge)).amount_refunded, 1000);
});

test('an authorisation lapses after its time', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  await door('POST', '/_sandbox/clock', { advance_seconds: 8 * 86400 });
  const lapsed = await stripe.paymentIntents.retrieve(intent.id);
  assert.equal(lapsed.status, 'canceled');
  assert.equal(lapsed.cancellation_reason, 'expired');
  assert.ok((await stripe.events.list({ type: 'charge.expired' })).data.some(event => event.data.object.payment_intent === intent.id));
});

test('the books show every movement', async () => {
  const intent = await pay(10000, 'pm_card_visa', { expand: ['latest_charge'] });
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 4000 });
  const charged = (await stripe.balanceTransactions.list({ source: intent.latest_charge.id })).data;
  const refunded = (await stripe.balanceTransactions.list({ source: refund.id })).data;
  assert.deepEqual([charged.length, charged[0].amount, charged[0].type], [1, 10000, 'charge']);
  assert.deepEqual([refunded.length, refunded[0].amount, refunded[0].type], [1, -4000, 'refund']);
});

test('a refund names a payment or a charge, and not both', async () => {
  const [one, other] = [await pay(1000, 'pm_card_visa'), await pay(1000, 'pm_card_visa')];
  assert.equal((await refusal(stripe.refunds.create({ payment_intent: one.id, charge: other.latest_charge }))).code, 'parameters_exclusive');
});
