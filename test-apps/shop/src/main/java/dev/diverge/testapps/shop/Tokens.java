package dev.diverge.testapps.shop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs tokens with ECDSA and checks them. The key is made at the start. */
@Component
public class Tokens {
  private static final Duration LIFE = Duration.ofHours(1);

  private final ECDSASigner signer;
  private final ECDSAVerifier verifier;

  Tokens() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    signer = new ECDSASigner(key);
    verifier = new ECDSAVerifier(key);
  }

  /** A token with an id of its own, as a compact JWS. */
  public String issue(String name) {
    Date expires = Date.from(Instant.now().plus(LIFE));
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(name)
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(expires)
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  boolean accepts(String token) {
    try {
      SignedJWT signed = SignedJWT.parse(token);
      Date expires = signed.getJWTClaimsSet().getExpirationTime();
      return signed.verify(verifier)
          && expires != null
          && expires.toInstant().isAfter(Instant.now());
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }
}
