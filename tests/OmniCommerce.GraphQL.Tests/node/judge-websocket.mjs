// The life of a graphql-ws client: subscribe, query, mutate, stop early, many at once, errors, close.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const events = [];
const client = createClient({
  url: process.argv[2].replace('http', 'ws'), webSocketImpl: WebSocket, lazy: true, lazyCloseTimeout: 0, keepAlive: 200, retryAttempts: 0,
  on: Object.fromEntries(['connected', 'closed', 'ping', 'pong'].map(name => [name, event => events.push([name, event])])),
});
const collect = async query => { const all = []; for await (const result of client.iterate({ query })) all.push(result); return all; };

assert.deepEqual(await collect('subscription { ticks(count: 3) }'), [1, 2, 3].map(ticks => ({ data: { ticks } })));
assert.deepEqual(await collect('{ hello }'), [{ data: { hello: 'Hello, world' } }]);
assert.deepEqual(await collect('mutation { touch(input: { times: 5 }) { touched } }'), [{ data: { touch: { touched: 5 } } }]);

const many = await Promise.all(Array.from({ length: 10 }, (_, i) => collect(`subscription { ticks(count: ${i + 1}) }`)));
many.forEach((results, i) => assert.equal(results.length, i + 1));

const stopped = client.iterate({ query: 'subscription { ticks(count: 1000000) }' });
assert.deepEqual((await stopped.next()).value, { data: { ticks: 1 } });
await stopped.return();

await assert.rejects(collect('{ nothing }'), errors => Array.isArray(errors) && errors.length > 0 && typeof errors[0].message === 'string');
const [broken] = await collect('{ broken }');
assert.equal(broken.data.broken, null);
assert.equal(broken.errors.length, 1);

// Long enough for the client to ping and be answered.
const quiet = client.iterate({ query: 'subscription { silence }' });
const pending = quiet.next();
await new Promise(resolve => setTimeout(resolve, 600));
assert.ok(events.some(([name]) => name === 'pong'), 'no pong came');
await quiet.return();
await pending;

await client.dispose();
await new Promise(resolve => setTimeout(resolve, 100));
assert.ok(events.filter(([name]) => name === 'closed').every(([, event]) => event.code === 1000), JSON.stringify(events));
console.log('graphql-ws: passed');
