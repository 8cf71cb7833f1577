package app.culver.acceptance.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.culver.acceptance.support.Cloud;
import app.culver.local.template.EventSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is hidden is found; otherwise finding nothing would mean nothing. */
class SearchTest {
  private static final String CANARY = "a canary that sings \u00e4";
  private static final Search SEARCH = new Search().add("canary", CANARY);

  @Test
  void aCanaryIsFoundInWhateverForm() {
    for (var padding : List.of("", "x", "xx", "xxx")) {
      var bytes = (padding + CANARY + padding).getBytes(UTF_8);
      for (var encoder : List.of(Base64.getEncoder(), Base64.getEncoder().withoutPadding(), Base64.getUrlEncoder(),
          Base64.getUrlEncoder().withoutPadding())) {
        var once = encoder.encodeToString(bytes);
        assertThat(SEARCH.in(once)).containsOnly("canary");
        assertThat(SEARCH.in("{\"data\":\"bearer." + once + "\"}")).containsOnly("canary");
        assertThat(SEARCH.in("prefix_" + once)).containsOnly("canary");
        assertThat(SEARCH.in(encoder.encodeToString(once.getBytes(UTF_8)))).containsOnly("canary");
      }
      assertThat(SEARCH.in(bytes)).containsOnly("canary");
      assertThat(SEARCH.in(HexFormat.of().formatHex(bytes))).containsOnly("canary");
      assertThat(SEARCH.in(HexFormat.of().withUpperCase().formatHex(bytes))).containsOnly("canary");
    }
    assertThat(SEARCH.in("another canary")).isEmpty();
  }

  @Test
  void aCanaryIsFoundInEachTableAndQueue() {
    var tables = Cloud.running().tables();
    var encoded = Base64.getEncoder().encodeToString(CANARY.getBytes(UTF_8));
    for (var table : Cloud.running().template().tables()) {
      var key = new java.util.HashMap<String, Map<String, String>>();
      key.put(table.partition().name(), Map.of(table.partition().type(), "AAAAAAAAAAAAAAAAAAAAAA=="));
      table.sort().ifPresent(sort -> key.put(sort.name(), Map.of(sort.type(), sort.type().equals("N") ? "1" : "AAAA")));
      for (var planted : List.of(Map.of("S", CANARY), Map.of("B", encoded), Map.of("S", encoded),
          Map.of("L", List.of(Map.of("M", Map.of("x", Map.of("S", CANARY))))))) {
        var item = new java.util.HashMap<String, Object>(key);
        item.put("x", planted);
        tables.put(table.id(), item);
        assertThat(Traces.found(SEARCH, Traces.stored()).keySet()).as("%s", planted)
            .anyMatch(place -> place.startsWith(table.id()));
        tables.delete(table.id(), key);
      }
    }
    // What is put into a queue that feeds a function is taken out of it; that it passed is seen elsewhere.
    var fed = Cloud.running().template().functions().stream().flatMap(function -> function.sources().stream())
        .filter(EventSource.Polled.class::isInstance).map(source -> ((EventSource.Polled) source).queue()).toList();
    for (var queue : Cloud.running().template().queues()) {
      if (!fed.contains(queue.id())) {
        Cloud.running().queue(queue.id(), "{\"x\":\"" + encoded + "\"}");
        assertThat(Traces.found(SEARCH, Traces.stored()).keySet()).anyMatch(place -> place.startsWith("queue"));
        Cloud.running().purge(queue.id());
      }
    }
  }
}
