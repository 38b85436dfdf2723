// A server that answers as Stripe's specification says, with Stripe's sample objects, and refuses every request that is not in it.
// It judges requests and has no behaviour. Started with the two files, it writes the port it listens on; it ends when its input ends.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Ajv from 'ajv';
import qs from 'qs';

const [specification, samples] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')));

const ajv = new Ajv({ coerceTypes: true, allErrors: true, strict: false, validateFormats: false });
ajv.addSchema(withoutNullable({ $id: 'stripe', components: specification.components }));

// Forms know no null: what may be null in an answer only confuses the check of a request.
function withoutNullable(value) {
  if (Array.isArray(value)) return value.map(withoutNullable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([name]) => name !== 'nullable')
    .map(([name, inner]) => [name, name === '$ref' ? inner.replace('#/', 'stripe#/') : withoutNullable(inner)]));
}

const operations = Object.entries(specification.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
  method: method.toUpperCase(),
  path: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  placeholders: path.split('{').length,
  check: ajv.compile(withoutNullable(parametersOf(method, operation))),
  answer: answerOf(path, operation),
}))).sort((a, b) => a.placeholders - b.placeholders); // /search is no id.

function parametersOf(method, operation) {
  const form = operation.requestBody?.content['application/x-www-form-urlencoded'].schema;
  if (method === 'post') return form ?? { type: 'object', additionalProperties: false };
  const inQuery = (operation.parameters ?? []).filter(parameter => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(inQuery.map(parameter => [parameter.name, parameter.schema])),
    required: inQuery.filter(parameter => parameter.required).map(parameter => parameter.name),
    additionalProperties: false,
  };
}

function answerOf(path, operation) {
  const schema = operation.responses['200'].content['application/json'].schema;
  if (schema.anyOf) return sampleOf(resourceOf(path)); // Or its deleted form, which is not answered here.
  const one = sampleOf(schema.$ref);
  if (one) return one;
  const item = sampleOf(schema.properties?.data?.items?.$ref);
  return { object: schema.properties?.object?.enum[0], data: item ? [item] : [], has_more: false };
}

function sampleOf(reference) {
  const name = reference?.split('/').at(-1);
  const kind = Object.keys(samples.resources).find(kind => kind.replaceAll('_', '').toLowerCase() === wordsOf(name));
  return kind && samples.resources[kind];
}

// /v1/terminal/readers/{id} is about a terminal.reader.
function resourceOf(path) {
  return path.split('/{')[0].split('/').slice(2).join('.').replace(/s$/, '').replaceAll('_', '');
}

// terminal.DeletedReader is the sample deleted_terminal.reader.
function wordsOf(name = '') {
  return name.replace(/^(\w+)\.Deleted/, 'deleted$1.').toLowerCase();
}

function refusal(parameters, check) {
  if (check(parameters)) return null;
  const worst = ['additionalProperties', 'required'].map(keyword => check.errors.find(error => error.keyword === keyword)).find(Boolean) ?? check.errors[0];
  const [code, name] = {
    additionalProperties: ['parameter_unknown', worst.params.additionalProperty],
    required: ['parameter_missing', worst.params.missingProperty],
  }[worst.keyword] ?? ['parameter_invalid', null];
  const at = worst.instancePath.split('/').filter(Boolean).concat(name ?? []).map((part, i) => i ? `[${part}]` : part).join('');
  return { type: 'invalid_request_error', code, param: at, message: `${code}: ${at} ${worst.message}` };
}

function judge(method, url, headers, body) {
  const [path, query = ''] = url.split('?');
  const refuse = (status, error) => [status, { error: { type: 'invalid_request_error', ...error } }];
  if (!/^Bearer sk_test_\w+$/.test(headers.authorization ?? '')) return refuse(401, { message: 'No test key.' });
  if (headers['stripe-version'] !== specification.info.version) return refuse(400, { message: `The version is ${headers['stripe-version']}.` });
  const operation = operations.find(operation => operation.method === method && operation.path.test(path));
  if (!operation) return refuse(404, { message: `There is no ${method} ${path}.` });
  if (method === 'POST' && !/^application\/x-www-form-urlencoded$/.test(headers['content-type'] ?? '')) return refuse(415, { message: 'A POST carries a form.' });
  if (method === 'POST' && !headers['idempotency-key']) return refuse(400, { message: 'A POST carries an idempotency key.' });
  if (method !== 'POST' && body) return refuse(400, { message: `A ${method} carries no body.` });
  const parameters = qs.parse(method === 'POST' ? body : query, { depth: 12, strictDepth: true, arrayLimit: 1000, parameterLimit: 10000 });
  const wrong = refusal(parameters, operation.check);
  return wrong ? refuse(400, wrong) : [200, operation.answer];
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [status, answer] = judge(request.method, request.url, request.headers, Buffer.concat(chunks).toString());
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_judge' });
  response.end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
