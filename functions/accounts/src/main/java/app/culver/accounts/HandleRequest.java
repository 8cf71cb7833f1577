package app.culver.accounts;

import app.culver.core.account.Handle;

/** {@code handle-request.json}. */
record HandleRequest(Handle handle) {}
