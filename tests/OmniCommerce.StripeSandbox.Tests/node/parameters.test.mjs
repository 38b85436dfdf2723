// Whatever is put into whichever parameter: Stripe's description says what the answer looks like, and it is never a 500.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAnswer, contract, pay, stripe, url } from './sandbox.mjs';

const values = ['', 'x', '-1', '1.5', '9223372036854775807', '99999999999999999999'];
const inList = ['', 'x'];
const nested = ['', 'x', '9223372036854775807'];

const resolve = schema => schema?.$ref ? resolve(contract.components.schemas[schema.$ref.split('/').pop()]) : schema;

function* fieldsOf(schema, path, depth) {
  const at = resolve(schema);
  if (!at || depth > 4) return;
  for (const alternative of at.anyOf ?? []) yield* fieldsOf(alternative, path, depth);
  for (const [name, inner] of Object.entries(at.properties ?? {})) {
    for (const value of nested) yield [`${path}[${name}]`, value];
    yield [`${path}[${name}][0]`, ''];
    yield* fieldsOf(inner, `${path}[${name}]`, depth + 1);
  }
}

function* waysToFill(name, schema) {
  for (const value of values) yield [name, value];
  for (const value of inList) yield* [[`${name}[0]`, value], [`${name}[]`, value], [`${name}[x]`, value]];
  yield* fieldsOf(schema, name, 0);
}

const parametersOf = operation => {
  const body = operation.requestBody?.content['application/x-www-form-urlencoded'].schema;
  const query = (operation.parameters ?? []).filter(parameter => parameter.in === 'query');
  return body
    ? { known: Object.entries(body.properties ?? {}), required: body.required ?? [] }
    : { known: query.map(parameter => [parameter.name, parameter.schema]), required: query.filter(parameter => parameter.required).map(parameter => parameter.name) };
};

const things = async () => {
  const held = await pay(1000, 'pm_card_visa', { capture_method: 'manual' });
  const paid = await pay(1000, 'pm_card_visa');
  const location = await stripe.terminal.locations.create({ display_name: 'Store', address: { line1: 'a', city: 'b', country: 'GB', postal_code: 'c' } });
  const setup = await stripe.setupIntents.create({});
  const customer = await stripe.customers.create({});
  return {
    ids: {
      customers: customer.id,
      payment_methods: (await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })).id,
      payment_intents: held.id,
      setup_intents: setup.id,
      refunds: (await stripe.refunds.create({ payment_intent: paid.id, amount: 100 })).id,
      charges: paid.latest_charge,
      locations: location.id,
      readers: (await stripe.terminal.readers.create({ registration_code: 'simulated-wpe', location: location.id })).id,
      webhook_endpoints: (await stripe.webhookEndpoints.create({ url: 'https://shop.example/', enabled_events: ['charge.failed'] })).id,
    },
    given: {
      amount: '1000', currency: 'eur', customer: customer.id, payment_intent: held.id, setup_intent: setup.id, registration_code: 'simulated-wpe', type: 'card',
      url: 'https://shop.example/', 'enabled_events[0]': 'charge.failed', query: "status:'succeeded'", display_name: 'Store',
    },
  };
};

test('no parameter of any operation is too odd to be answered', async () => {
  const { ids, given } = await things();
  let asked = 0;
  const ask = async (method, path, pairs) => {
    const form = new URLSearchParams(pairs).toString();
    const headers = { authorization: 'Bearer sk_test_sandbox' };
    const answer = method === 'POST'
      ? await fetch(new URL(path, url), { method, body: form, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } })
      : await fetch(new URL(`${path}?${form}`, url), { headers });
    const text = await answer.text();
    assert.ok(answer.status < 500 && text.startsWith('{'), `${method} ${path} ${form}: ${answer.status} ${text}`);
    checkAnswer(method, path, answer.status, JSON.parse(text));
    asked++;
  };
  for (const [path, methods] of Object.entries(contract.paths)) {
    const place = path.replace(/(\w+)\/\{[^}]+\}/g, (_, kind) => `${kind}/${ids[kind] ?? 'none'}`);
    for (const [method, operation] of Object.entries(methods).filter(([method]) => method !== 'delete')) {
      const { known, required } = parametersOf(operation);
      const least = name => Object.entries(given).filter(([key]) => required.includes(key.split('[')[0]) && key.split('[')[0] !== name);
      for (const [name, schema] of known) {
        const ways = [...waysToFill(name, schema)];
        for (let at = 0; at < ways.length; at += 8)
          await Promise.all(ways.slice(at, at + 8).map(way => ask(method.toUpperCase(), place, [...least(name), way])));
      }
    }
  }
  assert.ok(asked > 5000, `${asked}`);
});

test('what is required cannot be empty, and nothing in a list can', async () => {
  const post = async (path, body) => {
    const answer = await fetch(new URL(path, url), { method: 'POST', body, headers: { authorization: 'Bearer sk_test_sandbox', 'content-type': 'application/x-www-form-urlencoded' } });
    const { error } = await answer.json();
    return [answer.status, error?.code, error?.param];
  };
  assert.deepEqual(await post('/v1/terminal/readers', 'registration_code='), [400, 'parameter_invalid_empty', 'registration_code']);
  assert.deepEqual(await post('/v1/payment_intents', 'amount=1000&currency='), [400, 'parameter_invalid_empty', 'currency']);
  assert.deepEqual(await post('/v1/customers', 'expand[0]='), [400, 'parameter_invalid_empty', 'expand[0]']);
  assert.deepEqual(await post('/v1/customers', 'metadata[a]b=x'), [400, undefined, 'metadata[a]b']);
  assert.deepEqual(await post('/v1/customers', 'metadata[a[b]]=x'), [400, undefined, 'metadata[a[b]]']);
});
