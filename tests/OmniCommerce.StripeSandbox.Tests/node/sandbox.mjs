// Stripe's client on the sandbox. Whatever the sandbox answers is checked against Stripe's description of the operation.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Ajv from 'ajv';
import Stripe from 'stripe';

export const url = new URL(process.env.SANDBOX_URL);
export const contract = JSON.parse(readFileSync(new URL('../../../src/OmniCommerce.StripeSandbox/Contract/stripe-2026-07-29.dahlia.json', import.meta.url)));

// OpenAPI 3.0 as JSON Schema. A property that Stripe does not describe is refused, so that a misspelt one is found.
const toJsonSchema = value => {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (value === null || typeof value !== 'object') return value;
  const schema = {};
  for (const [name, inner] of Object.entries(value))
    schema[name] = name === '$ref' ? inner.replace('#/components/schemas/', 'contract#/definitions/') : toJsonSchema(inner);
  if (value['x-open-enum'] === true) delete schema.enum;
  delete schema['x-open-enum'];
  if (schema.type === 'object' && schema.properties && schema.additionalProperties === undefined && !schema.properties.additionalProperties)
    schema.additionalProperties = false;
  if (schema.nullable === true) {
    delete schema.nullable;
    if (schema.anyOf) schema.anyOf = [...schema.anyOf, { type: 'null' }];
    else if (schema.type) schema.type = [schema.type, 'null'];
  }
  return schema;
};

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
ajv.addSchema({ $id: 'contract', definitions: toJsonSchema(contract.components.schemas) });
const operations = Object.entries(contract.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    placeholders: path.split('{').length,
    answer: ajv.compile(toJsonSchema(operation.responses['200'].content['application/json'].schema)),
  })))
  .sort((one, other) => one.placeholders - other.placeholders);
const error = ajv.compile({ $ref: 'contract#/definitions/error' });
const event = ajv.compile({ $ref: 'contract#/definitions/Event' });

export let checkedAnswers = 0;

export const checkAnswer = (method, path, status, body) => {
  const operation = operations.find(candidate => candidate.method === method && candidate.path.test(path));
  const validate = status === 200 ? operation?.answer : error;
  if (!validate) return;
  assert.ok(validate(body), `${method} ${path} answers otherwise than Stripe describes: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body).slice(0, 2000)}`);
  checkedAnswers++;
};

const checkedFetch = async (input, init) => {
  const answer = await fetch(input, init);
  const text = await answer.clone().text();
  checkAnswer(init.method, new URL(input).pathname, answer.status, JSON.parse(text));
  return answer;
};

export const client = (settings = {}) => new Stripe(settings.key ?? 'sk_test_sandbox', {
  host: url.hostname,
  port: url.port,
  protocol: 'http',
  maxNetworkRetries: settings.retries ?? 0,
  httpClient: Stripe.createFetchHttpClient(checkedFetch),
});

export const stripe = client();

/** What the sandbox refuses, as Stripe's client tells it. */
export const refusal = async promise => {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof Stripe.errors.StripeError, error.stack);
    return error;
  }
  assert.fail('It was accepted.');
};

/** One of the sandbox's own doors. */
export const door = async (method, path, body) => {
  const answer = await fetch(new URL(path, url), {
    method,
    redirect: 'manual',
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.status < 400, `${method} ${path}: ${answer.status} ${text}`);
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { status: answer.status, text, location: answer.headers.get('location') };
};

export const pay = (amount, method, more = {}) =>
  stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: method, payment_method_types: ['card'], confirm: true, ...more });

/** A receiver of webhooks that keeps what was signed as it should be. */
export const receiver = async (answer = () => 200) => {
  const seen = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const status = answer(seen.length, request);
    const constructed = stripe.webhooks.constructEvent(body, request.headers['stripe-signature'], endpoint.secret);
    assert.ok(event(JSON.parse(body)), ajv.errorsText(event.errors));
    seen.push({ event: constructed, status });
    response.writeHead(status).end();
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const endpoint = await stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${server.address().port}/hook`, enabled_events: ['*'] });
  return {
    seen,
    endpoint,
    types: () => seen.map(delivery => delivery.event.type),
    until: async (condition, what) => {
      for (let tries = 0; tries < 200; tries++) {
        if (condition(seen)) return;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      assert.fail(`${what} did not come; there came ${JSON.stringify(seen.map(delivery => delivery.event.type))}`);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await stripe.webhookEndpoints.del(endpoint.id);
    },
  };
};

export { Stripe };
