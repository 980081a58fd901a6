package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.concurrent.atomic.AtomicInteger;

/** Message ids and boundaries of mails are a hash, a counter and the time. */
public final class MailIds implements Integration {

  private static final String[] COUNTERS = {
    "jakarta.mail.internet.UniqueValue", "javax.mail.internet.UniqueValue"
  };

  @Override
  public void describe(Library library) {
    library
        .name("mail-ids")
        .verifiedOn("javax.mail:mail", "1.4.7", "1.4.7")
        .verifiedOn("com.sun.mail:javax.mail", "1.4.4", "1.6.2")
        .verifiedOn("com.sun.mail:jakarta.mail", "1.6.3", "2.0.2")
        .verifiedOn("jakarta.mail:jakarta.mail-api", "2.1.5", "2.1.5")
        .verifiedOn("com.sun.xml.messaging.saaj:saaj-impl", "1.4.0", "3.0.6")
        .state("the counter in the ids of Jakarta and Java Mail's messages, and in MIME boundaries")
        .reset("drawn anew before the next id is made");
    for (String counter : COUNTERS) {
      library
          .type(counter)
          .checked("getUniqueMessageIDValue", "getUniqueBoundaryValue")
          .onClone(statics -> statics.run("id", MailIds::renew).run(MailIds::renewPart));
    }
    library
        .type("com.sun.xml.messaging.saaj.packaging.mime.internet.UniqueValue")
        .checked("getUniqueBoundaryValue")
        .onClone(statics -> statics.run("part", MailIds::renewPart));
  }

  private static void renew(Instance statics, Fresh fresh) throws Exception {
    int next = fresh.bits(Integer.SIZE - 1);
    if (statics.typeOf("id") == int.class) {
      statics.set("id", next); // before 1.5.3
    } else {
      statics.get("id").as(AtomicInteger.class).set(next);
    }
  }

  private static void renewPart(Instance statics, Fresh fresh) throws Exception {
    if (statics.hasField("part")) { // before 1.4.4
      statics.set("part", fresh.bits(Integer.SIZE - 1));
    }
  }
}
