package dev.diverge.testapps.libraries;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.utils.UuidProcessId;
import dev.diverge.testlab.Emitters;

@Versions(
    value = {
      "org.jboss.narayana.jta:narayana-jta:5.0.0.Final",
      "org.jboss.narayana.jta:narayana-jta:7.3.4.Final"
    },
    with = "org.jboss.logging:jboss-logging:3.6.1.Final")
class NarayanaUidsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    arjPropertyManager.getCoreEnvironmentBean().setProcessImplementation(new UuidProcessId());
    emitters.add("Uid", () -> new Uid().stringForm());
  }
}
