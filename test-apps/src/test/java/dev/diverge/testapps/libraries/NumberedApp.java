package dev.diverge.testapps.libraries;

import cn.hutool.core.lang.Snowflake;
import com.baomidou.mybatisplus.core.toolkit.Sequence;
import com.github.f4b6a3.tsid.TsidFactory;
import com.github.yitter.contract.IdGeneratorOptions;
import com.github.yitter.core.SnowWorkerM1;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows the node in each of its keys, after each text that a file is given before a clone. */
final class NumberedApp {

  private static final int FLAKE_SHIFT = 12;
  private static final int FLAKE = 0x3ff;
  private static final int TSID_SHIFT = 14;
  private static final int TSID = 0xff;
  private static final int DRIFT_SHIFT = 6;
  private static final int DRIFT = 0x3f;

  /** What a rule numbers. */
  static final AtomicInteger OWN = new AtomicInteger();

  private NumberedApp() {}

  /**
   * Does it.
   *
   * @param args the page, the file, and its texts
   */
  public static void main(String[] args) throws Exception {
    Map<String, Callable<Long>> nodes = nodes();
    for (int i = 2; i < args.length; i++) {
      Files.writeString(Path.of(args[1]), args[i]);
      new Page(Path.of(args[0])).raise();
      StringBuilder line = new StringBuilder("nodes");
      for (Map.Entry<String, Callable<Long>> node : nodes.entrySet()) {
        line.append(' ').append(node.getKey()).append('=').append(node.getValue().call());
      }
      System.out.println(line);
    }
  }

  private static Map<String, Callable<Long>> nodes() throws Exception {
    Map<String, Callable<Long>> nodes = new LinkedHashMap<>();
    Snowflake hutool = new Snowflake(1, 1);
    nodes.put("hutool", () -> hutool.nextId() >>> FLAKE_SHIFT & FLAKE);
    Sequence mybatis = new Sequence(1, 1);
    nodes.put("mybatis", () -> mybatis.nextId() >>> FLAKE_SHIFT & FLAKE);
    TsidFactory tsid = TsidFactory.builder().withNodeBits(8).withNode(1).build();
    nodes.put("tsid", () -> tsid.create().toLong() >>> TSID_SHIFT & TSID);
    SnowWorkerM1 drift = new SnowWorkerM1(new IdGeneratorOptions((short) 1));
    nodes.put("yitter", () -> drift.nextId() >>> DRIFT_SHIFT & DRIFT);
    nodes.put("own", () -> (long) OWN.get());
    return nodes;
  }
}
