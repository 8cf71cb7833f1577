package app.culver.local.engine.elasticmq;

import java.net.URI;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.util.Timeout;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.collection.immutable.List$;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** One ElasticMQ with its own queues. */
public final class QueueEngine implements AutoCloseable, Supplier<URI> {
  private static final Timeout PATIENCE = new Timeout(10, TimeUnit.SECONDS);

  private final ActorSystem actors;
  private final SQSRestServer server;
  private final URI endpoint;

  /**
   * Starts an engine.
   *
   * @param settings {@code port}, 0 or absent for any free one; {@code region} and {@code account} for its ARNs; {@code
   *     folder}, an existing folder to keep queues and messages in, absent for memory; {@code clock}, an {@link
   *     InstantSource} by which messages become visible
   * @throws Exception if the port is taken or the folder cannot be used
   */
  public QueueEngine(Map<String, ?> settings) throws Exception {
    actors = ActorSystem.create("queues");
    try {
      var store = Option.apply((String) settings.get("folder")).map(this::store);
      var manager = actors.actorOf(Props.create(QueueManagerActor.class,
          () -> new QueueManagerActor(new Clock((InstantSource) settings.get("clock")), StrictSQSLimits$.MODULE$,
              store)),
          "queues");
      if (store.isDefined()) {
        Await.result(Patterns.ask(store.get(), new QueueEvent.Restore(manager), PATIENCE), PATIENCE.duration());
      }
      server = SQSRestServerBuilder.withActorSystem(actors).withQueueManagerActor(manager).withInterface("127.0.0.1")
          .withPort(settings.containsKey("port") ? Integer.parseInt((String) settings.get("port")) : 0)
          .withServerAddress(new NodeAddress("http", "127.0.0.1", 0, "")).withAWSRegion((String) settings.get("region"))
          .withAWSAccountId((String) settings.get("account")).start();
      endpoint = URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    } catch (Exception failure) {
      actors.terminate();
      throw failure;
    }
  }

  private ActorRef store(String folder) {
    // Without the delay that H2 takes by default, what was acknowledged is in the file.
    var uri = "jdbc:h2:file:" + folder + "/queues;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    var config = new SqlQueuePersistenceConfig(true, "org.h2.Driver", uri, "", "", false);
    return actors.actorOf(
        Props.create(SqlQueuePersistenceActor.class, () -> new SqlQueuePersistenceActor(config, List$.MODULE$.empty())),
        "store");
  }

  /** Where it answers. */
  @Override
  public URI get() {
    return endpoint;
  }

  /** ElasticMQ's time, taken from the host's clock. */
  private static final class Clock extends NowProvider {
    private final InstantSource source;

    Clock(InstantSource source) {
      this.source = source;
    }

    @Override
    public long nowMillis() {
      return source.millis();
    }

    @Override
    public OffsetDateTime now() {
      return source.instant().atOffset(ZoneOffset.UTC);
    }
  }

  @Override
  public void close() {
    server.stopAndWait();
    try {
      Await.ready(actors.terminate(), Duration.create(10, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      throw new IllegalStateException("ElasticMQ did not stop", failure);
    }
  }
}
