// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import io.rowcast.app.dlq.LetterReplay;
import io.rowcast.app.load.EventLoader;
import io.rowcast.topology.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One access rule (ACL) that a deployment, its producers or its readers need on a cluster with an authorizer.
 *
 * @param principal who: a placeholder for the real principal
 * @param resource kind of the resource
 * @param name name or prefix of the resource
 * @param pattern whether the name is literal or a prefix
 * @param operations what is allowed; READ and WRITE include DESCRIBE
 * @param purpose one line for operators
 */
public record AccessRule(
        String principal,
        ResourceType resource,
        String name,
        PatternType pattern,
        List<AclOperation> operations,
        String purpose) {

    public static final String APPLICATION = "User:<application>";
    public static final String PRODUCER = "User:<producer>";
    public static final String OPERATOR = "User:<operator>";
    public static final String READER = "User:<reader>";
    public static final String ERASER = "User:<eraser>";
    public static final String AUDITOR = "User:<auditor>";
    public static final String RESETTER = "User:<resetter>";

    /** Every rule of a deployment. */
    public static List<AccessRule> of(Topics topics, String applicationId) {
        List<AccessRule> rules = new ArrayList<>();
        rules.add(topic(
                APPLICATION,
                topics.interactions(),
                "consume events; create and check the topic",
                AclOperation.READ,
                AclOperation.CREATE,
                AclOperation.DESCRIBE_CONFIGS));
        rules.add(topic(
                APPLICATION,
                topics.mappings(),
                "publish, and read back for versions; create and check the topic",
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.CREATE,
                AclOperation.DESCRIBE_CONFIGS));
        rules.add(topic(
                APPLICATION,
                topics.versionRequests(),
                "answer requests for a version; create and check the topic",
                AclOperation.READ,
                AclOperation.CREATE,
                AclOperation.DESCRIBE_CONFIGS));
        rules.add(topic(
                APPLICATION,
                topics.versions(),
                "publish, and read back to tell of the latest; create and check the topic",
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.CREATE,
                AclOperation.DESCRIBE_CONFIGS));
        rules.add(topic(
                APPLICATION,
                topics.deadLetters(),
                "publish; create and check the topic",
                AclOperation.WRITE,
                AclOperation.CREATE,
                AclOperation.DESCRIBE_CONFIGS));
        for (String table : List.of(topics.itemLabels(), topics.clusterVolumes())) {
            rules.add(topic(
                    APPLICATION,
                    table,
                    "write and read a global table; create and check the topic",
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.CREATE,
                    AclOperation.DESCRIBE_CONFIGS));
        }
        for (Topics.Spec internal : topics.streamsInternal()) {
            rules.add(internal(internal));
        }
        rules.add(group(APPLICATION, applicationId, "share the work between instances; commit", AclOperation.READ));
        rules.add(new AccessRule(
                APPLICATION,
                ResourceType.TRANSACTIONAL_ID,
                applicationId + "-",
                PatternType.PREFIXED,
                List.of(AclOperation.WRITE),
                "process exactly once"));
        rules.add(topic(PRODUCER, topics.interactions(), "produce events", AclOperation.WRITE));
        // Committing an offset of a topic takes the right to read it.
        rules.add(
                topic(PRODUCER, topics.interactions(), "load files with resume: keep the position", AclOperation.READ));
        for (ResourceType resource : List.of(ResourceType.TRANSACTIONAL_ID, ResourceType.GROUP)) {
            rules.add(new AccessRule(
                    PRODUCER,
                    resource,
                    EventLoader.RESUME_ID_PREFIX,
                    PatternType.PREFIXED,
                    List.of(resource == ResourceType.GROUP ? AclOperation.READ : AclOperation.WRITE),
                    "load files with resume"));
        }
        // Committing an offset of a topic takes the right to read it, which is there for listing.
        rules.add(topic(OPERATOR, topics.deadLetters(), "list and replay dead letters", AclOperation.READ));
        rules.add(topic(OPERATOR, topics.interactions(), "replay dead letters", AclOperation.WRITE));
        for (ResourceType resource : List.of(ResourceType.TRANSACTIONAL_ID, ResourceType.GROUP)) {
            rules.add(new AccessRule(
                    OPERATOR,
                    resource,
                    LetterReplay.ID_PREFIX,
                    PatternType.PREFIXED,
                    List.of(resource == ResourceType.GROUP ? AclOperation.READ : AclOperation.WRITE),
                    "replay dead letters"));
        }
        rules.add(topic(OPERATOR, topics.versionRequests(), "rowcast version: ask for one", AclOperation.WRITE));
        rules.add(topic(OPERATOR, topics.versions(), "rowcast version: list; wait for one", AclOperation.READ));
        rules.add(topic(READER, topics.mappings(), "read the mappings", AclOperation.READ));
        rules.add(topic(READER, topics.versions(), "read the versions of the mappings", AclOperation.READ));
        addForgetting(rules, topics, applicationId);
        addAuditing(rules, topics, applicationId);
        addResetting(rules, topics, applicationId);
        return List.copyOf(rules);
    }

    private static void addForgetting(List<AccessRule> rules, Topics topics, String applicationId) {
        rules.add(topic(
                ERASER,
                topics.interactions(),
                "rowcast forget: ask for it; tell how long events stay",
                AclOperation.WRITE,
                AclOperation.DESCRIBE_CONFIGS));
        rules.add(topic(
                ERASER,
                topics.repartition(Topics.USER_EVENTS),
                "rowcast forget: tell how long events stay",
                AclOperation.DESCRIBE_CONFIGS));
        for (String topic : List.of(
                topics.mappings(),
                topics.deadLetters(),
                topics.itemLabels(),
                topics.repartition(Topics.ITEM_VOTES),
                topics.changelog(Topics.USER_VERTICES_STORE),
                topics.changelog(Topics.USER_VOLUMES_STORE),
                topics.changelog(Topics.ITEM_VERTICES_STORE),
                topics.changelog(Topics.LABEL_VOTES_STORE))) {
            rules.add(topic(
                    ERASER,
                    topic,
                    "rowcast forget: find the deletions; tell how long older records stay",
                    AclOperation.READ,
                    AclOperation.DESCRIBE_CONFIGS));
        }
        rules.add(group(
                ERASER,
                applicationId,
                "rowcast forget: see that an instance runs, and how far it is",
                AclOperation.DESCRIBE));
    }

    private static void addAuditing(List<AccessRule> rules, Topics topics, String applicationId) {
        for (String topic : List.of(
                topics.mappings(),
                topics.versions(),
                topics.itemLabels(),
                topics.clusterVolumes(),
                topics.repartition(Topics.ITEM_VOTES),
                topics.repartition(Topics.USER_ROW_USES),
                topics.repartition(Topics.ITEM_ROW_USES),
                topics.changelog(Topics.USER_VERTICES_STORE),
                topics.changelog(Topics.USER_VOLUMES_STORE),
                topics.changelog(Topics.ITEM_VERTICES_STORE),
                topics.changelog(Topics.LABEL_VOTES_STORE),
                topics.changelog(Topics.ITEM_VOLUMES_STORE),
                topics.changelog(Topics.ROWS_STORE),
                topics.changelog(Topics.VERSION_PARTS_STORE))) {
            rules.add(topic(AUDITOR, topic, "rowcast audit: recount", AclOperation.READ));
        }
        for (String topic : List.of(topics.interactions(), topics.repartition(Topics.USER_EVENTS))) {
            rules.add(topic(AUDITOR, topic, "rowcast audit: see that nothing is left", AclOperation.READ));
        }
        rules.add(group(AUDITOR, applicationId, "rowcast audit: see that nothing is left", AclOperation.DESCRIBE));
    }

    private static void addResetting(List<AccessRule> rules, Topics topics, String applicationId) {
        for (Topics.Spec topic : topics.ofDeployment()) {
            if (!topic.name().equals(topics.interactions())) {
                rules.add(topic(RESETTER, topic.name(), "rowcast reset: delete the topic", AclOperation.DELETE));
            }
        }
        // Committing an offset of a topic takes the right to read it.
        rules.add(topic(RESETTER, topics.interactions(), "rowcast reset: choose where to begin", AclOperation.READ));
        rules.add(new AccessRule(
                RESETTER,
                ResourceType.GROUP,
                applicationId,
                PatternType.LITERAL,
                List.of(AclOperation.READ, AclOperation.DELETE),
                "rowcast reset: see that no instance runs; begin anew"));
    }

    /** The rules of one principal. */
    public static List<AccessRule> of(String principal, Topics topics, String applicationId) {
        return of(topics, applicationId).stream()
                .filter(rule -> rule.principal().equals(principal))
                .toList();
    }

    /** Kind and name of the resource, as in {@code transactional id a-*}. */
    String resourceText() {
        return resource.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + name
                + (pattern == PatternType.PREFIXED ? "*" : "");
    }

    private static AccessRule internal(Topics.Spec spec) {
        if (spec.compacted()) {
            return topic(
                    APPLICATION,
                    spec.name(),
                    "write and restore a store; create and check the topic",
                    AclOperation.READ,
                    AclOperation.WRITE,
                    AclOperation.CREATE,
                    AclOperation.DESCRIBE_CONFIGS);
        }
        return topic(
                APPLICATION,
                spec.name(),
                "send between the subtopologies; delete what is consumed; create and check the topic",
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.CREATE,
                AclOperation.DELETE,
                AclOperation.DESCRIBE_CONFIGS);
    }

    private static AccessRule group(String principal, String name, String purpose, AclOperation operation) {
        return new AccessRule(principal, ResourceType.GROUP, name, PatternType.LITERAL, List.of(operation), purpose);
    }

    private static AccessRule topic(String principal, String name, String purpose, AclOperation... operations) {
        return new AccessRule(principal, ResourceType.TOPIC, name, PatternType.LITERAL, List.of(operations), purpose);
    }
}
