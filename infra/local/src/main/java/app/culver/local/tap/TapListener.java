package app.culver.local.tap;

/** Watches calls to services when they have been answered, before the caller has the answer. Be quick, and throw nothing. */
@FunctionalInterface
public interface TapListener {

  /** A call was answered. Calls that a fault refused are told as well, with the status that the caller got. */
  void called(AwsCall call);
}
