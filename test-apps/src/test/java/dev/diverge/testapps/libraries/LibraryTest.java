package dev.diverge.testapps.libraries;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.Emitters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The whole test of an integration is what its library emits:
 *
 * <pre>{@code
 * @Versions({"org.mongodb:bson:4.0.0", "org.mongodb:bson:5.5.1"})
 * class MongoObjectIdTest implements LibraryTest {
 *   @Override
 *   public void describe(Emitters emitters) {
 *     emitters.add("ObjectId", () -> new ObjectId().toHexString());
 *   }
 * }
 * }</pre>
 *
 * <p>Each value must repeat between clones without the agent, or the test would show nothing, and
 * must not with it; on each version. The class is loaded in the clones once for each version,
 * beside that version's jars and nothing else but the JDK and the lab, so what it compiles against
 * is of no account there. All such tests share two runs, the control and the guarded one.
 */
@Tag(LibraryTest.TAG)
interface LibraryTest {
  /** One process for all, or each would make the two runs. */
  String TAG = "library";

  void describe(Emitters emitters) throws Exception;

  @Test
  default void theCatalogueVouchesForNoMore() throws Exception {
    String catalogue = Files.readString(Path.of("..", "docs", "supported.md"));
    for (String together : LibraryShelf.versions(getClass())) {
      for (String artifact : LibraryShelf.artifacts(together)) {
        int version = artifact.lastIndexOf(':');
        String row = artifact.substring(0, version) + "( \\S+ to)? ";
        Pattern vouched = Pattern.compile(row + Pattern.quote(artifact.substring(version + 1)));
        assertTrue(vouched.matcher(catalogue).find(), artifact + " is not an end of its range");
      }
    }
  }

  @TestFactory
  default Stream<DynamicTest> clonesDiffer() {
    return LibraryLab.testsOf(getClass());
  }
}
