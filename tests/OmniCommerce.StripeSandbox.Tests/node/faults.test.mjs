import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { client, door, pay, refusal, stripe } from './sandbox.mjs';

const wish = order => ({ amount: 1099, currency: 'eur', payment_method: 'pm_card_visa', payment_method_types: ['card'], confirm: true, metadata: { order } });
const found = async order => (await stripe.paymentIntents.search({ query: `metadata['order']:'${order}'` })).data;

test('an answer that is dropped was done all the same: the client repeats it, and there is one payment', async () => {
  const order = randomUUID();
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', drop_response: true, times: 2 });
  const intent = await client({ retries: 3 }).paymentIntents.create(wish(order));
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.lastResponse.headers.get('idempotent-replayed'), 'true');
  assert.deepEqual((await found(order)).map(one => one.id), [intent.id]);
});

test('without repeating nobody knows, until it is read', async () => {
  const order = randomUUID();
  await door('POST', '/_sandbox/faults', { path: '/v1/payment_intents', method: 'POST', drop_response: true });
  const lost = await refusal(stripe.paymentIntents.create(wish(order)));
  assert.equal(lost.type, 'StripeConnectionError');
  assert.equal((await found(order)).length, 1);
});

test('an error that is ordered before the operation leaves nothing', async () => {
  const order = randomUUID();
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', status: 503 });
  assert.equal((await refusal(stripe.paymentIntents.create(wish(order)))).statusCode, 503);
  assert.equal((await found(order)).length, 0);
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.*', status: 503, times: 2 });
  assert.equal((await client({ retries: 3 }).paymentIntents.create(wish(order))).status, 'succeeded');
  assert.equal((await found(order)).length, 1);
});

test('an error can be ordered for what was done', async () => {
  const order = randomUUID();
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', status: 502, apply: true });
  assert.equal((await client({ retries: 2 }).paymentIntents.create(wish(order))).status, 'succeeded');
  assert.equal((await found(order)).length, 1);
});

test('Stripe-Should-Retry decides', async () => {
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', status: 503, should_retry: false });
  const refused = await refusal(client({ retries: 3 }).paymentIntents.create(wish('x')));
  assert.equal(refused.statusCode, 503);
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', status: 429, should_retry: true });
  assert.equal((await client({ retries: 1 }).paymentIntents.create(wish('x'))).status, 'succeeded');
});

test('an answer can be late', async () => {
  await door('POST', '/_sandbox/faults', { path: '/v1/payment_intents/*', method: 'GET', delay_ms: 300 });
  const intent = await pay(1099, 'pm_card_visa');
  const start = Date.now();
  await stripe.paymentIntents.retrieve(intent.id);
  assert.ok(Date.now() - start >= 290);
});

test('faults are listed, counted down and cleared', async () => {
  await door('DELETE', '/_sandbox/faults');
  await door('POST', '/_sandbox/faults', { operation: 'Customers.create', status: 402, code: 'card_declined', type: 'card_error', times: 3 });
  assert.equal((await refusal(stripe.customers.create({}))).type, 'StripeCardError');
  const [fault] = await door('GET', '/_sandbox/faults');
  assert.equal(fault.times, 2);
  await door('DELETE', '/_sandbox/faults');
  assert.deepEqual(await door('GET', '/_sandbox/faults'), []);
  assert.ok(await stripe.customers.create({}));
  await assert.rejects(door('POST', '/_sandbox/faults', { operation: 'Customers.create' }), /Say what is to go wrong/);
});

test('a thousand payments of which every third answer is lost make a thousand charges', async () => {
  const run = randomUUID();
  const count = Number(process.env.SANDBOX_LOST ?? 200);
  await door('POST', '/_sandbox/faults', { operation: 'PaymentIntents.create', drop_response: true, percent: 33, times: 1_000_000 });
  const patient = client({ retries: 12 });
  for (let done = 0; done < count; done += 20)
    await Promise.all(Array.from({ length: 20 }, (_, n) => patient.paymentIntents.create({ ...wish(`${run}-${done + n}`), description: run })));
  await door('DELETE', '/_sandbox/faults');
  let charges = 0;
  for await (const charge of stripe.charges.list({ limit: 100 })) charges += charge.description === run ? 1 : 0;
  assert.equal(charges, count);
});
