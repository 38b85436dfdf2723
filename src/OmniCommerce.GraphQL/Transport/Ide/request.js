// Sending operations: queries and mutations over HTTP, subscriptions over graphql-transport-ws.

const endpoint = location.pathname;

async function post(body, headers, signal) {
  const started = performance.now();
  const response = await fetch(endpoint, {
    method: 'POST', signal, body: JSON.stringify(body),
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' },
  });
  const text = await response.text();
  const outcome = { status: response.status, text, milliseconds: performance.now() - started, bytes: new Blob([text]).size };
  try { outcome.json = JSON.parse(text); } catch { outcome.broken = true; }
  return outcome;
}

// Opens a socket for one subscription; answers a function that ends it. The headers go along as connection_init's payload.
function subscribe(body, headers, { onNext, onError, onEnd }) {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${endpoint}`, 'graphql-transport-ws');
  const send = message => socket.send(JSON.stringify(message));
  let ended = false;
  const end = reason => { if (!ended) { ended = true; socket.close(1000); onEnd(reason); } };
  socket.onopen = () => send({ type: 'connection_init', payload: headers });
  socket.onclose = event => end(event.code === 1000 ? 'closed' : `closed by the server: ${event.code} ${event.reason}`);
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: body });
    else if (message.type === 'ping') send({ type: 'pong' });
    else if (message.type === 'next') onNext(message.payload);
    else if (message.type === 'error') { onError({ errors: message.payload }); end('refused'); }
    else if (message.type === 'complete') end('completed');
  };
  return () => { if (socket.readyState === WebSocket.OPEN) send({ id: '1', type: 'complete' }); end('stopped'); };
}

const introspection = `query Introspection {
  __schema {
    queryType { name } mutationType { name } subscriptionType { name }
    types {
      kind name description specifiedByURL isOneOf
      fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...Input } type { ...Reference } deprecationReason }
      inputFields(includeDeprecated: true) { ...Input }
      interfaces { ...Reference }
      enumValues(includeDeprecated: true) { name description deprecationReason }
      possibleTypes { ...Reference }
    }
    directives { name description args { ...Input } }
  }
}
fragment Input on __InputValue { name description type { ...Reference } defaultValue deprecationReason }
fragment Reference on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }`;
