package dev.diverge.scan.flow;

/**
 * What one method does to values, without its instructions: nodes, and what goes from one to the
 * other.
 */
final class MethodFacts {

  static final int PARAMETER = 0;
  static final int FIELD = 1;
  static final int CALL = 2;
  static final int SOURCE = 3;
  static final int DRAW = 4;
  static final int ALLOCATION = 5;
  static final int SEEDED = 6;
  static final int FETCHED = 7;
  static final int KIND_SHIFT = 28;
  static final int ARGUMENT = (1 << KIND_SHIFT) - 1;

  static final int[] NONE = {};

  final int id;
  final ClassFacts owner;

  /** Name and descriptor, as in a class file. */
  final String signature;

  final int access;
  final boolean isBean;

  /** Kind and argument of each: a field's or type's number, a call's index, bits. */
  int[] nodes = NONE;

  /** The method each source is. */
  int[] labels = NONE;

  /** Field, count, values; again and again. */
  int[] stores = NONE;

  /** Count, targets, count, values; again and again. */
  int[] mutations = NONE;

  /** Where each call begins in {@link #calls}. */
  int[] callStarts = NONE;

  /** Method, flags, node of the result or -1, count of arguments; for each count, values. */
  int[] calls = NONE;

  /** Node, count, values of the generator; again and again. */
  int[] draws = NONE;

  int[] returns = NONE;

  /** Fields this method touches in any way. */
  int[] touched = NONE;

  /** Fields counted up here, or mixed as generators mix their state. */
  int[] counted = NONE;

  int[] mixed = NONE;

  /** Fields that what a call returns, or a file or a database has, is put into. */
  int[] refilled = NONE;

  /** Fields that what is put into them was shifted or multiplied for. */
  int[] placed = NONE;

  /** Array and its index, both fields; again and again. */
  int[] indexed = NONE;

  /** Fields that are compared with nothing or zero. */
  int[] asked = NONE;

  /** Summary: what it returns, and what it puts into its parameters and, by them, into fields. */
  volatile long result;

  volatile long[] intoParameters = {};
  volatile int[] fieldsReached = NONE;
  volatile long[] byParameters = {};

  MethodFacts(int id, ClassFacts owner, String signature, int access, boolean isBean) {
    this.id = id;
    this.owner = owner;
    this.signature = signature;
    this.access = access;
    this.isBean = isBean;
  }

  String name() {
    return signature.substring(0, signature.indexOf('('));
  }

  String descriptor() {
    return signature.substring(signature.indexOf('('));
  }

  boolean isEmpty() {
    return stores.length == 0 && mutations.length == 0 && calls.length == 0 && returns.length == 0;
  }

  boolean isInitialiser() {
    return signature.charAt(0) == '<';
  }
}
