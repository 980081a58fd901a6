package dev.diverge.testapps.sessions;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;

/** Undertow with servlets. */
public final class UndertowServletService implements Callable<Object[]> {

  @Override
  public Object[] call() throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowServletService.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("sessions")
            .addListener(
                Servlets.listener(
                    SessionServlet.Listener.class,
                    new ImmediateInstanceFactory<>(new SessionServlet.Listener())))
            .addServlet(
                Servlets.servlet(
                        "sessions",
                        SessionServlet.class,
                        new ImmediateInstanceFactory<>(new SessionServlet()))
                    .addMapping("/"));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(application);
    deployment.deploy();
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(deployment.start()).build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return Service.at("http://127.0.0.1:" + address.getPort());
  }
}
