// Executes documents with the reference implementation. The file of the first argument holds JSON lines: first {schema, objects},
// then {document, variables} each; every document is answered by one line {data, errors: [path]} or {refused}.
// A value of an object is plain, {"$ref": n} for another object, {"$error": text} for a failure; a name that begins with "late" or
// "batch" comes as a promise.
import { readFileSync } from 'node:fs';
import { buildSchema, execute, getNullableType, isEnumType, isInputObjectType, isListType, parse, validate } from 'graphql';

const [setup, ...requests] = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const schema = buildSchema(setup.schema);

function resolve(value) {
  if (Array.isArray(value)) return value.map(resolve);
  if (value?.$ref !== undefined) return setup.objects[value.$ref];
  return value;
}

const shown = (value) => (value === undefined ? '-' : value === null ? 'null' : Array.isArray(value) ? `[${value.map(shown)}]` : String(value));
const box = (value) => (value == null ? shown(value) : `(${shown(value.name ?? null)} ${shown(value.count)} ${box(value.inner ?? null)})`);

// A value as it was coerced, to the last bit; "-" where none was given.
const bits = (number) => new BigUint64Array(new Float64Array([number]).buffer)[0].toString(16);
function told(value, type) {
  const inner = getNullableType(type);
  if (value === undefined) return '-';
  if (value === null) return 'null';
  if (isListType(inner)) return `[${value.map((item) => told(item, inner.ofType))}]`;
  if (isInputObjectType(inner)) return `{${Object.values(inner.getFields()).map((field) => told(value[field.name], field.type))}}`;
  if (isEnumType(inner)) return value;
  if (inner.name === 'Float') return bits(value);
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function fieldResolver(source, args, context, info) {
  const name = info.fieldName;
  if (name.startsWith('tell')) return told(args.value, info.parentType.getFields()[name].args[0].type);
  if (name === 'echo') {
    const { text, n, list, box: given, by } = args;
    const one = by && (by.id !== undefined ? `id ${by.id}` : `name ${by.name}`);
    return [shown(text ?? null), shown(n ?? null), shown(list ?? null), box(given ?? null), shown(one ?? null)].join(' ');
  }
  const value = source[name];
  if (value?.$error === undefined) return /^(late|batch)/.test(name) ? Promise.resolve(resolve(value)) : resolve(value);
  if (/^(late|batch)/.test(name)) return Promise.reject(new Error(value.$error));
  throw new Error(value.$error);
}

for (const { document, variables } of requests) {
  const parsed = parse(document);
  const invalid = validate(schema, parsed);
  const result = invalid.length > 0 ? { errors: invalid } : await execute({ schema, document: parsed, variableValues: variables, rootValue: setup.objects[0], fieldResolver });
  const answer = result.data === undefined
    ? { refused: result.errors.map((error) => error.message) }
    : { data: result.data, errors: (result.errors ?? []).map((error) => error.path) };
  process.stdout.write(JSON.stringify(answer) + '\n');
}
