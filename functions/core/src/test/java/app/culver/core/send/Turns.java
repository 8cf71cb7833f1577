package app.culver.core.send;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Runs actors one step at a time; after each step chance, and nothing else, says whose turn it is. */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Random random;
  private final List<Runnable> actors = new ArrayList<>();
  private final NavigableMap<Integer, Condition> waiting = new TreeMap<>();
  private final ThreadLocal<Integer> own = new ThreadLocal<>();
  private int running;

  Turns(Random random) {
    this.random = random;
  }

  /** Adds an actor, which calls {@link #pass} before each of its steps. */
  void add(Runnable actor) {
    actors.add(actor);
  }

  /** Runs all actors to their ends; throws what the first failing one threw. */
  void run() {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    running = actors.size();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < actors.size(); i++) {
      int number = i;
      threads.add(Thread.ofVirtual().start(() -> {
        own.set(number);
        try {
          pass();
          actors.get(number).run();
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        } finally {
          leave();
        }
      }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  /** Waits for the next turn. */
  void pass() {
    lock.lock();
    try {
      Condition turn = lock.newCondition();
      waiting.put(own.get(), turn);
      running--;
      choose();
      while (waiting.containsValue(turn)) {
        turn.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      running--;
      choose();
    } finally {
      lock.unlock();
    }
  }

  private void choose() {
    if (running == 0 && !waiting.isEmpty()) {
      running = 1;
      List<Integer> numbers = List.copyOf(waiting.keySet());
      waiting.remove(numbers.get(random.nextInt(numbers.size()))).signal();
    }
  }
}
