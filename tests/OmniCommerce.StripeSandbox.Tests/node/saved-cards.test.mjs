import assert from 'node:assert/strict';
import { test } from 'node:test';
import { door, pay, refusal, stripe } from './sandbox.mjs';

test('a customer is made, changed, found and deleted', async () => {
  const customer = await stripe.customers.create({
    email: 'jenny@example.com', name: 'Jenny Rosen', metadata: { shopper: 's-1' }, address: { city: 'Leeds', country: 'GB' }, preferred_locales: ['en'],
  });
  assert.equal(customer.address.city, 'Leeds');
  const changed = await stripe.customers.update(customer.id, { phone: '+441130000000', metadata: { tier: 'gold' } });
  assert.deepEqual(changed.metadata, { shopper: 's-1', tier: 'gold' });
  assert.equal((await stripe.customers.list({ email: 'jenny@example.com' })).data[0].id, customer.id);
  assert.equal((await stripe.customers.search({ query: "metadata['shopper']:'s-1'" })).data[0].id, customer.id);
  assert.equal((await stripe.customers.del(customer.id)).deleted, true);
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true);
  assert.equal((await refusal(stripe.customers.update(customer.id, { name: 'x' }))).code, 'resource_missing');
});

test('a card is saved online and charged later while the shopper is away', async () => {
  const customer = await stripe.customers.create({});
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method_types: ['card'], payment_method: 'pm_card_visa', confirm: true });
  assert.equal(setup.status, 'succeeded');
  const cards = await stripe.customers.listPaymentMethods(customer.id, { type: 'card' });
  assert.deepEqual(cards.data.map(card => card.id), [setup.payment_method]);
  const intent = await pay(4200, setup.payment_method, { customer: customer.id, off_session: true });
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.customer, customer.id);
});

test('a card that asks once is confirmed when it is saved, and not asked again', async () => {
  const customer = await stripe.customers.create({});
  const setup = await stripe.setupIntents.create({
    customer: customer.id, payment_method_types: ['card'], payment_method: 'pm_card_authenticationRequiredOnSetup', confirm: true, return_url: 'https://shop.example/back',
  });
  assert.equal(setup.status, 'requires_action');
  assert.equal(setup.next_action.type, 'redirect_to_url');
  const done = await door('POST', `/_sandbox/intents/${setup.id}/authenticate`, { outcome: 'succeeded' });
  assert.equal(done.status, 'succeeded');
  assert.equal((await pay(4200, done.payment_method, { customer: customer.id, off_session: true })).status, 'succeeded');
  const unsaved = await refusal(pay(4200, 'pm_card_authenticationRequiredOnSetup', { off_session: true }));
  assert.equal(unsaved.code, 'authentication_required');
});

test('a card that is declined cannot be saved', async () => {
  const customer = await stripe.customers.create({});
  const error = await refusal(stripe.setupIntents.create({ customer: customer.id, payment_method_types: ['card'], payment_method: 'pm_card_chargeDeclined', confirm: true }));
  assert.equal(error.statusCode, 402);
  assert.equal(error.setup_intent.status, 'requires_payment_method');
  const attach = await refusal(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id }));
  assert.equal(attach.code, 'card_declined');
});

test('a saved card may be declined when it is charged', async () => {
  const customer = await stripe.customers.create({});
  const card = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
  assert.equal((await refusal(pay(4200, card.id, { customer: customer.id }))).decline_code, 'generic_decline');
});

test('a card belongs to one customer', async () => {
  const [one, other] = [await stripe.customers.create({}), await stripe.customers.create({})];
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: one.id });
  await refusal(stripe.paymentMethods.attach(card.id, { customer: other.id }));
  await refusal(pay(4200, card.id, { customer: other.id }));
  await refusal(pay(4200, card.id));
  assert.equal((await stripe.paymentMethods.detach(card.id)).customer, null);
  assert.equal((await stripe.customers.listPaymentMethods(one.id)).data.length, 0);
});

test('a card is saved by paying with it', async () => {
  const customer = await stripe.customers.create({});
  const intent = await pay(4200, 'pm_card_visa', { customer: customer.id, setup_future_usage: 'off_session' });
  const card = await stripe.paymentMethods.retrieve(intent.payment_method);
  assert.equal(card.customer, customer.id);
  assert.equal((await stripe.paymentMethods.update(card.id, { metadata: { label: 'mine' } })).metadata.label, 'mine');
});

test('a setup waits for its card, and can be canceled', async () => {
  const setup = await stripe.setupIntents.create({ automatic_payment_methods: { enabled: true } });
  assert.equal(setup.status, 'requires_payment_method');
  assert.equal((await refusal(stripe.setupIntents.confirm(setup.id))).code, 'setup_intent_unexpected_state');
  assert.equal((await stripe.setupIntents.update(setup.id, { payment_method: 'pm_card_visa' })).status, 'requires_confirmation');
  assert.equal((await stripe.setupIntents.cancel(setup.id, { cancellation_reason: 'abandoned' })).status, 'canceled');
  assert.equal((await refusal(stripe.setupIntents.confirm(setup.id))).setup_intent.status, 'canceled');
  assert.equal((await stripe.setupIntents.list({ limit: 1 })).data[0].id, setup.id);
});

test('a card expires when its holder says, and a card that has expired is none', async () => {
  const card = (exp_month, exp_year) => stripe.paymentMethods.create({ type: 'card', card: { number: '4242424242424242', exp_month, exp_year, cvc: '123' } });
  const far = new Date().getFullYear() + 6;
  const { card: kept } = await card(3, far);
  assert.deepEqual([kept.exp_month, kept.exp_year], [3, far]);
  assert.equal((await card(3, far % 100)).card.exp_year, far);
  const refused = async (...when) => { const { statusCode, code, param } = await refusal(card(...when)); return [statusCode, code, param]; };
  assert.deepEqual(await refused(13, far), [402, 'invalid_expiry_month', 'exp_month']);
  assert.deepEqual(await refused(1, far - 20), [402, 'invalid_expiry_year', 'exp_year']);
});

test('what is told anew of a card leaves the rest as it was', async () => {
  const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' }, billing_details: { name: 'Jenny', email: 'jenny@example.com' } });
  const far = new Date().getFullYear() + 7;
  const { billing_details: billing, card } = await stripe.paymentMethods.update(id, { billing_details: { name: 'Jenny Rosen' }, card: { exp_month: 5, exp_year: far } });
  assert.deepEqual([billing.name, billing.email, card.exp_month, card.exp_year], ['Jenny Rosen', 'jenny@example.com', 5, far]);
});

test('a card that is detached is not the one to take any more', async () => {
  const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data;
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  await stripe.paymentMethods.detach(card.id);
  assert.equal((await stripe.customers.retrieve(customer.id)).invoice_settings.default_payment_method, null);
});
