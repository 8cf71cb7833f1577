/**
 * Culver beside a model of it: whatever is asked of the one is asked of the other, and both have to answer alike. Rule: the
 * model shares values with the system, and none of its thoughts; it is plain maps and lists, and one asks at a time.
 */
package app.culver.core.model;
