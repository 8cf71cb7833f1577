package app.culver.local.template;

import java.util.List;
import java.util.Optional;

/**
 * A DynamoDB table.
 *
 * @param sort the sort key, if it has one
 * @param streamView what its stream shows ({@code NEW_IMAGE} ...); empty for no stream
 * @param timeToLive the attribute that says when an item expires; empty for never
 */
public record Table(String id, String name, Attribute partition, Optional<Attribute> sort, List<Index> indexes,
    Optional<String> streamView, Optional<String> timeToLive) {

  /** A key attribute; its type is S, N or B. */
  public record Attribute(String name, String type) {}

  /** A global secondary index; {@code attributes} names what {@code INCLUDE} adds. */
  public record Index(String name, Attribute partition, Optional<Attribute> sort, String projection,
      List<String> attributes) {}
}
