import assert from 'node:assert/strict';
import { test } from 'node:test';
import { door, pay, receiver, refusal, stripe } from './sandbox.mjs';

const seconds = advance_seconds => door('POST', '/_sandbox/clock', { advance_seconds });
const disputeOf = async intent => {
  const { data } = await stripe.disputes.list({ payment_intent: intent.id });
  assert.equal(data.length, 1);
  return data[0];
};
const disputed = async (method = 'pm_card_createDispute', more = {}) => {
  const intent = await pay(5000, method, more);
  await seconds(10);
  return [intent, await disputeOf(intent)];
};
const say = (dispute, uncategorized_text) => stripe.disputes.update(dispute.id, { evidence: { uncategorized_text } });
const typesOf = async dispute => (await stripe.events.list({ type: 'charge.dispute.*', limit: 100 })).data
  .filter(event => event.data.object.id === dispute.id).map(event => event.type.slice('charge.dispute.'.length)).reverse();

test('a bank takes the money of a charge back', async () => {
  const before = await pay(5000, 'pm_card_createDispute', { expand: ['latest_charge'] });
  assert.equal(before.status, 'succeeded');
  assert.equal(before.latest_charge.disputed, false);
  await seconds(10);
  const dispute = await disputeOf(before);
  assert.equal(dispute.amount, 5000);
  assert.equal(dispute.status, 'needs_response');
  assert.equal(dispute.reason, 'fraudulent');
  assert.equal(dispute.charge, before.latest_charge.id);
  assert.equal(dispute.is_charge_refundable, false);
  assert.ok(dispute.evidence_details.due_by > dispute.created);
  assert.deepEqual(dispute.balance_transactions.map(line => [line.amount, line.fee, line.type, line.reporting_category]), [[-5000, 1500, 'adjustment', 'dispute']]);
  assert.equal((await stripe.charges.retrieve(dispute.charge)).disputed, true);
  assert.deepEqual(await typesOf(dispute), ['created', 'funds_withdrawn']);
  assert.equal((await stripe.disputes.list({ charge: dispute.charge })).data[0].id, dispute.id);
  assert.equal((await stripe.disputes.retrieve(dispute.id, { expand: ['payment_intent'] })).payment_intent.id, before.id);
});

test('what is only promised is not disputed, and of a part that was taken only that part is', async () => {
  const held = await pay(5000, 'pm_card_createDispute', { capture_method: 'manual' });
  await seconds(10);
  assert.equal((await stripe.disputes.list({ payment_intent: held.id })).data.length, 0);
  await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1200 });
  await seconds(10);
  assert.equal((await disputeOf(held)).amount, 1200);
});

test('a disputed charge is not refunded', async () => {
  const [intent] = await disputed();
  const refused = await refusal(stripe.refunds.create({ payment_intent: intent.id }));
  assert.equal(refused.code, 'charge_disputed');
  assert.equal((await stripe.charges.retrieve(intent.latest_charge)).amount_refunded, 0);
});

test('what was given back before is not disputed', async () => {
  const part = await pay(5000, 'pm_card_createDispute');
  await stripe.refunds.create({ payment_intent: part.id, amount: 2000 });
  const all = await pay(5000, 'pm_card_createDispute');
  await stripe.refunds.create({ payment_intent: all.id });
  await seconds(10);
  assert.equal((await disputeOf(part)).amount, 3000);
  assert.equal((await stripe.disputes.list({ payment_intent: all.id })).data.length, 0);
});

test('winning evidence brings the money back, and then it can be refunded', async () => {
  const [intent, dispute] = await disputed();
  const submitted = await say(dispute, 'winning_evidence');
  assert.equal(submitted.status, 'under_review');
  assert.equal(submitted.evidence_details.has_evidence, true);
  assert.equal(submitted.evidence_details.submission_count, 1);
  await refusal(say(dispute, 'more'));
  await seconds(10);
  const won = await stripe.disputes.retrieve(dispute.id);
  assert.equal(won.status, 'won');
  assert.equal(won.balance_transactions.reduce((sum, line) => sum + line.net, 0), 0);
  assert.deepEqual(await typesOf(dispute), ['created', 'funds_withdrawn', 'updated', 'funds_reinstated', 'closed']);
  assert.equal((await stripe.refunds.create({ payment_intent: intent.id })).amount, 5000);
});

test('losing evidence, giving in and saying nothing lose the money', async () => {
  const [, losing] = await disputed();
  await say(losing, 'losing_evidence');
  const [, givenIn] = await disputed('pm_card_createDisputeProductNotReceived');
  assert.equal(givenIn.reason, 'product_not_received');
  assert.equal((await stripe.disputes.close(givenIn.id)).status, 'lost');
  await refusal(stripe.disputes.close(givenIn.id));
  const [, silent] = await disputed();
  await seconds(15 * 86400);
  for (const { id } of [losing, givenIn, silent]) {
    const dispute = await stripe.disputes.retrieve(id);
    assert.equal(dispute.status, 'lost');
    assert.equal(dispute.balance_transactions.length, 1);
    assert.equal((await typesOf(dispute)).at(-1), 'closed');
  }
  assert.equal((await stripe.disputes.retrieve(silent.id)).evidence_details.past_due, true);
});

test('evidence can be kept first and submitted later', async () => {
  const [, dispute] = await disputed();
  const nothing = await refusal(stripe.disputes.update(dispute.id, { submit: true }));
  assert.equal(nothing.param, 'evidence');
  const kept = await stripe.disputes.update(dispute.id, { evidence: { customer_name: 'Ann', shipping_tracking_number: 'X1' }, submit: false, metadata: { who: 'kim' } });
  assert.equal(kept.status, 'needs_response');
  assert.equal(kept.evidence.customer_name, 'Ann');
  assert.equal(kept.metadata.who, 'kim');
  const submitted = await stripe.disputes.update(dispute.id, { submit: true });
  assert.equal(submitted.status, 'under_review');
  await seconds(10);
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'under_review');
  assert.equal((await refusal(stripe.disputes.update(dispute.id, { evidence: { custumer_name: 'Ann' } }))).code, 'parameter_unknown');
});

test('an inquiry takes no money until it becomes a claim', async () => {
  const [intent, inquiry] = await disputed('pm_card_createDisputeInquiry');
  assert.equal(inquiry.status, 'warning_needs_response');
  assert.equal(inquiry.is_charge_refundable, true);
  assert.equal(inquiry.balance_transactions.length, 0);
  assert.equal(inquiry.payment_method_details.card.case_type, 'inquiry');
  assert.equal((await say(inquiry, 'escalate_inquiry_evidence')).status, 'warning_under_review');
  await seconds(10);
  const claim = await stripe.disputes.retrieve(inquiry.id);
  assert.equal(claim.status, 'needs_response');
  assert.equal(claim.balance_transactions.length, 1);
  assert.equal((await refusal(stripe.refunds.create({ payment_intent: intent.id }))).code, 'charge_disputed');
  assert.deepEqual(await typesOf(inquiry), ['created', 'updated', 'updated', 'funds_withdrawn']);
});

test('an inquiry ends with an answer, or with the money given back', async () => {
  const [, answered] = await disputed('pm_card_createDisputeInquiry');
  await say(answered, 'winning_evidence');
  await seconds(10);
  assert.equal((await stripe.disputes.retrieve(answered.id)).status, 'warning_closed');
  const [intent, refunded] = await disputed('pm_card_createDisputeInquiry');
  assert.equal((await stripe.refunds.create({ payment_intent: intent.id })).amount, 5000);
  assert.equal((await stripe.disputes.retrieve(refunded.id)).status, 'warning_closed');
});

test('disputes are told by webhooks that Stripe describes', async () => {
  const hook = await receiver();
  const [, dispute] = await disputed();
  await hook.until(seen => seen.some(({ event }) => event.type === 'charge.dispute.funds_withdrawn' && event.data.object.id === dispute.id), 'funds_withdrawn');
  await hook.close();
});

test('the balance is what all lines come to', async () => {
  const eur = funds => funds.find(of => of.currency === 'eur')?.amount ?? 0;
  const all = balance => eur(balance.available) + eur(balance.pending);
  const before = all(await stripe.balance.retrieve());
  await disputed();
  // 2.9 % and 30 for the charge, 1500 for the dispute; what was taken is gone again.
  assert.equal(all(await stripe.balance.retrieve()) - before, -175 - 1500);
  await seconds(3 * 86400);
  const later = await stripe.balance.retrieve();
  assert.equal(eur(later.pending), 0);
  assert.equal(later.available[0].source_types.card, later.available[0].amount);
});

test('cards of other countries are cards', async () => {
  const country = async method => (await pay(1000, method, { expand: ['latest_charge'] })).latest_charge.payment_method_details.card;
  assert.equal((await country('pm_card_us')).country, 'US');
  assert.equal((await country('pm_card_gb')).country, 'GB');
  assert.equal((await country('pm_card_gb_debit')).funding, 'debit');
});
