import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedAnswers, client, pay, refusal, stripe, url } from './sandbox.mjs';

const ask = (path, init = {}) => fetch(new URL(path, url), { ...init, headers: { authorization: 'Bearer sk_test_sandbox', ...init.headers } });

test('lists are paged forwards and backwards', async () => {
  const customer = await stripe.customers.create({});
  const made = [];
  for (let n = 0; n < 7; n++) made.unshift((await stripe.paymentIntents.create({ amount: 1000 + n, currency: 'eur', customer: customer.id })).id);
  const list = more => stripe.paymentIntents.list({ customer: customer.id, ...more });
  const first = await list({ limit: 3 });
  assert.deepEqual([first.data.map(one => one.id), first.has_more, first.url], [made.slice(0, 3), true, '/v1/payment_intents']);
  const second = await list({ limit: 3, starting_after: first.data[2].id });
  assert.deepEqual([second.data.map(one => one.id), second.has_more], [made.slice(3, 6), true]);
  const last = await list({ limit: 3, starting_after: second.data[2].id });
  assert.deepEqual([last.data.map(one => one.id), last.has_more], [made.slice(6), false]);
  const back = await list({ limit: 3, ending_before: last.data[0].id });
  assert.deepEqual([back.data.map(one => one.id), back.has_more], [made.slice(3, 6), true]);
  const all = [];
  for await (const one of list({ limit: 2 })) all.push(one.id);
  assert.deepEqual(all, made);
  assert.equal((await refusal(list({ limit: 101 }))).param, 'limit');
  assert.equal((await refusal(list({ starting_after: 'pi_nowhere' }))).param, 'starting_after');
});

test('lists are narrowed by when something was made', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
  const has = async created => (await stripe.paymentIntents.list({ created, limit: 100 })).data.some(one => one.id === intent.id);
  assert.deepEqual(await Promise.all([
    has(intent.created), has({ gte: intent.created }), has({ lte: intent.created }), has({ gt: intent.created }), has({ lt: intent.created }),
  ]), [true, true, true, false, false]);
});

test('payments are found by what was written on them', async () => {
  const order = `order-${Date.now()}'s`;
  const paid = await pay(1234, 'pm_card_visa', { metadata: { order } });
  await pay(4321, 'pm_card_visa', { metadata: { order } });
  const search = async query => (await stripe.paymentIntents.search({ query })).data.map(one => one.amount).sort();
  const quoted = order.replace("'", "\\'");
  assert.deepEqual(await search(`metadata['order']:'${quoted}'`), [1234, 4321]);
  assert.deepEqual(await search(`metadata["order"]:"${order}" AND amount<2000 AND status:'succeeded'`), [1234]);
  assert.deepEqual(await search(`metadata['order']:'${quoted}' AND -amount:1234`), [4321]);
  assert.deepEqual(await search(`metadata['order']:'nobody' OR metadata['order']:'${quoted}'`), [1234, 4321]);
  assert.deepEqual(await search("metadata['order']:'nobody'"), []);
  const page = await stripe.paymentIntents.search({ query: `metadata['order']:'${quoted}'`, limit: 1 });
  assert.equal(page.has_more, true);
  const next = await stripe.paymentIntents.search({ query: `metadata['order']:'${quoted}'`, limit: 1, page: page.next_page });
  assert.deepEqual([next.data[0].id, next.has_more], [paid.id, false]);
  assert.equal((await refusal(stripe.paymentIntents.search({ query: 'status' }))).param, 'query');
});

test('ids are replaced by objects where that is asked for', async () => {
  const customer = await stripe.customers.create({ name: 'Jenny' });
  const intent = await pay(1000, 'pm_card_visa', { customer: customer.id, expand: ['customer', 'latest_charge.balance_transaction'] });
  assert.equal(intent.customer.name, 'Jenny');
  assert.equal(intent.latest_charge.balance_transaction.object, 'balance_transaction');
  const list = await stripe.paymentIntents.list({ customer: customer.id, expand: ['data.latest_charge', 'data.payment_method'] });
  assert.equal(list.data[0].latest_charge.object, 'charge');
  assert.equal((await stripe.charges.list({ payment_intent: intent.id })).data[0].id, intent.latest_charge.id);
  assert.equal((await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: ['amount'] }))).param, 'expand');
  assert.equal((await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: ['a.b.c.d.e'] }))).param, 'expand');
});

test('what is unknown, missing or of another kind is named', async () => {
  const of = async promise => { const { statusCode, code, param } = await refusal(promise); return [statusCode, code, param]; };
  const create = parameters => of(stripe.paymentIntents.create(parameters));
  assert.deepEqual(await create({ amount: 1000, curency: 'eur' }), [400, 'parameter_unknown', 'curency']);
  assert.deepEqual(await create({ amount: 1000 }), [400, 'parameter_missing', 'currency']);
  assert.deepEqual(await create({ amount: '10.5', currency: 'eur' }), [400, 'parameter_invalid_integer', 'amount']);
  assert.deepEqual(await create({ amount: '', currency: 'eur' }), [400, 'parameter_invalid_empty', 'amount']);
  assert.deepEqual(await create({ amount: 49, currency: 'eur' }), [400, 'amount_too_small', 'amount']);
  assert.deepEqual(await create({ amount: 100_000_000, currency: 'eur' }), [400, 'amount_too_large', 'amount']);
  assert.deepEqual(await create({ amount: 1000, currency: 'xyz' }), [400, undefined, 'currency']);
  assert.deepEqual(await create({ amount: 1000, currency: 'eur', capture_method: 'later' }), [400, undefined, 'capture_method']);
  assert.deepEqual(await create({ amount: 1000, currency: 'eur', shipping: { name: 'x', adress: {} } }), [400, 'parameter_missing', 'shipping[address]']);
  assert.deepEqual(await create({ amount: 1000, currency: 'eur', shipping: { name: 'x', address: { street: 'y' } } }), [400, 'parameter_unknown', 'shipping[address][street]']);
  assert.deepEqual(await create({ amount: 1000, currency: 'eur', customer: 'cus_nowhere' }), [400, 'resource_missing', 'customer']);
  assert.deepEqual(await create({ amount: 1000, currency: 'eur', metadata: { k: 'v'.repeat(501) } }), [400, undefined, 'metadata[k]']);
  assert.deepEqual(await of(stripe.paymentIntents.retrieve('pi_nowhere')), [404, 'resource_missing', 'id']);
  assert.equal((await (await ask('/v1/nowhere')).json()).error.type, 'invalid_request_error');
  assert.equal((await ask('/v1/nowhere')).status, 404);
});

test('only test keys are known', async () => {
  const status = async key => (await refusal(client({ key }).paymentIntents.list())).statusCode;
  assert.deepEqual([await status('sk_live_123456789'), await status('rk_live_123456789'), await status('nonsense')], [401, 401, 401]);
  const live = await refusal(client({ key: 'sk_live_abcdefgh1234' }).paymentIntents.list());
  assert.equal(live.type, 'StripeAuthenticationError');
  assert.ok(!live.message.includes('abcdefgh'));
  assert.equal((await fetch(new URL('/v1/charges', url))).status, 401);
  const basic = await fetch(new URL('/v1/charges', url), { headers: { authorization: `Basic ${btoa('sk_test_sandbox:')}` } });
  assert.equal(basic.status, 200);
});

test('the answer says which version and which request it was', async () => {
  const answer = await ask('/v1/charges', { headers: { 'stripe-version': '2026-07-29.dahlia' } });
  assert.equal(answer.headers.get('stripe-version'), '2026-07-29.dahlia');
  assert.match(answer.headers.get('request-id'), /^req_/);
  assert.equal((await ask('/v1/charges', { headers: { 'stripe-version': 'latest' } })).status, 400);
});

test('forms are read as every client writes them', async () => {
  const post = async body => (await (await ask('/v1/customers', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).json());
  const plain = await post('name=Jenny+Rosen&metadata[a b]=c%20d&address[line1]=High%20Street+1&preferred_locales[0]=en&preferred_locales[1]=de');
  assert.deepEqual([plain.name, plain.metadata, plain.address.line1, plain.preferred_locales], ['Jenny Rosen', { 'a b': 'c d' }, 'High Street 1', ['en', 'de']]);
  const encoded = await post('metadata%5Bk%5D=%C3%A9%26%3D&preferred_locales%5B%5D=fr&preferred_locales%5B%5D=it');
  assert.deepEqual([encoded.metadata, encoded.preferred_locales], [{ k: 'é&=' }, ['fr', 'it']]);
  assert.equal((await post('name=a&name=b')).error.param, 'name');
  assert.equal((await post('name[x]=a')).error.param, 'name');
  const json = await ask('/v1/customers', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  assert.equal(json.status, 400);
  assert.equal((await post('description=x')).description, 'x');
});

test('of two bounds on the same side the narrower holds, and bounds may be as far as they like', async () => {
  const { id, created } = await stripe.customers.create({});
  const found = async range => (await stripe.customers.list({ created: range, limit: 100 })).data.some(one => one.id === id);
  assert.deepEqual(
    await Promise.all([found({ gte: 1, gt: created }), found({ lte: created, lt: created }), found({ gte: created * 1000 }), found({ lt: -1 }), found({ gte: -1, lte: 99_999_999_999_999 })]),
    [false, false, false, false, true]);
});

test('events are found by type, and by whether they have arrived', async () => {
  const { id } = await stripe.customers.create({});
  const nobody = await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['customer.updated'] });
  await stripe.customers.update(id, { name: 'Jenny' });
  const types = async more => (await stripe.events.list({ limit: 100, ...more })).data.filter(event => event.data.object.id === id).map(event => event.type);
  assert.deepEqual(await types({ delivery_success: false }), ['customer.updated']);
  assert.deepEqual(await types({ delivery_success: true }), ['customer.created']);
  assert.deepEqual(await types({ types: ['customer.updated', 'customer.created'] }), ['customer.updated', 'customer.created']);
  assert.equal((await refusal(stripe.events.list({ type: 'customer.created', types: ['customer.updated'] }))).param, 'type');
  await stripe.webhookEndpoints.del(nobody.id);
});

test('only what Stripe can search by is searched by', async () => {
  const search = query => refusal(stripe.customers.search({ query }));
  assert.equal((await search('nickname:"Jenny"')).param, 'query');
  assert.equal((await search('metadata:"x"')).param, 'query');
  assert.equal((await search('name["x"]:"x"')).param, 'query');
  assert.equal((await refusal(stripe.customers.search({ query: 'name:"x"', page: 'second' }))).param, 'page');
});

test('only what Stripe can expand is expanded', async () => {
  const customer = await stripe.customers.create({});
  const intent = await pay(1000, 'pm_card_visa', { customer: customer.id, metadata: { customer: customer.id } });
  for (const path of ['id', 'metadata.customer', 'client_secret', 'payment_method_options.card', 'latest_charge.payment_method'])
    assert.equal((await refusal(stripe.paymentIntents.retrieve(intent.id, { expand: [path] }))).param, 'expand', path);
  await stripe.refunds.create({ payment_intent: intent.id, amount: 1 });
  const charge = await stripe.charges.retrieve(intent.latest_charge, { expand: ['refunds.data.payment_intent.customer'] });
  assert.equal(charge.refunds.data[0].payment_intent.customer.id, customer.id);
});

test('a list is read in the order of its indexes', async () => {
  const answer = await ask('/v1/customers', { method: 'POST', body: 'preferred_locales[1]=de&preferred_locales[0]=en', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  assert.deepEqual((await answer.json()).preferred_locales, ['en', 'de']);
});

test('a restricted key opens the sandbox, and a client secret only its own payment', async () => {
  assert.equal((await client({ key: 'rk_test_sandbox' }).customers.list({ limit: 1 })).object, 'list');
  const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
  assert.equal((await stripe.paymentIntents.retrieve(intent.id, { client_secret: intent.client_secret })).id, intent.id);
  assert.equal((await refusal(stripe.paymentIntents.retrieve(intent.id, { client_secret: `${intent.id}_secret_x` }))).statusCode, 404);
});
test('every answer was checked against the description of its operation', () => assert.ok(checkedAnswers > 50, `${checkedAnswers}`));
