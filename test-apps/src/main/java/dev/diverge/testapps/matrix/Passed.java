package dev.diverge.testapps.matrix;

/**
 * A test that ran and passed.
 *
 * @param test its class's simple name and its method, without parameters
 * @param jdk the version and the vendor of the JVM it ran in
 * @param kernel that of the machine it ran on
 * @param out what it printed
 */
record Passed(String test, String jdk, String kernel, String out) {}
