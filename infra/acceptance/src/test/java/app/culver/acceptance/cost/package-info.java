/** What the work of the functions is billed, counted before it is timed. */
package app.culver.acceptance.cost;
