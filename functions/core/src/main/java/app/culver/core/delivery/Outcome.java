package app.culver.core.delivery;

import java.util.List;

/**
 * What became of posts, in the order in which they were given.
 *
 * @param faults what was thrown on the way, though nothing should be: such as when the presence of a socket that is gone
 *          could not be cleared
 */
public record Outcome(List<Result> results, List<RuntimeException> faults) {
  /** Nothing was to be posted. */
  public static final Outcome NONE = new Outcome(List.of(), List.of());

  public Outcome {
    results = List.copyOf(results);
    faults = List.copyOf(faults);
  }

  /** One post and how it ended. */
  public record Result(Post post, End end) {}

  /** How a post ended. */
  public enum End {
    /** The gateway took all of its frames. */
    DELIVERED,
    /** The socket is no longer there. */
    GONE,
    /** The gateway did not take a frame, and got none of those behind it. */
    FAILED,
    /** The deadline came first; some of its frames may have got through. */
    CUT
  }

  /** The posts that ended so. */
  public List<Post> posts(End end) {
    return results.stream().filter(result -> result.end() == end).map(Result::post).toList();
  }

  /** The posts whose devices have to learn by another way what they told. */
  public List<Post> undelivered() {
    return results.stream().filter(result -> result.end() != End.DELIVERED).map(Result::post).toList();
  }
}
