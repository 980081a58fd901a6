package dev.diverge.testapps.shop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application. Arguments are Spring's: {@code --server.port=8443} and so on. */
@SpringBootApplication
public class Shop {

  public static void main(String[] arguments) throws Exception {
    start(arguments);
  }

  /** Starts the shop with a certificate made on the spot; closing the context stops it. */
  public static ConfigurableApplicationContext start(String... arguments) throws Exception {
    Path keys = Certificate.make(Files.createTempDirectory("shop"));
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("server.ssl.key-store", "file:" + keys);
    defaults.put("server.ssl.key-store-type", "PKCS12");
    defaults.put("server.ssl.key-store-password", Certificate.PASSWORD);
    defaults.put("server.port", 8443);
    defaults.put("server.tomcat.threads.max", 16);
    defaults.put("server.error.include-message", "always");
    defaults.put("spring.datasource.hikari.maximum-pool-size", 8);
    defaults.put("spring.jpa.hibernate.ddl-auto", "update");
    defaults.put("spring.jpa.open-in-view", false);
    defaults.put("logging.level.root", "WARN");
    return new SpringApplicationBuilder(Shop.class)
        .bannerMode(Banner.Mode.OFF)
        .properties(defaults)
        .run(arguments);
  }
}
