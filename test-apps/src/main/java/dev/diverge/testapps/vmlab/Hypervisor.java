package dev.diverge.testapps.vmlab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Boots, freezes and restores guests. The memory is a file: the original writes to it, and each
 * clone maps it copy-on-write, so that a clone costs what it touches and not what the VM holds.
 */
final class Hypervisor implements AutoCloseable {
  private static final Path MEMORY_FILES = Path.of("/dev/shm");

  /** Of a few guests' memories, in bytes. */
  private static final long ROOM = 2L << 30;

  /** Faster to boot under emulation, and nothing that clones care about. */
  private static final String BOOT_OPTIONS =
      "console=ttyS0 quiet panic=-1 oops=panic mitigations=off nokaslr init_on_alloc=0";

  private final Emulator emulator;
  private final Accelerator accelerator;
  private final Path folder;
  private final Path memoryFolder;
  private final List<Vm> started = new ArrayList<>();
  private int folders;

  /** The one that can run this kernel. */
  Hypervisor(Kernel kernel) {
    this(kernel, Emulator.of(kernel));
  }

  Hypervisor(Kernel kernel, Emulator emulator) {
    this.emulator = emulator;
    accelerator = Accelerator.best(kernel);
    try {
      // Short, for the sockets in it have paths of at most 107 bytes.
      folder = Files.createTempDirectory("vmlab");
      memoryFolder = hasRoom(MEMORY_FILES) ? Files.createTempDirectory(MEMORY_FILES, "vm") : folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // No process and no memory file outlives the lab, however it ends.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** A snapshot: where it lies and what the guest took the VM's generation to be. */
  record Snapshot(GuestMachine machine, Path memory, Path state, UUID generation) {}

  /** What snapshot and clones must have in common. */
  record GuestMachine(Path kernel, Path image, Hardware hardware) {
    Optional<Network> network() {
      return hardware.service().isPresent()
          ? Optional.of(Network.to(hardware.service().getAsInt()))
          : Optional.empty();
    }
  }

  Vm boot(GuestMachine machine, UUID generation) {
    Path own = ownFolder();
    List<String> arguments = common(machine, generation);
    arguments.addAll(memory(machine, memoryFile(own), true));
    if (!machine.hardware().vmclock()) {
      return start(own, machine, arguments);
    }
    arguments.add("-S");
    Vm vm = start(own, machine, arguments);
    vm.inMemory(Vmclock::keepGeneration);
    vm.qmp().resume();
    return vm;
  }

  /** Freezes a booted guest for good. */
  Snapshot freeze(Vm vm, GuestMachine machine, UUID generation) {
    Path own = vm.folder();
    Path state = own.resolve("state");
    vm.qmp().stop();
    vm.qmp().saveTo(state);
    vm.close();
    return new Snapshot(machine, memoryFile(own), state, generation);
  }

  /** The same of a guest that goes on later: it is only stopped, and its memory copied. */
  Snapshot copy(Vm vm, GuestMachine machine, UUID generation) {
    Path own = ownFolder();
    Path state = own.resolve("state");
    vm.qmp().stop();
    vm.qmp().saveTo(state);
    Path memory = memoryFile(own);
    try {
      Files.copy(memoryFile(vm.folder()), memory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Snapshot(machine, memory, state, generation);
  }

  /** Gives back the room that a snapshot takes. */
  void discard(Snapshot snapshot) {
    Workshop.delete(snapshot.memory());
  }

  /** A clone with a generation of its own, loaded but not running yet. */
  Vm restore(Snapshot snapshot, UUID generation) {
    List<String> arguments = common(snapshot.machine(), generation);
    arguments.addAll(memory(snapshot.machine(), snapshot.memory(), false));
    arguments.addAll(List.of("-incoming", "defer"));
    Vm vm = start(ownFolder(), snapshot.machine(), arguments);
    vm.qmp().loadFrom(snapshot.state());
    if (snapshot.machine().hardware().vmclock() && !generation.equals(snapshot.generation())) {
      vm.inMemory(Vmclock::raise);
    }
    return vm;
  }

  @Override
  public synchronized void close() {
    started.forEach(Vm::close);
    started.clear();
    Workshop.delete(folder);
    Workshop.delete(memoryFolder);
  }

  private Vm start(Path own, GuestMachine machine, List<String> arguments) {
    Optional<Network> network = machine.network();
    network.map(Network::arguments).ifPresent(arguments::addAll);
    Vm vm = Vm.start(own, arguments, network);
    synchronized (this) {
      started.add(vm);
    }
    return vm;
  }

  private List<String> common(GuestMachine machine, UUID generation) {
    List<String> arguments = new ArrayList<>(emulator.command());
    arguments.addAll(
        List.of(
            "-accel",
            accelerator.option(),
            "-cpu",
            "max",
            "-smp",
            String.valueOf(machine.hardware().cpus()),
            "-m",
            machine.hardware().memoryMb() + "M",
            "-nodefaults",
            "-no-user-config",
            "-display",
            "none",
            "-no-reboot",
            "-device",
            "vmgenid,guid=" + generation,
            "-kernel",
            machine.kernel().toString(),
            "-initrd",
            machine.image().toString(),
            "-append",
            BOOT_OPTIONS));
    if (machine.hardware().vmclock()) {
      arguments.addAll(List.of("-device", Vmclock.DEVICE));
    }
    return arguments;
  }

  private static List<String> memory(GuestMachine machine, Path file, boolean shared) {
    String size = "size=" + machine.hardware().memoryMb() + "M";
    String share = "share=" + (shared ? "on" : "off");
    return List.of(
        "-object",
        "memory-backend-file,id=ram,mem-path=" + file + "," + size + "," + share,
        "-machine",
        "pc,memory-backend=ram");
  }

  private synchronized Path ownFolder() {
    try {
      return Files.createDirectory(folder.resolve("vm" + folders++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path memoryFile(Path own) {
    return memoryFolder.resolve(own.getFileName() + ".ram");
  }

  private static boolean hasRoom(Path where) {
    try {
      return Files.isWritable(where) && Files.getFileStore(where).getUsableSpace() > ROOM;
    } catch (IOException e) {
      return false;
    }
  }
}
