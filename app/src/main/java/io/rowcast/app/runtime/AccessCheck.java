// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.runtime;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Compares access rules with what the cluster allows the client that asks. Some rights that are missing would show late
 * (when a topic is to be created) or never (the right to delete what is consumed), and Kafka's own errors seldom say
 * which one it is.
 *
 * <p>A cluster without an authorizer allows everything. What a cluster does not tell counts as allowed: of a topic that
 * does not exist yet only whether it may be described and created is known, of transactional ids only whether they may
 * be described.
 */
public final class AccessCheck {
    private static final int TIMEOUT_MS = 20_000;

    private final Admin admin;
    private final List<AccessRule> rules;

    public AccessCheck(Admin admin, List<AccessRule> rules) {
        this.admin = admin;
        this.rules = List.copyOf(rules);
    }

    /**
     * Refuses a client that lacks a right.
     *
     * @throws RuntimeFailure naming every right that is missing, or if the cluster cannot be reached
     */
    void require() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new RuntimeFailure(
                    "the Kafka cluster does not allow all this instance needs; missing: " + String.join("; ", missing)
                            + " (rowcast topics prints every access rule)",
                    null);
        }
    }

    /**
     * Every right that is missing, in the order of the rules.
     *
     * @return for each resource its kind, its name and the operations: {@code topic a: READ, WRITE}
     * @throws RuntimeFailure if the cluster cannot be reached or does not answer
     */
    public List<String> missing() {
        try {
            List<String> missing = new ArrayList<>();
            Map<String, KafkaFuture<TopicDescription>> topics = describeTopics();
            for (AccessRule rule : rules) {
                Set<AclOperation> lacking = switch (rule.resource()) {
                    case TOPIC -> lackingOnTopic(rule, topics.get(rule.name()));
                    case GROUP -> lackingOnGroup(rule);
                    case TRANSACTIONAL_ID -> lackingOnTransactionalId(rule);
                    default -> Set.of();
                };
                if (!lacking.isEmpty()) {
                    missing.add(rule.resourceText() + ": "
                            + lacking.stream().map(Enum::name).collect(Collectors.joining(", ")));
                }
            }
            return missing;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new RuntimeFailure("the Kafka cluster cannot be reached: " + RuntimeFailure.causeOf(e), e);
            }
            throw RuntimeFailure.of("access to the Kafka cluster cannot be checked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure("interrupted while access was checked", e);
        }
    }

    private Map<String, KafkaFuture<TopicDescription>> describeTopics() {
        List<String> names = rules.stream()
                .filter(rule -> rule.resource() == ResourceType.TOPIC && rule.pattern() == PatternType.LITERAL)
                .map(AccessRule::name)
                .distinct()
                .toList();
        return admin.describeTopics(
                        names,
                        new DescribeTopicsOptions()
                                .includeAuthorizedOperations(true)
                                .timeoutMs(TIMEOUT_MS))
                .topicNameValues();
    }

    private Set<AclOperation> lackingOnTopic(AccessRule rule, KafkaFuture<TopicDescription> description)
            throws ExecutionException, InterruptedException {
        if (description == null) {
            return Set.of();
        }
        Optional<ApiException> refusal = refusal(description);
        if (refusal.isPresent()) {
            return refusal.get() instanceof UnknownTopicOrPartitionException
                    ? lackingOnNewTopic(rule)
                    : operations(rule);
        }
        Set<AclOperation> lacking = lacking(rule, description.get().authorizedOperations());
        lacking.remove(AclOperation.CREATE);
        return lacking;
    }

    private Set<AclOperation> lackingOnNewTopic(AccessRule rule) throws ExecutionException, InterruptedException {
        if (!rule.operations().contains(AclOperation.CREATE)) {
            return Set.of();
        }
        KafkaFuture<Void> creation = admin.createTopics(
                        List.of(new NewTopic(rule.name(), Optional.of(1), Optional.empty())),
                        new CreateTopicsOptions().validateOnly(true))
                .all();
        return refusal(creation)
                        .filter(AuthorizationException.class::isInstance)
                        .isPresent()
                ? EnumSet.of(AclOperation.CREATE)
                : Set.of();
    }

    private Set<AclOperation> lackingOnGroup(AccessRule rule) throws ExecutionException, InterruptedException {
        var description = admin.describeConsumerGroups(
                        List.of(rule.name()), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups()
                .get(rule.name());
        Optional<ApiException> refusal = refusal(description);
        if (refusal.isPresent()) {
            return refusal.get() instanceof AuthorizationException ? operations(rule) : Set.of();
        }
        return lacking(rule, description.get().authorizedOperations());
    }

    private Set<AclOperation> lackingOnTransactionalId(AccessRule rule)
            throws ExecutionException, InterruptedException {
        String id = rule.pattern() == PatternType.PREFIXED ? rule.name() + "access-check" : rule.name();
        return refusal(admin.describeTransactions(List.of(id)).description(id))
                        .filter(AuthorizationException.class::isInstance)
                        .isPresent()
                ? operations(rule)
                : Set.of();
    }

    /** The answer of a cluster that was reached and said no, as it also does for what does not exist. */
    private static Optional<ApiException> refusal(KafkaFuture<?> answer)
            throws ExecutionException, InterruptedException {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException refusal
                    && !(refusal instanceof TimeoutException)
                    && !(refusal instanceof AuthenticationException)) {
                return Optional.of(refusal);
            }
            throw e;
        }
    }

    private static Set<AclOperation> lacking(AccessRule rule, Set<AclOperation> allowed) {
        Set<AclOperation> lacking = operations(rule);
        if (allowed == null) {
            lacking.clear();
        } else {
            lacking.removeAll(allowed);
        }
        return lacking;
    }

    private static Set<AclOperation> operations(AccessRule rule) {
        return EnumSet.copyOf(rule.operations());
    }
}
