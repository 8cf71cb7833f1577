package app.culver.client.profile;

import app.culver.client.ConnectionState;
import app.culver.client.Culver;
import app.culver.client.CulverException;
import app.culver.client.Settings;
import app.culver.client.crypto.DeviceKeyStore;
import app.culver.client.crypto.StorageCipher;
import app.culver.client.loop.ThreadLoop;
import app.culver.client.store.ProfileLock;
import app.culver.client.store.Store;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens profiles, and closes them: the lock first and last, everything else in between. */
public final class Opening {
  private static final Logger LOG = Logger.getLogger("app.culver.client");

  private final Closing closing = new Closing();

  private Opening() {}

  /** See {@link Culver#open}. */
  public static Culver open(Settings settings, Path folder, StorageCipher storage) {
    return open(settings, folder, storage, Clock.systemUTC());
  }

  /** @param clock the device's own, which may be wrong by days */
  public static Culver open(Settings settings, Path folder, StorageCipher storage, Clock clock) {
    var opening = new Opening();
    try {
      return opening.profile(settings, folder, storage, clock, new SecureRandom());
    } catch (RuntimeException failed) {
      opening.closing.run();
      throw failed;
    }
  }

  private Culver profile(Settings settings, Path folder, StorageCipher storage, Clock clock, SecureRandom random) {
    var lock = ProfileLock.take(folder);
    closing.add(lock::close);
    var store = Store.open(folder.resolve("journal"), storage, random);
    closing.add(store::close);
    var lifecycle = new Lifecycle(new DeviceKeyStore(folder.resolve("device-keys"), storage), random,
        settings.issuer());
    var network = new Network();
    closing.add(network::close);
    var listeners = daemon("culver events");
    closing.add(listeners::shutdown);
    var broken = new Broken();
    var loop = new ThreadLoop("culver", clock, broken::by);
    var calls = new Calls(loop);
    broken.calls = calls;
    var environment = new Environment(loop, random, network.http(), network.dialer(settings),
        folder.resolve("files"));
    var parts = new Parts(settings, environment, store, lifecycle.keys(), new Events(listeners));
    lifecycle.open(parts);
    closing.add(() -> loop.close(() -> parts.stop(ConnectionState.OFF)));
    return new Profile(parts, calls, lifecycle, closing);
  }

  private static ExecutorService daemon(String name) {
    return Executors.newSingleThreadExecutor(task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
  }

  /** After a fault nothing is certain any more: what is on the disk is whole, and nothing is added to it. */
  private static final class Broken {
    private volatile Calls calls;

    private void by(Throwable fault) {
      LOG.log(Level.SEVERE, "the profile cannot go on", fault);
      calls.end(fault instanceof CulverException known
          ? known
          : new CulverException.ProfileUnusable("the profile cannot go on after a fault: open it again", fault));
    }
  }
}
