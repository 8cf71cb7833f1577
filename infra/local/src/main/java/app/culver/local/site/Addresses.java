package app.culver.local.site;

import java.util.Map;

/**
 * What stands on this machine for the addresses that the template's headers name.
 *
 * @param byAws addresses on AWS, and of Firebase, to those here
 */
public record Addresses(Map<String, String> byAws) {
  public Addresses {
    byAws = Map.copyOf(byAws);
  }

  /** The value of a header with the addresses of this machine. */
  String local(String value) {
    var local = value;
    for (var address : byAws.entrySet()) {
      local = local.replace(address.getKey(), address.getValue());
    }
    return local;
  }
}
