package dev.turnout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AclsTest {

  private static final Topics TOPICS = Topics.standard();

  private static String line(Acl acl) {
    return acl.operation() + " " + acl.resource() + " " + acl.name();
  }

  @Test
  void shouldLetAnAgentReadRoutesAndWriteReportsOnly() {
    // given
    Role role = Role.AGENT;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .extracting(AclsTest::line)
        .containsExactly(
            "WRITE TOPIC turnout.metrics",
            "WRITE TOPIC turnout.agents",
            "READ TOPIC turnout.routes",
            "WRITE TOPIC turnout.dead-letters");
  }

  @Test
  void shouldLetAnAdminCreateAndDescribeTheTopicsOnly() {
    // given
    Role role = Role.ADMIN;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .extracting(AclsTest::line)
        .containsExactly(
            "CREATE TOPIC turnout.", "DESCRIBE TOPIC turnout.", "DESCRIBE_CONFIGS TOPIC turnout.");
    assertThat(acls).extracting(Acl::pattern).containsOnly(PatternType.PREFIXED);
  }

  @Test
  void shouldLetTheApiDoWhatItIsAskedForOnly() {
    // given
    Role role = Role.API;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .extracting(AclsTest::line)
        .containsExactly(
            "READ TOPIC turnout.commands",
            "WRITE TOPIC turnout.commands",
            "READ TOPIC turnout.metrics",
            "WRITE TOPIC turnout.metrics",
            "READ TOPIC turnout.agents",
            "READ TOPIC turnout.journal",
            "READ TOPIC turnout.rollouts",
            "READ TOPIC turnout.dead-letters");
  }

  @Test
  void shouldLetABridgeReadWhereOthersMeasure() {
    assertThat(line(Acls.ofSource("otlp_metrics"))).isEqualTo("READ TOPIC otlp_metrics");
  }

  @Test
  void shouldLetAnAuditorReadEverythingAndWriteNothing() {
    // given
    Role role = Role.AUDITOR;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls).extracting(Acl::operation).containsOnly(AclOperation.READ);
    assertThat(acls).extracting(Acl::name).containsExactlyElementsOf(TOPICS.all());
  }

  @Test
  void shouldLetAnOperatorReplayDeadLettersOnly() {
    // given
    Role role = Role.OPERATOR;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .extracting(AclsTest::line)
        .containsExactly(
            "WRITE TOPIC turnout.commands",
            "WRITE TOPIC turnout.metrics",
            "WRITE TOPIC turnout.agents",
            "READ TOPIC turnout.dead-letters",
            "WRITE TOPIC turnout.dead-letters");
  }

  @Test
  void shouldLetABridgeReportAndKeepItsStateOnly() {
    // given
    Role role = Role.BRIDGE;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .extracting(AclsTest::line)
        .containsExactly(
            "WRITE TOPIC turnout.metrics",
            "READ TOPIC turnout.rollouts",
            "WRITE TOPIC turnout.dead-letters",
            "READ TOPIC turnout.bridge",
            "WRITE TOPIC turnout.bridge",
            "READ GROUP turnout.bridge-",
            "WRITE TRANSACTIONAL_ID turnout.bridge-",
            "DESCRIBE TRANSACTIONAL_ID turnout.bridge-");
  }

  @Test
  void shouldLetANotifierReadTheJournalAndWriteWhatHappened() {
    // given
    Role role = Role.NOTIFIER;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .extracting(AclsTest::line)
        .containsExactly(
            "READ TOPIC turnout.journal",
            "WRITE TOPIC turnout.dead-letters",
            "WRITE TOPIC turnout.notifications",
            "READ GROUP turnout.notifier-");
  }

  @Test
  void shouldLetOnlyTheOrchestratorDecide() {
    // given
    var decisions = java.util.Set.of(TOPICS.routes(), TOPICS.journal(), TOPICS.rollouts());
    // when
    var writers =
        Acls.all(TOPICS).stream()
            .filter(a -> decisions.contains(a.name()) && a.operation() == AclOperation.WRITE)
            .map(Acl::role);
    // then
    assertThat(writers).containsOnly(Role.ORCHESTRATOR);
  }

  @Test
  void shouldLetTheOrchestratorUseItsGroupAndTransactions() {
    // given
    Role role = Role.ORCHESTRATOR;
    // when
    var acls = Acls.of(role, TOPICS);
    // then
    assertThat(acls)
        .filteredOn(a -> a.resource() != ResourceType.TOPIC)
        .extracting(AclsTest::line)
        .containsExactly(
            "READ GROUP turnout.orchestrator",
            "READ GROUP turnout.mlflow",
            "WRITE TRANSACTIONAL_ID turnout.orchestrator-",
            "DESCRIBE TRANSACTIONAL_ID turnout.orchestrator-");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void shouldNeverAskForAllRights(Role role) {
    assertThat(Acls.of(role, TOPICS))
        .noneMatch(a -> a.operation() == AclOperation.ALL || a.resource() == ResourceType.CLUSTER);
  }

  @Test
  void shouldTranslateToKafka() {
    // given
    Acl acl = Acls.of(Role.AGENT, TOPICS).get(0);
    // when
    var binding = acl.bindingFor("User:node-1");
    // then
    assertThat(binding.pattern().name()).isEqualTo("turnout.metrics");
    assertThat(binding.entry().principal()).isEqualTo("User:node-1");
    assertThat(binding.isUnknown()).isFalse();
  }
}
