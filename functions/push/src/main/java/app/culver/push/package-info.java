/** Wakes devices that are away. Rule: the handler reads the queue's records, asks the domain and answers the queue. */
package app.culver.push;
