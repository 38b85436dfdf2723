// Signs requests as Stripe's official SDK does in tests, spoils some, and writes each with that SDK's own verdict.
import Stripe from 'stripe';

const now = Number(process.argv[2]);
const secret = 'whsec_one';
const bodies = [
  JSON.stringify({ id: 'evt_1', object: 'event', type: 'payment_intent.succeeded', created: now, api_version: Stripe.API_VERSION, data: { object: { id: 'pi_1', object: 'payment_intent' } } }),
  JSON.stringify({ id: 'evt_2', object: 'event', text: 'Grüße 🍵 \u2028', nested: { a: [1, 2, { b: null }] } }, null, 2),
  '{}',
];
const cases = [];

for (const body of bodies) {
  const sign = (timestamp, by = secret) => Stripe.webhooks.generateTestHeaderString({ payload: body, secret: by, timestamp });
  const good = sign(now);
  const signature = good.split('v1=')[1];
  for (const [name, header, payload = body] of [
    ['good', good],
    ['signed by another', sign(now, 'whsec_other')],
    ['two signatures, the first by an old secret', `t=${now},v1=${sign(now, 'whsec_old').split('v1=')[1]},v1=${signature}`],
    ['two signatures, the last by an old secret', `t=${now},v1=${signature},v1=${sign(now, 'whsec_old').split('v1=')[1]}`],
    ['another scheme beside it', `t=${now},v0=${signature},v1=${signature}`],
    ['another scheme only', `t=${now},v0=${signature}`],
    ['no time', `v1=${signature}`],
    ['a time that is none', `t=soon,v1=${signature}`],
    ['another time', `t=${now - 1},v1=${signature}`],
    ['no signature', `t=${now}`],
    ['nothing', ''],
    ['a signature cut short', `t=${now},v1=${signature.slice(0, 63)}`],
    ['a signature with a wrong digit', good.replace(/.$/, digit => digit === '0' ? '1' : '0')],
    ['a changed body', good, `${body} `],
    ['299 seconds old', sign(now - 299)],
    ['300 seconds old', sign(now - 300)],
    ['301 seconds old', sign(now - 301)],
  ]) cases.push({ name, header, payload, accepted: accepts(payload, header) });
}
console.log(JSON.stringify(cases));

function accepts(payload, header) {
  try {
    Stripe.webhooks.constructEvent(payload, header, secret, 300, undefined, now * 1000);
    return true;
  } catch {
    return false;
  }
}
