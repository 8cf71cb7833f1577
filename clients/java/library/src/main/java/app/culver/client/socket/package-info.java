/**
 * The live connection. Rules: a frame that asks has a request id and a time limit, because nothing promises an answer;
 * what is not understood is ignored, because newer servers say more and API Gateway has frames of its own; a connection
 * that was lost is opened again with growing delays, one that was replaced is not.
 */
package app.culver.client.socket;
