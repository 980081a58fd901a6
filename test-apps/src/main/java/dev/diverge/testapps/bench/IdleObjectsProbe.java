package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.Random;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;

/**
 * In a JVM with the agent: fills a pool of Commons Pool's with idle objects, raises the page, and
 * draws; then borrows from the pool.
 *
 * <p>Arguments: the page's file, how many objects, how often. Prints when the draw came back and
 * when the borrowed object did, in microseconds after the page was raised, a line each time.
 */
public final class IdleObjectsProbe {

  private IdleObjectsProbe() {}

  public static void main(String[] arguments) throws Exception {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    Random random = new Random();
    long sum = random.nextInt();
    try (GenericObjectPool<Object> pool = new GenericObjectPool<>(new Objects())) {
      pool.setMaxTotal(count);
      pool.setMaxIdle(count);
      pool.addObjects(count);
      pool.returnObject(pool.borrowObject());
      Lull.pass();
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        pool.addObjects(count - pool.getNumIdle());
        page.write(System.nanoTime());
        long began = System.nanoTime();
        sum += random.nextInt();
        long drawn = System.nanoTime();
        Object borrowed = pool.borrowObject();
        long had = System.nanoTime();
        System.out.println((drawn - began) / 1000.0 + " " + (had - began) / 1000.0);
        pool.returnObject(borrowed);
      }
    }
    System.err.println("sum " + sum);
  }

  private static final class Objects extends BasePooledObjectFactory<Object> {
    @Override
    public Object create() {
      return new Object();
    }

    @Override
    public PooledObject<Object> wrap(Object object) {
      return new DefaultPooledObject<>(object);
    }
  }
}
