package app.culver.client;

/** Ends with {@link #close} what {@link Culver#listen} began. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
