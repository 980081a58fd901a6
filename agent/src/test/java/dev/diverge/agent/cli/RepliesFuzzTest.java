package dev.diverge.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.fuzz.Scraps;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever another user's JVM answers, what is shown of it is text, or that there is none. */
@Timeout(600)
class RepliesFuzzTest {

  private static final List<String> GOOD =
      List.of(
          "0\nagent   in place\nepoch   1, confirmed\n\u0004",
          "1\nno source\n\u0004",
          "0\n\u0004",
          "",
          "0",
          "\u001b[2J\n\u0004",
          "0\n\u001b]0;title\u0007\r\u009b31m\u0004");

  private final Scraps scraps = new Scraps();

  @Test
  void anyAnswerDoes() throws Exception {
    try (Reply reply = new Reply()) {
      Files.writeString(reply.path(), GOOD.get(0));
      assertEquals(0, reply.await("the control", 0).exit());
      scraps.each(
          100,
          () -> {
            byte[] bytes =
                scraps.below(9) == 0 ? scraps.noise(scraps.below(300)) : scraps.bytesLike(GOOD);
            Files.write(reply.path(), bytes);
            try {
              Reply.Answer answer = reply.await("process 1", 0);
              assertTrue(answer.exit() == 0 || answer.exit() == 1);
              String shown = answer.text().replace("\n", "");
              assertTrue(shown.chars().noneMatch(Character::isISOControl), shown);
            } catch (IOException none) {
              assertTrue(none.getMessage().startsWith("process 1 gave no answer"));
            }
          });
    }
  }
}
