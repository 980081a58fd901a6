package dev.diverge.testapps.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection is bound by goes with it. */
class EngineLeakTest {

  @TempDir Path folder;

  @Test
  void aMillionEnginesLeaveNothingBehind() throws Exception {
    Page page = Page.in(folder);
    List<String> flags = List.of("-Xmx64m", Child.agent(page));
    try (Child child = Child.main(folder, flags, EngineLeakApp.class)) {
      assertEquals("not grown\n", child.finish(), child.err());
    }
  }
}
