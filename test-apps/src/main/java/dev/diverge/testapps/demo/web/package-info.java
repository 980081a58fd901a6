/** The demonstration as a page on loopback: a person thaws clones and sees what they say. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.demo.web;
