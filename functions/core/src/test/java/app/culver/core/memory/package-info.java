/** Adapters that live in memory and what tests are made of. They meet the contract tests of their ports like any other. */
package app.culver.core.memory;
