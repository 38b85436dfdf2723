// Answers one JSON line for each that it reads: {sdl, introspect} -> {problems: [message]} where the schema is not valid, else {introspection}, the
// answer to that document. Default values are told as they are written, not as the reference implementation prints what it made of them.
import { createInterface } from 'node:readline';
import { GraphQLError, buildSchema, executeSync, parse, print, validateSchema } from 'graphql';

function judge({ sdl, introspect }) {
  let schema;
  try {
    schema = buildSchema(sdl);
  } catch (error) {
    return { problems: [error.message] };
  }

  const problems = validateSchema(schema).map((error) => error.message);
  if (problems.length > 0) return { problems };
  const introspection = executeSync({ schema, document: parse(introspect) });
  if (introspection.errors) return { crash: introspection.errors[0].message };
  for (const type of introspection.data.__schema.types) {
    const fields = schema.getType(type.name).getFields?.() ?? {};
    for (const field of type.fields ?? []) write(field.args, (name) => fields[field.name].args.find((arg) => arg.name === name));
    write(type.inputFields, (name) => fields[name]);
  }
  for (const directive of introspection.data.__schema.directives)
    write(directive.args, (name) => schema.getDirective(directive.name).args.find((arg) => arg.name === name));
  return { introspection: introspection.data };
}

function write(values, find) {
  for (const value of values ?? []) {
    const node = find(value.name).astNode?.defaultValue;
    if (node) value.defaultValue = print(node);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + '\n');
}
