/** What an audit finds in an application whose state is known. */
package dev.diverge.testapps.audit;
