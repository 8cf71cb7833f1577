package app.culver.sessions;

import app.culver.core.session.PresentedToken;
import app.culver.core.signature.Signature;

/** {@code refresh-request.json}. */
record RefreshRequest(PresentedToken refreshToken, Signature signature) {}
