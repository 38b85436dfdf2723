// Answers one JSON line for each that it reads: {schema?, document} -> {parseError} or {printed, errors}.
// A line with a schema sets it for the lines that follow. Errors are {message, locations}. A document on which the
// engine itself fails is answered by {crash}.
import { createInterface } from 'node:readline';
import { GraphQLError, buildSchema, parse, print, validate } from 'graphql';

const plain = (error) => ({
  message: error.message,
  locations: (error.locations ?? []).map(({ line, column }) => [line, column]),
});

let schema;

function judge(request) {
  if (request.schema !== undefined) schema = buildSchema(request.schema);
  let document;
  try {
    document = parse(request.document);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { parseError: plain(error) };
  }

  try {
    return { printed: print(document), errors: validate(schema, document, undefined, { maxErrors: 1000 }).map(plain) };
  } catch (error) {
    return { crash: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(judge(JSON.parse(line))) + '\n');
}
