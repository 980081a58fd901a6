package dev.diverge.audit.judge;

import dev.diverge.scan.judge.Verdict;

/**
 * How many living objects there are of one kind.
 *
 * @param what generators, ciphers, pools
 * @param by who sees to them, empty if nobody does
 */
public record Live(String what, String className, int count, Verdict verdict, String by) {}
