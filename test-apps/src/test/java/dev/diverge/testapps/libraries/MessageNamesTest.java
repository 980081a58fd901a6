package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.io.File;
import org.jspecify.annotations.Nullable;

/** Names of messages, of their parts and of the files they are kept in. */
@Versions({
  "javax.mail:mail:1.4.7",
  "com.sun.mail:javax.mail:1.4.4",
  "com.sun.mail:javax.mail:1.6.2",
  "com.sun.mail:jakarta.mail:1.6.3",
  "com.sun.mail:jakarta.mail:2.0.2",
  "jakarta.mail:jakarta.mail-api:2.1.5",
  "com.sun.xml.messaging.saaj:saaj-impl:1.4.0",
  "com.sun.xml.messaging.saaj:saaj-impl:3.0.6",
  "org.apache.camel:camel-core:2.0.0",
  "org.apache.camel:camel-core:2.25.4",
  "org.apache.camel:camel-base:3.0.0",
  "org.apache.camel:camel-support:4.22.0",
  "org.igniterealtime.smack:smack-core:4.1.0",
  "org.igniterealtime.smack:smack-core:4.4.8",
  "ca.uhn.hapi:hapi-base:2.2",
  "ca.uhn.hapi:hapi-base:2.6.0",
  "org.snmp4j:snmp4j:1.7.1",
  "org.snmp4j:snmp4j:3.13.1",
  "org.axonframework:axon-server-connector:4.0",
  "org.axonframework:axon-server-connector:4.12.1",
  "commons-fileupload:commons-fileupload:1.3.3",
  "commons-fileupload:commons-fileupload:1.6.0",
  "org.apache.commons:commons-fileupload2-core:2.0.0-M1",
  "org.apache.commons:commons-fileupload2-core:2.0.0-M5",
  "org.apache.tomcat.embed:tomcat-embed-core:9.0.1",
  "org.apache.tomcat.embed:tomcat-embed-core:11.0.27"
})
class MessageNamesTest implements LibraryTest {

  private static final String[] MAILS = {
    "javax.mail.internet.UniqueValue", "jakarta.mail.internet.UniqueValue"
  };
  private static final String SAAJ =
      "com.sun.xml.messaging.saaj.packaging.mime.internet.UniqueValue";
  private static final String CAMEL = "org.apache.camel.";
  private static final String SMACK = "org.jivesoftware.smack.packet.id.";
  private static final String HAPI = "ca.uhn.hl7v2.util.idgenerator.";
  private static final String SNMP = "org.snmp4j.";
  private static final String AXON =
      "org.axonframework.axonserver.connector.AxonServerConfiguration";
  private static final String[] UPLOADS = {
    "org.apache.commons.fileupload.disk.DiskFileItem",
    "org.apache.tomcat.util.http.fileupload.disk.DiskFileItem"
  };
  private static final String UPLOADS_2 = "org.apache.commons.fileupload2.core.DiskFileItem";

  @Override
  public void describe(Emitters emitters) {
    for (String mail : MAILS) {
      if (Loose.exists(mail)) {
        emitters.add(
            "message id",
            SameMoment.of(() -> counted(mail, "getUniqueMessageIDValue", (Object) null)));
        emitters.add("boundary", SameMoment.of(() -> counted(mail, "getUniqueBoundaryValue")));
      }
    }
    if (Loose.exists(SAAJ)) {
      emitters.add("boundary", SameMoment.of(() -> counted(SAAJ, "getUniqueBoundaryValue")));
    }
    camel(emitters);
    smack(emitters);
    hapi(emitters);
    snmp(emitters);
    if (Loose.exists(AXON)) {
      emitters
          .add("node", () -> Inside.make(AXON), made -> Inside.call(made, "getClientId"))
          .constant();
    }
    uploads(emitters);
  }

  /** What comes before the time: hash and counter. */
  private static String counted(String type, String method, @Nullable Object... arguments)
      throws Exception {
    String id = (String) Inside.call(type, method, arguments);
    int time = id.indexOf(".1", id.indexOf('_') + 1);
    if (id.startsWith("-")) {
      return id.substring(0, id.lastIndexOf('.'));
    }
    int counter = id.indexOf('.');
    return id.substring(0, Math.max(time, id.indexOf('.', counter + 1)));
  }

  private static void camel(Emitters emitters) {
    String[] generators = {
      "impl.ActiveMQUuidGenerator",
      "impl.DefaultUuidGenerator",
      "impl.SimpleUuidGenerator",
      "impl.engine.DefaultUuidGenerator",
      "support.ClassicUuidGenerator",
      "support.DefaultUuidGenerator",
      "support.ShortUuidGenerator",
      "support.SimpleUuidGenerator",
      "util.UuidGenerator"
    };
    for (String name : generators) {
      String generator = CAMEL + name;
      if (Loose.exists(generator)) {
        String generate = name.startsWith("util") ? "generateId" : "generateUuid";
        emitters.add(name, () -> Inside.make(generator), made -> Inside.call(made, generate));
        if (!name.contains("Simple")) {
          emitters.add(
              name + " made after",
              SameMoment.of(() -> Inside.call(Inside.make(generator), generate)));
        }
      }
    }
  }

  private static void smack(Emitters emitters) {
    if (Loose.exists(SMACK + "StandardStanzaIdSource")) {
      emitters.add(
          "stanza id",
          () -> Inside.make(SMACK + "StandardStanzaIdSource"),
          source -> Inside.call(source, "getNewStanzaId"));
    }
    if (Loose.exists(SMACK + "StanzaIdUtil")) {
      emitters.add("stanza id", () -> Inside.call(SMACK + "StanzaIdUtil", "newStanzaId"));
    }
  }

  private static void hapi(Emitters emitters) {
    if (Loose.exists(HAPI + "InMemoryIDGenerator")) {
      emitters.add(
          "control id",
          () -> Inside.make(HAPI + "InMemoryIDGenerator"),
          generator -> Inside.call(generator, "getID"));
    }
  }

  private static void snmp(Emitters emitters) {
    if (Loose.exists(SNMP + "Snmp")) {
      emitters.add(
          "salt", () -> Inside.call(Inside.call(SNMP + "security.Salt", "getInstance"), "getNext"));
      emitters
          .add(
              "message id",
              () -> Inside.make(SNMP + "mp.MPv3"),
              mp -> Inside.call(mp, "getNextMessageID"))
          .ofBits(30);
      emitters
          .add(
              "request id",
              () -> Inside.make(SNMP + "MessageDispatcherImpl"),
              dispatcher -> Inside.call(dispatcher, "getNextRequestID"))
          .ofBits(30);
    }
  }

  private static void uploads(Emitters emitters) {
    File folder = new File(System.getProperty("java.io.tmpdir"));
    for (String item : UPLOADS) {
      if (Loose.exists(item)) {
        emitters.add(
            "file",
            () ->
                Inside.call(
                    Inside.make(item, "field", "text/plain", false, "name", 10, folder),
                    "getTempFile"));
      }
    }
    if (Loose.exists(UPLOADS_2)) {
      emitters
          .add(
              "file",
              () -> {
                Object builder = Inside.call(UPLOADS_2, "builder");
                Inside.call(builder, "setFileName", "name");
                Object item = Inside.call(builder, "get");
                Inside.provoke(item, "getOutputStream");
                return Inside.get(UPLOADS_2, "UID");
              })
          .constant();
    }
  }
}
