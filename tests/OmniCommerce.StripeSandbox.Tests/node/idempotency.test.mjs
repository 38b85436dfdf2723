import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { client, door, pay, refusal, stripe } from './sandbox.mjs';

const wish = { amount: 1099, currency: 'eur', payment_method: 'pm_card_visa', payment_method_types: ['card'], confirm: true };

test('the same key again is the same payment, and says so', async () => {
  const idempotencyKey = randomUUID();
  const first = await stripe.paymentIntents.create(wish, { idempotencyKey });
  const again = await stripe.paymentIntents.create(wish, { idempotencyKey });
  assert.equal(again.id, first.id);
  assert.equal(first.lastResponse.headers.get('idempotent-replayed'), null);
  assert.equal(again.lastResponse.headers.get('idempotent-replayed'), 'true');
  assert.equal(again.lastResponse.headers.get('original-request'), first.lastResponse.requestId);
  assert.notEqual(again.lastResponse.requestId, first.lastResponse.requestId);
  assert.equal(again.lastResponse.idempotencyKey, idempotencyKey);
});

test('the answer that is repeated is the first, whatever happened since', async () => {
  const idempotencyKey = randomUUID();
  const first = await stripe.paymentIntents.create({ ...wish, capture_method: 'manual' }, { idempotencyKey });
  await stripe.paymentIntents.capture(first.id);
  assert.equal((await stripe.paymentIntents.create({ ...wish, capture_method: 'manual' }, { idempotencyKey })).status, 'requires_capture');
});

test('a key with other parameters is refused', async () => {
  const idempotencyKey = randomUUID();
  await stripe.paymentIntents.create(wish, { idempotencyKey });
  const other = await refusal(stripe.paymentIntents.create({ ...wish, amount: 1100 }, { idempotencyKey }));
  assert.equal(other.type, 'StripeIdempotencyError');
  assert.equal(other.statusCode, 400);
  const elsewhere = await refusal(stripe.refunds.create({ payment_intent: 'pi_1' }, { idempotencyKey }));
  assert.equal(elsewhere.type, 'StripeIdempotencyError');
});

test('fifty requests at once with one key make one payment', async () => {
  const idempotencyKey = randomUUID();
  const metadata = { race: idempotencyKey };
  const patient = client({ retries: 6 });
  const intents = await Promise.all(Array.from({ length: 50 }, () => patient.paymentIntents.create({ ...wish, metadata }, { idempotencyKey })));
  assert.equal(new Set(intents.map(intent => intent.id)).size, 1);
  assert.equal((await stripe.paymentIntents.search({ query: `metadata['race']:'${idempotencyKey}'` })).data.length, 1);
});

test('a key that is in flight is refused for the moment', async () => {
  const idempotencyKey = randomUUID();
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', delay_ms: 1000 });
  const first = stripe.paymentIntents.create(wish, { idempotencyKey });
  await new Promise(resolve => setTimeout(resolve, 200));
  const early = await refusal(stripe.paymentIntents.create(wish, { idempotencyKey }));
  assert.equal(early.statusCode, 409);
  assert.equal(early.code, 'idempotency_key_in_use');
  assert.equal((await stripe.paymentIntents.create(wish, { idempotencyKey: randomUUID() })).status, 'succeeded');
  assert.equal((await stripe.paymentIntents.create(wish, { idempotencyKey: await first.then(() => idempotencyKey) })).id, (await first).id);
});

test('a decline is repeated too', async () => {
  const idempotencyKey = randomUUID();
  const declined = { ...wish, payment_method: 'pm_card_chargeDeclined' };
  const first = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey }));
  const again = await refusal(stripe.paymentIntents.create(declined, { idempotencyKey }));
  assert.equal(again.payment_intent.id, first.payment_intent.id);
  assert.equal(again.headers['idempotent-replayed'], 'true');
});

test('what is refused before it begins is not kept', async () => {
  const idempotencyKey = randomUUID();
  assert.equal((await refusal(stripe.paymentIntents.create({ amount: 'x', currency: 'eur' }, { idempotencyKey }))).code, 'parameter_invalid_integer');
  assert.equal((await stripe.paymentIntents.create(wish, { idempotencyKey })).status, 'succeeded');
});

test('a 500 is kept, a 429 is not', async () => {
  const [kept, free] = [randomUUID(), randomUUID()];
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', status: 500 });
  assert.equal((await refusal(stripe.paymentIntents.create(wish, { idempotencyKey: kept }))).statusCode, 500);
  const again = await refusal(stripe.paymentIntents.create(wish, { idempotencyKey: kept }));
  assert.equal(again.statusCode, 500);
  assert.equal(again.headers['idempotent-replayed'], 'true');
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', status: 429 });
  assert.equal((await refusal(stripe.paymentIntents.create(wish, { idempotencyKey: free }))).type, 'StripeRateLimitError');
  assert.equal((await stripe.paymentIntents.create(wish, { idempotencyKey: free })).status, 'succeeded');
});

test('two captures with one key take the money once', async () => {
  const intent = await pay(5000, 'pm_card_visa', { capture_method: 'manual' });
  const idempotencyKey = randomUUID();
  const patient = client({ retries: 6 });
  await Promise.all([1, 2, 3].map(() => patient.paymentIntents.capture(intent.id, { amount_to_capture: 2000 }, { idempotencyKey })));
  assert.equal((await stripe.balanceTransactions.list({ source: intent.latest_charge })).data.length, 1);
});

test('a key is forgotten after a day', async () => {
  const idempotencyKey = randomUUID();
  const first = await stripe.paymentIntents.create(wish, { idempotencyKey });
  await door('POST', '/_sandbox/clock', { advance_seconds: 25 * 3600 });
  assert.notEqual((await stripe.paymentIntents.create(wish, { idempotencyKey })).id, first.id);
});
