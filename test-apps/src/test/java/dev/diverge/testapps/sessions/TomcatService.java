package dev.diverge.testapps.sessions;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.modeler.Registry;

/** Tomcat 10 or 11, embedded. */
public final class TomcatService implements Callable<Object[]> {

  @Override
  public Object[] call() throws Exception {
    TomcatURLStreamHandlerFactory.disable(); // there are several Tomcats in this JVM
    Registry.disableRegistry();
    String folder = Files.createTempDirectory("tomcat").toString();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder);
    ((StandardContext) context).addApplicationLifecycleListener(new SessionServlet.Listener());
    Tomcat.addServlet(context, "sessions", new SessionServlet()).addMapping("/");
    tomcat.start();
    return Service.at("http://127.0.0.1:" + connector.getLocalPort());
  }
}
