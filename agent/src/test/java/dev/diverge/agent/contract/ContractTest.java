package dev.diverge.agent.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** The classes in java.base, as they are compiled, against what the agent takes them for. */
class ContractTest {

  private static final Path GUARD = Path.of("target/guard/java/lang");
  private static final int OPEN = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  /** What the API calls, by name. */
  private static final Set<String> FOR_THE_API = Set.of("epoch()J", "join(Ljava/lang/Object;)V");

  /** No offsets, and no numbers of callbacks. */
  private static final Set<String> SIZES = Set.of("CELL_BYTES", "CALLBACKS");

  /** The guard and those beside it, by internal name. */
  private static final Map<String, ClassFile> ROOMS = new TreeMap<>();

  private static final Map<String, Integer> OFFSETS = new TreeMap<>();
  private static final Map<String, Integer> CALLBACKS = new TreeMap<>();

  @BeforeAll
  static void read() throws Exception {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(GUARD, "*.class")) {
      for (Path file : files) {
        ClassFile room = new ClassFile(Files.readAllBytes(file));
        if (room.isPublic) {
          ROOMS.put(room.name, room);
        }
      }
    }
    Map<String, Integer> into = OFFSETS;
    for (Field field : GuardLayout.class.getFields()) { // in the order they are written in
      into = field.getName().equals("CELL") ? CALLBACKS : into;
      if (field.getType() == int.class && !SIZES.contains(field.getName())) {
        into.put(field.getName(), field.getInt(null));
      }
    }
    assertEquals(GuardLayout.CELL_BYTES / 8, new HashSet<>(OFFSETS.values()).size());
    assertEquals(GuardLayout.CALLBACKS, new HashSet<>(CALLBACKS.values()).size());
  }

  @Test
  void everyMethodThatIsWovenIsThere() {
    Set<String> owners = new TreeSet<>();
    for (GuardMethod each : GuardMethod.values()) {
      owners.add(each.owner);
      ClassFile room = ROOMS.get(each.owner);
      Integer access = room == null ? null : room.methods.get(each.method + each.descriptor);
      assertTrue(access != null && (access & OPEN) == OPEN, each::name);
    }
    assertEquals(owners, ROOMS.keySet());
  }

  @Test
  void nothingElseIsOpenToAnybody() {
    Set<String> known = new TreeSet<>();
    for (GuardMethod each : GuardMethod.values()) {
      known.add(each.owner + "." + each.method + each.descriptor);
    }
    for (String api : FOR_THE_API) {
      known.add(GuardMethod.Room.GUARD + "." + api);
    }
    Set<String> open = new TreeSet<>();
    for (ClassFile room : ROOMS.values()) {
      for (Map.Entry<String, Integer> method : room.methods.entrySet()) {
        if ((method.getValue() & OPEN) == OPEN) {
          open.add(room.name + "." + method.getKey());
        }
      }
    }
    assertEquals(known, open);
  }

  /** Also if the guard was compiled against a contract that has changed since. */
  @Test
  void theGuardReadsWhereTheAgentWrites() {
    Set<Integer> read = new TreeSet<>();
    for (ClassFile room : ROOMS.values()) {
      for (int i = 0; i + 1 < room.code.size(); i++) {
        if (room.code.get(i).equals("CELL") && room.code.get(i + 1) instanceof Long offset) {
          read.add(offset.intValue());
        }
      }
    }
    assertTrue(OFFSETS.values().containsAll(read), read + " of " + OFFSETS);
    for (String used : List.of("SEEN", "MARK", "SALT", "EPOCH")) {
      assertTrue(read.contains(OFFSETS.get(used)), used);
    }
  }

  @Test
  void whatTheGuardAsksForTheAgentGives() throws IOException {
    Set<Object> asked = new HashSet<>();
    for (ClassFile room : ROOMS.values()) {
      for (int i = 1; i < room.code.size(); i++) {
        if (room.code.get(i).equals(GuardMethod.Room.GUARD + ".callback")) {
          asked.add(room.code.get(i - 1));
        }
      }
    }
    assertEquals(new HashSet<Object>(CALLBACKS.values()), asked);
    assertEquals(asked, agent("dev/diverge/agent/Agent").cases);
  }

  @Test
  void nobodyHasACopyOfItsOwn() throws IOException {
    Set<String> names = new TreeSet<>(CALLBACKS.keySet());
    names.addAll(OFFSETS.keySet());
    List<ClassFile> both = new ArrayList<>(ROOMS.values());
    both.add(agent("dev/diverge/agent/Agent"));
    both.add(agent("dev/diverge/agent/guard/GuardCell"));
    both.add(agent("dev/diverge/agent/transition/Settlement"));
    for (ClassFile each : both) {
      for (String number : each.numbers) {
        assertFalse(names.contains(number), each.name + "." + number);
      }
    }
  }

  /** Those beside the guard may not be there, and the guard is. */
  @Test
  void theGuardCallsNoneOfTheOthers() {
    for (String room : ROOMS.keySet()) {
      for (Object each : ROOMS.get(room).code) {
        if (each instanceof String call && call.startsWith(GuardMethod.Room.PREFIX)) {
          String owner = call.substring(0, call.lastIndexOf('.'));
          assertTrue(
              owner.equals(room) || owner.equals(GuardMethod.Room.GUARD), room + ": " + call);
        }
      }
    }
  }

  private static ClassFile agent(String name) throws IOException {
    try (InputStream in = GuardLayout.class.getResourceAsStream("/" + name + ".class")) {
      return new ClassFile(in.readAllBytes());
    }
  }
}
