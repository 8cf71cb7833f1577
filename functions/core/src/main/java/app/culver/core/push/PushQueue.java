package app.culver.core.push;

import java.util.List;

/** Port to where wake-ups wait until they are looked at. Never throws: nobody's message fails because of a push. */
public interface PushQueue {
  /** Puts the requests there; gives those that could not be. */
  List<PushRequest> put(List<PushRequest> requests);
}
