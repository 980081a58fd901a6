package dev.diverge.testapps.matrix;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What Surefire and Failsafe wrote of a build's modules. */
final class Reports {

  private Reports() {}

  /** Those of the JDK that was run last, since an earlier run's lie there wherever it ran more. */
  static List<Passed> ofLastRun(Path root) throws IOException {
    List<Path> files = files(root);
    Optional<Path> last = files.stream().max(Comparator.comparing(Reports::written));
    if (last.isEmpty()) {
      throw new IOException("no reports of tests below " + root);
    }
    String jdk = jdk(properties(parsed(last.get())));
    List<Passed> all = new ArrayList<>();
    for (Path file : files) {
      Element suite = parsed(file);
      Map<String, String> properties = properties(suite);
      if (jdk(properties).equals(jdk)) {
        all.addAll(passed(suite, jdk, kernel(properties)));
      }
    }
    return all;
  }

  private static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    addModules(root, files);
    // One of which nothing was run has no JDK.
    return files.stream().filter(Reports::hasProperties).sorted().toList();
  }

  /** A module's folder has others in it, sources, and perhaps a {@code target}. */
  private static void addModules(Path folder, List<Path> files) throws IOException {
    Path target = folder.resolve("target");
    for (String reports : List.of("surefire-reports", "failsafe-reports")) {
      addAll(target.resolve(reports), "TEST-*.xml", files);
    }
    List<Path> inside = new ArrayList<>();
    addAll(folder, "*", inside);
    for (Path module : inside) {
      if (Files.exists(module.resolve("pom.xml"))) {
        addModules(module, files);
      }
    }
  }

  private static void addAll(Path folder, String pattern, List<Path> found) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, pattern)) {
        inside.forEach(found::add);
      }
    }
  }

  private static boolean hasProperties(Path file) {
    return !properties(parsed(file)).isEmpty();
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Passed> passed(Element suite, String jdk, String kernel) {
    return elements(suite, "testcase").stream()
        .filter(
            test ->
                Stream.of("failure", "error", "skipped")
                    .allMatch(not -> elements(test, not).isEmpty()))
        .map(
            test -> {
              String type = test.getAttribute("classname");
              String method = test.getAttribute("name").replaceAll("[(\\[{].*", "");
              String out =
                  elements(test, "system-out").stream()
                      .map(Element::getTextContent)
                      .findFirst()
                      .orElse("");
              return new Passed(
                  type.substring(type.lastIndexOf('.') + 1) + "." + method, jdk, kernel, out);
            })
        .toList();
  }

  private static String jdk(Map<String, String> properties) {
    return properties.getOrDefault("java.version", "?")
        + ", "
        + properties.getOrDefault("java.vm.vendor", "?");
  }

  /** Without what whoever built it added. */
  private static String kernel(Map<String, String> properties) {
    return properties.getOrDefault("os.version", "?").replaceAll("-.*", "");
  }

  private static Map<String, String> properties(Element suite) {
    return elements(suite, "property").stream()
        .collect(
            toMap(
                each -> each.getAttribute("name"),
                each -> each.getAttribute("value"),
                (one, same) -> one));
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static Element parsed(Path file) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalArgumentException(file + " is no report", e);
    }
  }
}
