// The goods of the engine's benchmark (tests/OmniCommerce.Benchmarks/EngineServer), served by the reference implementation on PORT. Every
// document is parsed, validated and executed anew: it is measured with documents that it has never seen.
import { createServer } from 'node:http';
import { buildSchema, execute, parse, validate } from 'graphql';

const schema = buildSchema(`
  type Query { products(first: Int!): [Product!]! }
  type Product { id: ID! sku: String! name: String! description: String! price: Money! variants: [Variant!]! category: Category }
  type Money { amount: Float! currency: String! }
  type Variant { id: ID! sku: String! stock: Int! }
  type Category { id: ID! name: String! }
`);

const products = Array.from({ length: 1000 }, (_, index) => {
  const i = index + 1;
  const sku = `SKU-${String(i).padStart(5, '0')}`;
  return {
    id: `p${i}`,
    sku,
    name: `Product ${i} with a realistic name`,
    description: `Description of product ${i}: a sturdy thing made of steel & oak, "hand finished", which ships in two days.`,
    price: { amount: (1000 + i * 7) / 100, currency: 'EUR' },
    variants: [1, 2, 3].map((v) => ({ id: `p${i}v${v}`, sku: `${sku}-${v}`, stock: (i * 13 + v * 7) % 250 })),
  };
});
const rootValue = { products: ({ first }) => products.slice(0, first) };

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', async () => {
    const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks));
    const document = parse(query);
    const errors = validate(schema, document);
    const result = errors.length > 0 ? { errors } : await execute({ schema, document, rootValue, variableValues: variables, operationName });
    const body = Buffer.from(JSON.stringify(result));
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length }).end(body);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
