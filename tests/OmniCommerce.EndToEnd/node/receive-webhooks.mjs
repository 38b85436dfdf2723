// A receiver of webhooks as its makers write one, with the library of the standard itself:
//   node receive-webhooks.mjs PORT COUNT SECRET…
// It verifies each message with every secret, and that the same message is not taken when a byte or the time is another, and answers 204. After
// COUNT messages it prints what it saw, and ends.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const [port, count, ...secrets] = process.argv.slice(2);
const messages = [];

const taken = (secret, body, headers) => {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch {
    return null;
  }
};

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const headers = request.headers;
  messages.push({
    id: headers["webhook-id"],
    bytes: Buffer.byteLength(body),
    message: taken(secrets[0], body, headers),
    takenWith: secrets.map((secret) => taken(secret, body, headers) !== null),
    otherBody: taken(secrets[0], body.replace('"type"', '"typo"'), headers) !== null,
    otherTime: taken(secrets[0], body, { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) + 1) }) !== null,
    otherSecret: taken("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body, headers) !== null,
  });
  response.writeHead(204).end();
  if (messages.length === Number(count)) {
    console.log(JSON.stringify(messages));
    server.close();
    server.closeAllConnections();
  }
});
server.listen(Number(port), "127.0.0.1");
