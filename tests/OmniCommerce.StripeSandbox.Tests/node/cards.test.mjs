import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, door, pay, refusal, stripe, url } from './sandbox.mjs';

const declines = [
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
  ['pm_card_chargeDeclinedFraudulent', 'card_declined', 'fraudulent'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
];

for (const [method, code, declineCode] of declines) {
  test(`${method} is declined with ${declineCode}`, async () => {
    const error = await refusal(pay(1099, method));
    assert.equal(error.type, 'StripeCardError');
    assert.equal(error.statusCode, 402);
    assert.equal(error.code, code);
    assert.equal(error.decline_code, declineCode);
    assert.equal(error.doc_url, `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`);
    const intent = await stripe.paymentIntents.retrieve(error.payment_intent.id, { expand: ['latest_charge'] });
    assert.equal(intent.status, 'requires_payment_method');
    assert.equal(intent.last_payment_error.decline_code, declineCode);
    assert.equal(intent.latest_charge.id, error.charge);
    assert.equal(intent.latest_charge.status, 'failed');
  });
}

test('after a decline another card pays', async () => {
  const { payment_intent: declined } = await refusal(pay(1099, 'pm_card_chargeDeclined'));
  const intent = await stripe.paymentIntents.confirm(declined.id, { payment_method: 'pm_card_visa' });
  assert.equal(intent.status, 'succeeded');
  assert.equal(intent.last_payment_error, null);
});

test('cards can be made of their numbers, and of tokens', async () => {
  const byNumber = await stripe.paymentMethods.create({ type: 'card', card: { number: '4000 0000 0000 9995', exp_month: 12, exp_year: 2034, cvc: '123' } });
  assert.equal(byNumber.card.last4, '9995');
  assert.equal((await refusal(pay(1099, byNumber.id))).decline_code, 'insufficient_funds');
  const byToken = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
  assert.equal((await pay(1099, byToken.id)).status, 'succeeded');
  assert.equal((await refusal(stripe.paymentMethods.create({ type: 'card', card: { number: '1234567812345678' } }))).code, 'incorrect_number');
});

const waiting = (more = {}) => pay(1099, 'pm_card_authenticationRequired', { return_url: 'https://shop.example/back?order=7', ...more });

test('a card with 3-D Secure sends the shopper to a page, on which he completes it', async () => {
  const intent = await waiting();
  assert.equal(intent.status, 'requires_action');
  assert.equal(intent.next_action.type, 'redirect_to_url');
  assert.equal(intent.next_action.redirect_to_url.return_url, 'https://shop.example/back?order=7');
  const page = await fetch(intent.next_action.redirect_to_url.url);
  assert.match(await page.text(), /Complete/);
  const back = await fetch(new URL(`/_sandbox/authenticate/${intent.id}`, url), {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ client_secret: intent.client_secret, outcome: 'succeeded' }),
  });
  assert.equal(back.status, 303);
  const location = new URL(back.headers.get('location'));
  assert.equal(location.searchParams.get('order'), '7');
  assert.equal(location.searchParams.get('payment_intent'), intent.id);
  assert.equal(location.searchParams.get('redirect_status'), 'succeeded');
  const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
  assert.equal(paid.status, 'succeeded');
  assert.equal(paid.next_action, null);
  assert.equal(paid.latest_charge.payment_method_details.card.three_d_secure.result, 'authenticated');
});

test('the page is shown only to who knows the secret', async () => {
  const intent = await waiting();
  const wrong = await fetch(new URL(`/_sandbox/authenticate/${intent.id}?client_secret=guess`, url));
  assert.equal(wrong.status, 404);
  const post = await fetch(new URL(`/_sandbox/authenticate/${intent.id}`, url), { method: 'POST', body: new URLSearchParams({ outcome: 'succeeded' }) });
  assert.equal(post.status, 404);
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'requires_action');
});

test('3-D Secure that fails leaves the payment waiting for another card', async () => {
  const intent = await waiting({ capture_method: 'manual' });
  const failed = await door('POST', `/_sandbox/intents/${intent.id}/authenticate`, { outcome: 'failed' });
  assert.equal(failed.status, 'requires_payment_method');
  assert.equal(failed.last_payment_error.code, 'payment_intent_authentication_failure');
  await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_authenticationRequired', return_url: 'https://shop.example/back' });
  assert.equal((await door('POST', `/_sandbox/intents/${intent.id}/authenticate`, { outcome: 'succeeded' })).status, 'requires_capture');
});

test('a card may be declined after 3-D Secure', async () => {
  const intent = await pay(1099, 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', { return_url: 'https://shop.example/back' });
  const declined = await door('POST', `/_sandbox/intents/${intent.id}/authenticate`, { outcome: 'succeeded' });
  assert.equal(declined.status, 'requires_payment_method');
  assert.equal(declined.last_payment_error.decline_code, 'insufficient_funds');
});

test('3-D Secure is refused where nobody is there to confirm', async () => {
  const error = await refusal(pay(1099, 'pm_card_authenticationRequired', { error_on_requires_action: true }));
  assert.equal(error.statusCode, 402);
  assert.equal(error.code, 'authentication_required');
  assert.equal((await refusal(pay(1099, 'pm_card_authenticationRequired', { off_session: true }))).decline_code, 'authentication_required');
});

test('a payment that the server confirms waits for it after 3-D Secure', async () => {
  const intent = await waiting({ confirmation_method: 'manual' });
  assert.equal((await door('POST', `/_sandbox/intents/${intent.id}/authenticate`, { outcome: 'succeeded' })).status, 'requires_confirmation');
  assert.equal((await stripe.paymentIntents.confirm(intent.id)).status, 'succeeded');
});

test('3-D Secure can be asked for where the card has it', async () => {
  assert.equal((await pay(1099, 'pm_card_threeDSecureOptional')).status, 'succeeded');
  const asked = await pay(1099, 'pm_card_threeDSecureOptional', { payment_method_options: { card: { request_three_d_secure: 'any' } } });
  assert.equal(asked.status, 'requires_action');
  assert.equal(asked.next_action.type, 'use_stripe_sdk');
});

test('a browser reads and confirms its payment with the publishable key and the secret', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 1099, currency: 'eur' });
  const ask = (method, path, form) => fetch(new URL(path, url), {
    method, headers: { authorization: 'Bearer pk_test_sandbox' }, body: form && new URLSearchParams(form),
  });
  const read = await ask('GET', `/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}`);
  assert.equal((await read.json()).id, intent.id);
  assert.equal((await ask('GET', `/v1/payment_intents/${intent.id}?client_secret=guess`)).status, 404);
  assert.equal((await ask('GET', `/v1/payment_intents/${intent.id}`)).status, 404);
  const confirmed = await ask('POST', `/v1/payment_intents/${intent.id}/confirm`, {
    client_secret: intent.client_secret, payment_method: 'pm_card_visa', return_url: 'https://shop.example/back', key: 'pk_test_sandbox',
  });
  assert.equal((await confirmed.json()).status, 'succeeded');
  const browser = client({ key: 'pk_test_sandbox' });
  assert.equal((await refusal(browser.paymentIntents.create({ amount: 1, currency: 'eur' }))).code, 'secret_key_required');
});
