/** State that only its owner knows, registered to be reset in each clone. */
module dev.diverge.api {
  requires static org.jspecify;

  exports dev.diverge;
}
