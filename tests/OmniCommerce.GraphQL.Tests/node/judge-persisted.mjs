// Apollo Client's persisted queries: automatic ones by POST and by GET, and those of a manifest.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

const [url, manifest] = process.argv.slice(2);
const requests = [];
const http = new HttpLink({
  uri: url,
  fetch: (uri, options) => {
    const sent = options.method === 'GET' ? Object.fromEntries(new URL(uri).searchParams) : JSON.parse(options.body);
    requests.push(`${options.method} ${'query' in sent ? 'document' : 'hash'}`);
    return fetch(uri, options);
  },
});
const client = link => new ApolloClient({ link: ApolloLink.from([new PersistedQueryLink(link), http]), cache: new InMemoryCache(), defaultOptions: { query: { fetchPolicy: 'no-cache' } } });
const query = gql`query Greeting($n: String!) { hello(name: $n) }`;
const sha256 = text => createHash('sha256').update(text).digest('hex');
const ask = async (link, document = query) => {
  requests.length = 0;
  const { data } = await client(link).query({ query: document, variables: { n: 'Ada' } });
  assert.equal(data.hello, 'Hello, Ada');
  return requests.join(', ');
};

if (manifest) {
  const { operations } = JSON.parse(readFileSync(manifest));
  assert.equal(await ask({ generateHash: () => operations[0].id }), 'POST hash');
} else {
  assert.equal(await ask({ sha256 }), 'POST hash, POST document');
  assert.equal(await ask({ sha256 }), 'POST hash');
  assert.equal(await ask({ sha256, useGETForHashedQueries: true }), 'GET hash');
}
console.log('persisted queries: passed');
