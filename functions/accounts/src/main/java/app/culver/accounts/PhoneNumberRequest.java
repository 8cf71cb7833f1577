package app.culver.accounts;

import app.culver.core.account.PhoneNumber;

/** {@code phone-number-request.json}. */
record PhoneNumberRequest(PhoneNumber phoneNumber) {}
