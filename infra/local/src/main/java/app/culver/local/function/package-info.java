/**
 * AWS Lambda: runs the built zips. Rule: this package never names a function's class; it reaches a handler through
 * {@code RequestStreamHandler}, the one type that both sides share.
 *
 * <p>What is as on AWS: each concurrent invocation has an instance (a handler object) of its own, which is used again when
 * it is free; hooks of SnapStart run around the making of each instance; a timed-out instance is never used again, and its
 * later calls to AWS are refused. Time-outs count the system's time, so that a clock pushed forward kills nobody. What is
 * not as on AWS: the instances of one function share its classes, hence their statics, and
 * all functions share the heap and the processors.
 */
package app.culver.local.function;
