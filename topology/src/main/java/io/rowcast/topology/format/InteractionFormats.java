// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The formats of interaction events by their names. */
public final class InteractionFormats {
    public static final String CONFIG = "interactions.format";

    /** Rowcast's own, which needs no {@link InteractionFormat}: {@link io.rowcast.topology.serde.InteractionJson}. */
    public static final String JSON = "json";

    private InteractionFormats() {}

    /**
     * Makes a format and configures it.
     *
     * @param name pointers, cloudevents, debezium, avro, protobuf, or the name of a class
     * @throws ConfigException naming the key, if there is no such format or it refuses its settings
     */
    public static InteractionFormat create(String name, Map<String, String> settings) {
        InteractionFormat format = switch (name) {
            case "pointers" -> new PointersFormat();
            case "cloudevents" -> new CloudEventsFormat();
            case "debezium" -> new DebeziumFormat();
            case "avro" -> new AvroFormat();
            case "protobuf" -> new ProtobufFormat();
            default -> ofClass(name);
        };
        format.configure(settings);
        return format;
    }

    private static InteractionFormat ofClass(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(InteractionFormat.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    CONFIG,
                    name,
                    "is none of json, pointers, cloudevents, debezium, avro and protobuf, nor a class on the class path");
        } catch (ClassCastException e) {
            throw new ConfigException(CONFIG, name, "is not an " + InteractionFormat.class.getName());
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigException(
                    CONFIG, name, "cannot be made by a public constructor without parameters: " + cause);
        }
    }
}
