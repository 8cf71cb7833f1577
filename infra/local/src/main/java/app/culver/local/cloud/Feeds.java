package app.culver.local.cloud;

import app.culver.local.clock.CloudClock;
import app.culver.local.event.Checkpoints;
import app.culver.local.event.QueuePoller;
import app.culver.local.event.StreamPoller;
import app.culver.local.gateway.Functions;
import app.culver.local.template.EventSource;
import app.culver.local.template.Template;
import java.nio.file.Path;
import java.util.Optional;

/** Begins to feed functions from what the template says they are fed from. */
final class Feeds {
  private Feeds() {}

  static void start(Template template, Services services, Functions functions, CloudClock clock, Optional<Path> data,
      Closing closing) {
    var checkpoints = data.map(folder -> Checkpoints.in(folder.resolve("checkpoints.properties")))
        .orElseGet(Checkpoints::inMemory);
    for (var function : template.functions()) {
      for (var source : function.sources()) {
        closing.keep(switch (source) {
          case EventSource.Stream stream -> new StreamPoller(template, function, stream, services.dynamo(), functions,
              clock, checkpoints, (arn, text) -> services.queues().orElseThrow().send(arn, text));
          case EventSource.Polled polled -> {
            var queues = services.queues().orElseThrow();
            yield new QueuePoller(template, function, polled, queues.endpoint(),
                queues.url(template.queue(polled.queue())), functions, clock);
          }
        });
      }
    }
  }
}
