/** The net below every send: what an invocation left undone when it died is done all the same. */
package app.culver.acceptance.net;
