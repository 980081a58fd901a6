package dev.diverge.testapps.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A record on its way while the machine is cloned ends as a broken connection does, whatever cipher
 * it was in: clients try that again, and do not know what stale ciphers throw.
 */
class ClonedInRecordTest {

  @TempDir Path folder;

  @Test
  void withoutTheAgentItIsSent() throws Exception {
    assertEquals("sent\ncloned 1\n", run(Page.in(folder), List.of()));
  }

  @Test
  void theConnectionRefusesAndNotTheCipher() throws Exception {
    Page page = Page.in(folder);
    assertEquals("refused\ncloned 1\n", run(page, List.of(Child.agent(page))));
  }

  private String run(Page page, List<String> flags) throws Exception {
    try (Child child = Child.main(folder, flags, ClonedInRecordApp.class, page.file().toString())) {
      return child.finish();
    }
  }
}
