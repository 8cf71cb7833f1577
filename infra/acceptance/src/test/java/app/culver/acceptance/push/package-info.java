/** Who is woken by whom, and what becomes of it when the provider of pushes does what providers do. */
package app.culver.acceptance.push;
