package dev.diverge.testapps.matrix;

import static dev.diverge.testapps.matrix.Fact.Shown.CLONES;
import static dev.diverge.testapps.matrix.Fact.Shown.STAND_IN;

import dev.diverge.testapps.matrix.Fact.Place;
import dev.diverge.testapps.matrix.Fact.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which test shows what. A test that is not here shows nothing, however well it passes. */
final class Evidence {

  /**
   * A test of which it is enough to know that it passed.
   *
   * @param copied what makes its copies
   */
  private record Row(String test, String source, Shown shown, String copied) {}

  private static final String FORKED = "forked processes";
  private static final String NONE = "nothing: one JVM";
  private static final String CRIU = "CRIU";

  private static final List<Row> ROWS =
      List.of(
          new Row("JdkClonesTest.noCloneRepeatsAnother", "page", CLONES, FORKED),
          new Row("SnapStartTest.noRestoreRepeatsAnother", "snapstart", STAND_IN, FORKED),
          new Row("CriuTest.noRestoreRepeatsAnother", "criu", CLONES, CRIU),
          new Row(
              "CriuTest.norDoesTheFirstDrawOfOneWhosePageIsRaisedBeforeItRuns",
              "page",
              CLONES,
              CRIU),
          new Row("FrozenTest.noValueOfTheOldSequenceComesAfterTheThaw", "vmclock", STAND_IN, NONE),
          new Row(
              "SysgenidSourceTest.aRegularFileOfTheSameLayoutIsFollowed",
              "sysgenid",
              STAND_IN,
              NONE),
          new Row("KmsgSourceTest.theKernelsLineIsANewGeneration", "kmsg", STAND_IN, NONE),
          new Row("FileSourceTest.anotherTextIsAnotherGeneration", "file", STAND_IN, NONE),
          new Row("CracSourceTest.aRestoreIsANewGenerationBeforeItIsOver", "crac", STAND_IN, NONE));

  /** The VM lab says which guests it cloned, with which source in each arm. */
  private static final Pattern VMS = Pattern.compile("VM clones, Linux (\\S+), Java");

  private static final Pattern ARM = Pattern.compile("with Diverge, (\\w+)");
  private static final Pattern CRIU_SAYS = Pattern.compile("CRIU \\S+");

  private final String os;
  private final String hypervisor;

  /**
   * That on one machine.
   *
   * @param os what it runs
   * @param hypervisor what clones VMs on it
   */
  Evidence(String os, String hypervisor) {
    this.os = os;
    this.hypervisor = hypervisor;
  }

  /** The tests that it knows, for a test of it. */
  static List<String> tests() {
    return ROWS.stream().map(Row::test).toList();
  }

  List<Fact> in(List<Passed> run) {
    List<Fact> facts = new ArrayList<>();
    for (Passed test : run) {
      for (Row row : ROWS) {
        if (row.test.equals(test.test())) {
          facts.add(new Fact(place(test, row.copied), row.source, row.shown));
        }
      }
      if (test.test().equals("VmLabIT.noCloneRepeatsAnother")) {
        addGuest(test, facts);
      }
    }
    return facts;
  }

  private Place place(Passed test, String copied) {
    Matcher said = CRIU_SAYS.matcher(test.out());
    return new Place(
        test.jdk(), os, test.kernel(), copied.equals(CRIU) && said.find() ? said.group() : copied);
  }

  private void addGuest(Passed test, List<Fact> facts) {
    Matcher guest = VMS.matcher(test.out());
    if (guest.find()) {
      Place place =
          new Place(test.jdk(), "a guest with nothing but the JVM", guest.group(1), hypervisor);
      for (Matcher arm = ARM.matcher(test.out()); arm.find(); ) {
        facts.add(new Fact(place, arm.group(1), CLONES));
      }
    }
  }
}
