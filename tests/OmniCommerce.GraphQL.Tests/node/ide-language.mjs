// The browser page's knowledge of the language, without a browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSchema, introspectionFromSchema, parse, print } from 'graphql';

const source = readFileSync(new URL('../../../src/OmniCommerce.GraphQL/Transport/Ide/language.js', import.meta.url), 'utf8');
const { Schema, Analysis, propose, formatDocument } = new Function(`${source}\nreturn { Schema, Analysis, propose, formatDocument };`)();
const schema = new Schema(introspectionFromSchema(buildSchema(`
  type Query { cart(id: ID!): Cart products(first: Int = 10, sort: Sort, filter: Filter): [Product!]! node(id: ID!): Node search: [Result] }
  interface Node { id: ID! } union Result = Product | Cart enum Sort { NAME PRICE } input Filter { text: String, sort: Sort, and: [Filter!] }
  type Product implements Node { id: ID! name: String! related: [Product!]! } type Cart implements Node { id: ID! total: Int! }
  type Mutation { rename(input: Filter!): Product } type Subscription { ticks: Int! }`)));

// `^` is the caret.
const proposals = text => propose(text.replace('^', ''), text.indexOf('^'), schema).items;
const labels = text => proposals(text).map(item => item.label).sort();
const insert = (text, label) => proposals(text).find(item => item.label === label).insert;
const problems = text => new Analysis(text, schema).all.filter(token => token.problem).map(token => token.problem);

assert.deepEqual(labels('^'), ['fragment', 'mutation', 'query', 'subscription']);
assert.deepEqual(labels('{ ^ }'), ['...', '__schema', '__type', '__typename', 'cart', 'node', 'products', 'search']);
assert.deepEqual(labels('{ prod^ }'), ['products']);
assert.deepEqual(labels('{ products { rela^ } }'), ['related']);
assert.deepEqual(labels('{ alias: ca^ }'), ['cart']);
assert.deepEqual(labels('{ products(^) { id } }'), ['filter', 'first', 'sort']);
assert.deepEqual(labels('{ products(first: 1, ^) { id } }'), ['filter', 'sort']);
assert.deepEqual(labels('query($s: Sort, $n: Int) { products(sort: ^) { id } }'), ['$s', 'NAME', 'PRICE']);
assert.deepEqual(labels('query($s: Sort) { products(sort: $^) { id } }'), ['s']);
assert.deepEqual(labels('{ products(filter: { ^ }) { id } }'), ['and', 'sort', 'text']);
assert.deepEqual(labels('{ products(filter: { and: [{ sort: P^ }] }) { id } }'), ['PRICE']);
assert.deepEqual(labels('query($f: Fi^)'), ['Filter']);
assert.deepEqual(labels('{ search { ... on ^ } }'), ['Cart', 'Node', 'Product', 'Result']);
assert.deepEqual(labels('{ search { ...^ } } fragment P on Product { id }'), ['P', 'on']);
assert.deepEqual(labels('{ products @^ }'), ['deprecated', 'include', 'oneOf', 'skip', 'specifiedBy'].filter(name => schema.directives.some(d => d.name === name)));
assert.deepEqual(labels('{ products # ^\n }'), []);
assert.deepEqual(labels('{ cart(id: "^") { id } }'), []);
assert.equal(insert('{ ^ }', 'cart'), 'cart(id: |) {\n  \n}');
assert.equal(insert('{ pro^ { id } }', 'products'), 'products');
assert.equal(insert('{ products(^) }', 'first'), 'first: |');

assert.deepEqual(problems('query A($i: ID!) { c: cart(id: $i) { ...F total } } fragment F on Node { id @include(if: true) }'), []);
assert.deepEqual(problems('{ product { id } }'), ['Query has no field product.']);
assert.deepEqual(problems('{ cart { id } }'), ['The argument id is required.']);
assert.deepEqual(problems('{ cart(id: $x, y: 1) }'), ['Cart is an object: select at least one of its fields.', 'The operation declares no $x.', 'Query.cart takes no y.']);
assert.deepEqual(problems('{ products(sort: SIZE) { id } }'), ['Sort has no value SIZE.']);
assert.deepEqual(problems('query($s: Size) { node(id: 1) { ... on Shop { id } } }'), ['There is no type Size.', 'There is no type Shop.']);

// However broken a text is, reading it ends, and takes every token.
const whole = 'query A($i: ID! = "x", $f: [Filter!]) @skip(if: $a) { c: cart(id: $i) { ...F ... on Cart { total } } products(filter: {and: [{text: """a"""}]}) { id } } fragment F on Node { id }';
for (let i = 0; i <= whole.length; i++) {
  new Analysis(whole.slice(0, i), schema);
  propose(whole, i, schema);
  new Analysis(whole.slice(i), schema);
}

for (const text of [whole, '{a}', 'query Q{a(x:1,y:[1,2],z:{k:"v",l:ENUM}){b @include(if:true) ...F ...on T{c}}}fragment F on T{d}', 'subscription S($a:Int!=3,$b:[String!]!)@x{e}', '{ a(s: "|{}") }']) {
  const formatted = formatDocument(text);
  assert.equal(print(parse(formatted)), print(parse(text)), formatted);
  assert.equal(formatDocument(formatted), formatted);
}
assert.equal(formatDocument('# top\nquery{a # after\nb}'), '# top\nquery {\n  a\n  # after\n  b\n}\n');
console.log('language: passed');
