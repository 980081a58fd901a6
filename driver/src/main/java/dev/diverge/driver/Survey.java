package dev.diverge.driver;

import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What this machine has to offer as a source, and why each was chosen or not. For {@code doctor}.
 */
public final class Survey {
  private static final String VMCLOCK_ACPI = "AMZNC10C";
  private static final String VMGENID_ACPI = "VMGENCTR";

  private Survey() {}

  /**
   * Tries every kind that {@code auto} knows, best first, as this process's user; it opens them,
   * and closes them again. Milliseconds. Any thread.
   */
  public static List<SourceVerdict> take() {
    return take(Auto.candidates());
  }

  /**
   * As {@link #take()}, for a JVM that was told what to follow: each source asked for, then what
   * {@code auto} would find besides.
   *
   * @param asked as given to {@link Generation#open(List, Generation.Listener)}
   */
  public static List<SourceVerdict> take(List<SourceSpec> asked, Mapper mapper) {
    List<SourceVerdict> verdicts = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (SourceSpec spec : asked) {
      if (spec.kind().equals("auto")) {
        verdicts.addAll(take(mapper, Auto.candidates()));
        return verdicts;
      }
      if (!spec.kind().equals("none")) {
        verdicts.add(tried(spec, mapper, ""));
      }
      kinds.add(spec.kind());
    }
    for (SourceSpec other : Auto.candidates()) {
      if (!kinds.contains(other.kind())) {
        SourceVerdict verdict = judge(other, mapper, "");
        verdicts.add(
            followed(verdict)
                ? verdict(other, SourceVerdict.Verdict.SPARE, "could be used, but is not asked for")
                : verdict);
      }
    }
    return verdicts;
  }

  static List<SourceVerdict> take(SourceSpec... candidates) {
    return take(Mapper.usual(), candidates);
  }

  private static List<SourceVerdict> take(Mapper mapper, SourceSpec... candidates) {
    List<SourceVerdict> verdicts = new ArrayList<>();
    String best = "";
    for (SourceSpec spec : candidates) {
      SourceVerdict verdict = judge(spec, mapper, best);
      if (followed(verdict) && Auto.alternative(spec)) {
        best = spec.kind();
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }

  private static SourceVerdict judge(SourceSpec spec, Mapper mapper, String best) {
    return Auto.present(spec) ? tried(spec, mapper, best) : absent(spec);
  }

  private static SourceVerdict tried(SourceSpec spec, Mapper mapper, String best) {
    try {
      Sources.open(spec, mapper, () -> {}).discard();
      if (Auto.alternative(spec) && !best.isEmpty()) {
        return verdict(spec, SourceVerdict.Verdict.SPARE, best + " is used, which is better");
      }
      long silent = spec.kind().equals("page") ? Publisher.silentSeconds(spec.place()) : 0;
      return silent > 0
          ? verdict(spec, SourceVerdict.Verdict.SILENT, silence(spec, silent))
          : verdict(spec, SourceVerdict.Verdict.CHOSEN, merit(spec, best));
    } catch (SourceRefusedException e) {
      String prefix = Inode.line(spec, "");
      String message = String.valueOf(e.getMessage());
      return verdict(
          spec,
          SourceVerdict.Verdict.UNUSABLE,
          message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
  }

  private static SourceVerdict absent(SourceSpec spec) {
    boolean there = new File(spec.place()).exists();
    return switch (spec.kind()) {
      case "vmclock" ->
          Devices.inFirmware(VMCLOCK_ACPI)
              ? verdict(
                  spec,
                  SourceVerdict.Verdict.UNUSABLE,
                  "ACPI device present, but no "
                      + spec.place()
                      + ": the kernel lacks ptp_vmclock with a character device (Linux 7.0), or it"
                      + " is not shown to this container")
              : verdict(spec, SourceVerdict.Verdict.ABSENT, "no " + spec.place());
      case "kmsg" ->
          there
              ? verdict(spec, SourceVerdict.Verdict.UNUSABLE, noVmgenid())
              : verdict(
                  spec,
                  SourceVerdict.Verdict.ABSENT,
                  "no "
                      + spec.place()
                      + " (containers have none): read the page of a publisher on the node");
      case "page" ->
          verdict(
              spec,
              SourceVerdict.Verdict.ABSENT,
              "no " + spec.place() + ": no publisher (java -jar diverge.jar publish) on this node");
      case "crac" ->
          verdict(spec, SourceVerdict.Verdict.ABSENT, "this JVM cannot be checkpointed itself");
      default -> verdict(spec, SourceVerdict.Verdict.ABSENT, "no " + spec.place());
    };
  }

  private static String silence(SourceSpec spec, long seconds) {
    return spec.place()
        + ", mapped, but its publisher has not been heard of for "
        + seconds / 60
        + " minutes, and writes once a minute: see that it runs";
  }

  private static String noVmgenid() {
    if (Devices.inFirmware(VMGENID_ACPI) && !Devices.knowsVmgenid()) {
      return "the hypervisor offers VMGENID, but the kernel lacks its driver (CONFIG_VMGENID, Linux"
          + " 5.18): the line would never come";
    }
    return "readable, but the kernel has no VM generation device here: the line would never come;"
        + " have the hypervisor offer one (QEMU: -device vmgenid)";
  }

  private static boolean followed(SourceVerdict verdict) {
    return verdict.verdict() == SourceVerdict.Verdict.CHOSEN
        || verdict.verdict() == SourceVerdict.Verdict.SILENT;
  }

  private static String merit(SourceSpec spec, String best) {
    return switch (spec.kind()) {
      case "vmclock" -> "written by the hypervisor before the clone runs: no window";
      case "sysgenid" -> "the kernel's counter, mapped and waited for";
      case "page" -> page(spec.place());
      case "kmsg" ->
          best.isEmpty()
              ? "follows "
                  + spec.place()
                  + "; reacts after the kernel has, and once the log is read"
              : "follows "
                  + spec.place()
                  + " besides "
                  + best
                  + ", for the second reseed once the kernel has done its own";
      case "file" -> spec.place() + ", read at every poll";
      case "crac" -> "this JVM tells of its own restores; not of clones of the machine";
      default ->
          "this process's start time; tells of a restore by CRIU, not of clones of the machine";
    };
  }

  private static String page(String path) {
    String type = Mounts.type(path);
    return Mounts.isCoherent(type)
        ? path + ", mapped: as quick as its publisher"
        : path
            + ", mapped, which cannot be relied on: on this file system ("
            + type
            + ") memory may go on showing what the file no longer says; a change is noticed by the"
            + " next poll at the latest";
  }

  private static SourceVerdict verdict(
      SourceSpec spec, SourceVerdict.Verdict verdict, String reason) {
    return new SourceVerdict(spec.kind(), verdict, reason);
  }
}
