package dev.turnout.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of type {@link dev.turnout.embedded.EmbeddedKafka}: how many brokers the test's
 * own cluster has. Such tests stop and start brokers, so their cluster is always in this process
 * and closed after the test.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bootstrap {
  int nodes();
}
