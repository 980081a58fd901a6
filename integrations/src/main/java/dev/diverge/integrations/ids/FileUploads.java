package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;

/** What is uploaded is kept in a file whose name is a UUID of the JVM's and a counter. */
public final class FileUploads implements Integration {

  private static final String[] ITEMS = {
    "org.apache.commons.fileupload.disk.DiskFileItem",
    "org.apache.tomcat.util.http.fileupload.disk.DiskFileItem"
  };

  @Override
  public void describe(Library library) {
    library
        .name("file-uploads")
        .verifiedOn("commons-fileupload:commons-fileupload", "1.3.3", "1.6.0")
        .verifiedOn("org.apache.commons:commons-fileupload2-core", "2.0.0-M1", "2.0.0-M5")
        .verifiedOn("org.apache.tomcat.embed:tomcat-embed-core", "9.0.1", "11.0.27")
        .state("the UUID in the names of Commons FileUpload's, and Tomcat's, files")
        .reset("drawn anew before the next file is named")
        .limits("an item that has its file keeps it");
    for (String item : ITEMS) {
      library
          .type(item)
          .checked("getTempFile")
          .onClone(statics -> statics.run("UID", FileUploads::renew));
    }
    library
        .type("org.apache.commons.fileupload2.core.DiskFileItem")
        .noticed("getTempFile", "getOutputStream")
        .phase(Phase.CONNECTIONS)
        .onClone(statics -> statics.run("UID", FileUploads::renew));
  }

  /** With underscores in place of hyphens. */
  private static void renew(Instance statics, Fresh fresh) throws Exception {
    String before = statics.get("UID").as(String.class);
    String next = fresh.uuid().toString();
    statics.set("UID", before.indexOf('_') >= 0 ? next.replace('-', '_') : next);
  }
}
