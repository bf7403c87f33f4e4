// SPDX-License-Identifier: Apache-2.0
package io.rowcast.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The access rules that {@code rowcast topics} prints, and nothing else. */
final class PrintedRules {
    private PrintedRules() {}

    /**
     * One rule as printed.
     *
     * @param role the placeholder of the principal, such as {@code application}
     */
    record Rule(String role, ResourcePattern resource, List<AclOperation> operations) {

        /** The rule for a user, with some of its operations. */
        List<AclBinding> granting(String user, List<AclOperation> some) {
            return some.stream()
                    .map(operation -> new AclBinding(
                            resource, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)))
                    .toList();
        }

        List<AclBinding> granting(String user) {
            return granting(user, operations);
        }

        /** A name for a user that has all rules of its role but this. */
        String without() {
            return role + "-without-" + resource.resourceType() + "-" + resource.name() + "-" + operations.get(0);
        }

        @Override
        public String toString() {
            return role + " " + resource.resourceType() + " " + resource.name();
        }
    }

    static List<Rule> of(Path directory, String applicationId) throws JsonProcessingException {
        String printed = Command.run("topics", "--application-id", applicationId, "--format", "json");
        List<Rule> rules = new ArrayList<>();
        for (JsonNode acl : new ObjectMapper().readTree(printed).get("acls")) {
            List<AclOperation> operations = new ArrayList<>();
            acl.get("operations").forEach(operation -> operations.add(AclOperation.valueOf(operation.asText())));
            rules.add(new Rule(
                    acl.get("principal").asText().replaceAll("User:<(.*)>", "$1"),
                    new ResourcePattern(
                            ResourceType.valueOf(upper(acl.get("resource_type"))),
                            acl.get("resource_name").asText(),
                            PatternType.valueOf(upper(acl.get("pattern_type")))),
                    List.copyOf(operations)));
        }
        return rules;
    }

    private static String upper(JsonNode word) {
        return word.asText().toUpperCase(Locale.ROOT);
    }
}
