package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.springframework.util.AlternativeJdkIdGenerator;

@Versions({
  "org.springframework:spring-core:5.0.0.RELEASE",
  "org.springframework:spring-core:7.0.10"
})
class SpringIdGeneratorTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "AlternativeJdkIdGenerator",
        AlternativeJdkIdGenerator::new,
        AlternativeJdkIdGenerator::generateId);
  }
}
