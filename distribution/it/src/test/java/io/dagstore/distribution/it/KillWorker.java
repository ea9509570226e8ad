package io.dagstore.distribution.it;

import io.dagstore.core.api.DagStoreException.ShardFailed;
import io.dagstore.core.api.RegisterOptions;
import io.dagstore.core.api.ShardKey;
import io.dagstore.core.api.ShardQuery;
import io.dagstore.core.api.ShardState;
import io.dagstore.core.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One thread of a {@link Victim}; it alone changes the shards whose keys begin with its prefix. */
final class KillWorker {
  private static final int MANY = 8;

  private final Store store;
  private final KillCars cars;
  private final String prefix;
  private final SplittableRandom random;
  private final List<Integer> mine = new ArrayList<>();
  private int next;

  KillWorker(Store store, KillCars cars, String prefix, long seed, int first) {
    this.store = store;
    this.cars = cars;
    this.prefix = prefix;
    this.random = new SplittableRandom(seed);
    this.next = first;
  }

  /** Works until something fails, so many steps, or for ever where that is 0. */
  void run(int steps) throws IOException, InterruptedException {
    for (var shard : store.list(ShardQuery.FIRST)) {
      if (shard.key().value().startsWith(prefix) && shard.state() != ShardState.ERRORED) {
        mine.add(number(shard.key()));
      }
    }
    for (int done = 0; steps == 0 || done < steps; done++) {
      step();
    }
  }

  /** The number at the end of a key. */
  static int number(ShardKey key) {
    return Integer.parseInt(key.value().substring(key.value().indexOf('-') + 1));
  }

  private void step() throws IOException, InterruptedException {
    int choice = random.nextInt(12);
    if (mine.size() > MANY) {
      destroy();
    } else if (choice < 4 || mine.isEmpty()) {
      register(next++, RegisterOptions.EAGER);
    } else if (choice == 4) {
      register(next++, RegisterOptions.LAZY);
    } else if (choice < 7) {
      recover(next++);
    } else if (choice < 9) {
      destroy();
    } else if (choice == 9) {
      store.gc();
    } else {
      read(mine.get(random.nextInt(mine.size())));
    }
  }

  private ShardKey key(int number) {
    return ShardKey.of(prefix + number);
  }

  private static void say(char what, ShardKey key) {
    System.out.println(what + " " + key);
  }

  private void register(int number, RegisterOptions options)
      throws IOException, InterruptedException {
    say('?', key(number));
    store.register(key(number), cars.uri(number), options);
    say('+', key(number));
    mine.add(number);
  }

  private void recover(int number) throws IOException, InterruptedException {
    var key = key(number);
    say('?', key);
    try {
      store.register(key, cars.late(key.value()), RegisterOptions.EAGER);
      throw new IllegalStateException(key + " has no CAR and is registered");
    } catch (ShardFailed e) {
      cars.bring(key.value(), number);
    }
    store.recover(key);
    say('+', key);
    mine.add(number);
  }

  private void destroy() throws IOException, InterruptedException {
    int number = mine.remove(/* index */ random.nextInt(mine.size()));
    say('?', key(number));
    store.destroy(key(number));
    say('-', key(number));
  }

  private void read(int number) throws IOException, InterruptedException {
    var car = KillCars.car(number);
    try (var accessor = store.acquire(key(number))) {
      for (int i = 0; i < 10; i++) {
        var block = car.block(random.nextInt(car.blocks()));
        if (!accessor.blockstore().get(block.cid()).equals(Optional.of(block))) {
          throw new IllegalStateException(key(number) + " gives another block");
        }
      }
    }
  }
}
