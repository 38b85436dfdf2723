// The life of a graphql-sse client in distinct connections mode.
import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';

const client = createClient({ url: process.argv[2], retryAttempts: 0 });
const collect = async query => { const all = []; for await (const result of client.iterate({ query })) all.push(result); return all; };

assert.deepEqual(await collect('subscription { ticks(count: 3) }'), [1, 2, 3].map(ticks => ({ data: { ticks } })));
assert.deepEqual(await collect('{ hello }'), [{ data: { hello: 'Hello, world' } }]);
const [refused] = await collect('subscription { nothing }');
assert.ok(refused.errors.length > 0 && !('data' in refused));

const stopped = client.iterate({ query: 'subscription { ticks(count: 1000000) }' });
assert.deepEqual((await stopped.next()).value, { data: { ticks: 1 } });
await stopped.return();
client.dispose();
console.log('graphql-sse: passed');
