// A storefront as its developers build one: Apollo Client over HTTP with its cache, graphql-ws for live news.
// usage: node storefront.mjs http://127.0.0.1:5080/graphql     prints one JSON line
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2];
let token;
const http = new HttpLink({
  uri: url,
  fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) } }),
});
const socket = createClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: () => ({ authorization: `Bearer ${token}` }),
});
const client = new ApolloClient({
  cache: new InMemoryCache({ possibleTypes: await possibleTypes() }),
  link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, new GraphQLWsLink(socket), http),
});

const { data: started } = await client.mutate({
  mutation: gql`mutation { startSession(input: { device: { name: "Apollo", channel: WEB } }) { token session { id cart { id itemCount } } errors { ... on Error { message } } } }`,
});
token = started.startSession.token;
const cart = started.startSession.session.cart.id;

const products = gql`query Products($after: String) { products(first: 5, after: $after) { nodes { id name variants { id sku available } } pageInfo { hasNextPage endCursor } } }`;
const first = await client.query({ query: products });
const second = await client.query({ query: products, variables: { after: first.data.products.pageInfo.endCursor } });
const variant = first.data.products.nodes.flatMap((product) => product.variants).find((candidate) => candidate.available > 2);

const heard = new Promise((resolve, reject) => {
  client
    .subscribe({ query: gql`subscription ($id: ID!) { cartChanged(cartId: $id) { channel cart { id version itemCount } } }`, variables: { id: cart } })
    .subscribe({ next: resolve, error: reject });
});
await new Promise((resolve) => socket.on('message', resolve) && setTimeout(resolve, 300));
await client.mutate({
  mutation: gql`mutation ($sku: String!) { addCartLines(input: { lines: [{ variant: { sku: $sku }, quantity: 2 }] }) { cart { id version itemCount } errors { __typename ... on Error { message } } } }`,
  variables: { sku: variant.sku },
});
const news = await heard;
const cached = client.cache.extract()[client.cache.identify({ __typename: 'Cart', id: cart })];
console.log(JSON.stringify({
  firstPage: first.data.products.nodes.length,
  overlap: second.data.products.nodes.filter((product) => first.data.products.nodes.some((other) => other.id === product.id)).length,
  heard: news.data.cartChanged.cart.itemCount,
  cached: cached.itemCount,
}));
await socket.dispose();
client.stop();

// What Apollo's documentation tells its users to do for unions and interfaces.
async function possibleTypes() {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __schema { types { kind name possibleTypes { name } } } }' }),
  });
  const { data } = await response.json();
  return Object.fromEntries(data.__schema.types.filter((type) => type.possibleTypes).map((type) => [type.name, type.possibleTypes.map((possible) => possible.name)]));
}
