package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What runs the guest's instructions: the processor where it really can, else emulation. */
public enum Accelerator {
  KVM("kvm"),
  TCG("tcg,thread=multi");

  private static final Path DEVICE = Path.of("/dev/kvm");
  private static final Pattern VIRTUALISATION = Pattern.compile("\\b(vmx|svm)\\b");
  private static final Duration TRIAL = Duration.ofSeconds(10);

  private final String option;

  Accelerator(String option) {
    this.option = option;
  }

  String option() {
    return option;
  }

  /** The device may exist and yet fail on a kernel's first steps: so a kernel is tried. */
  public static Accelerator best(Kernel kernel) {
    return Files.isWritable(DEVICE) && processorVirtualises() && boots(kernel) ? KVM : TCG;
  }

  private static boolean processorVirtualises() {
    try {
      return VIRTUALISATION.matcher(Files.readString(Path.of("/proc/cpuinfo"))).find();
    } catch (IOException e) {
      return false;
    }
  }

  /** Without a file system the kernel panics soon, but not before it has introduced itself. */
  static boolean boots(Kernel kernel) {
    try {
      Path console = Files.createTempFile("kvm-trial", null);
      List<String> command = new ArrayList<>(Emulator.of(kernel).command());
      command.addAll(
          List.of(
              "-accel",
              KVM.option,
              "-cpu",
              "max",
              "-m",
              "256",
              "-nodefaults",
              "-display",
              "none",
              "-serial",
              "file:" + console,
              "-kernel",
              kernel.bootImage().toString(),
              "-append",
              "console=ttyS0 panic=-1",
              "-no-reboot"));
      Process qemu =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      qemu.waitFor(TRIAL.toMillis(), TimeUnit.MILLISECONDS);
      qemu.destroyForcibly().waitFor();
      boolean panicked = Files.readString(console, UTF_8).contains("Kernel panic");
      Files.delete(console);
      return panicked;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
