package dev.diverge.testapps.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ciphers in the middle of a message when the machine is cloned: by option, and without us. */
class StaleCiphersTest {

  private static final String GOES_ON = "update goes on, end goes on, decrypts true, anew true";
  private static final String REFUSED = "update refused, end refused, decrypts true, anew true";

  @TempDir Path folder;

  @Test
  void withoutTheAgentAllGoOn() throws Exception {
    Page page = Page.in(folder);
    assertEquals(said(GOES_ON), run(page, List.of()));
  }

  @Test
  void thoseInAStreamModeRefuse() throws Exception {
    Page page = Page.in(folder);
    assertEquals(said(REFUSED), run(page, List.of(Child.agent(page))));
  }

  @Test
  void theyGoOnIfThatIsAskedFor() throws Exception {
    Page page = Page.in(folder);
    assertEquals(said(GOES_ON), run(page, List.of(Child.agent(page, "stale-ciphers=allow"))));
  }

  private static String said(String ofStreams) {
    return """
        AES/GCM/NoPadding: %1$s
        AES/CTR/NoPadding: %1$s
        AES/CBC/PKCS5Padding: %2$s
        ChaCha20: %1$s
        ChaCha20-Poly1305/None/NoPadding: %1$s
        """
        .formatted(ofStreams, GOES_ON);
  }

  private String run(Page page, List<String> flags) throws Exception {
    try (Child child = Child.main(folder, flags, StaleCiphersApp.class, page.file().toString())) {
      return child.finish();
    }
  }
}
