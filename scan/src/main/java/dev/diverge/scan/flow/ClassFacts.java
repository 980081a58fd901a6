package dev.diverge.scan.flow;

import dev.diverge.scan.read.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class of the program's, without its code. */
public final class ClassFacts {

  private final String name;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final int access;
  private final Place place;
  private final Set<String> annotations;
  private final List<FieldFacts> fields = new ArrayList<>();
  final Map<String, MethodFacts> methods = new HashMap<>();
  final List<ClassFacts> children = new ArrayList<>();

  /** Methods by which the class registers what it does on a clone. */
  final List<String> registering = new ArrayList<>();

  /** Fields that are annotated to be emptied on a clone. */
  final List<String> registeredFields = new ArrayList<>();

  ClassFacts(
      String name,
      @Nullable String superName,
      List<String> interfaces,
      int access,
      Place place,
      Set<String> annotations) {
    this.name = name;
    this.superName = superName;
    this.interfaces = interfaces;
    this.access = access;
    this.place = place;
    this.annotations = annotations;
  }

  /** Of the class that this one is nested in, or its own. */
  String nest() {
    int nested = name.indexOf('$', name.lastIndexOf('/') + 2);
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** The internal name. */
  public String name() {
    return name;
  }

  /** Without its package. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  public @Nullable String superName() {
    return superName;
  }

  public List<String> interfaces() {
    return interfaces;
  }

  public int access() {
    return access;
  }

  public Place place() {
    return place;
  }

  /** Descriptors of the annotations on it. */
  public Set<String> annotations() {
    return annotations;
  }

  public List<FieldFacts> fields() {
    return fields;
  }
}
