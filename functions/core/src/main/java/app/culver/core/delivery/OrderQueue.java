package app.culver.core.delivery;

import java.util.List;

/**
 * Port to where orders wait for an invocation of their own. Never throws: nobody's message fails because others are not
 * told of it at once.
 */
@FunctionalInterface
public interface OrderQueue {
  /** Puts the orders there; gives those that could not be, or of which it is not known. */
  List<Order> put(List<Order> orders);
}
