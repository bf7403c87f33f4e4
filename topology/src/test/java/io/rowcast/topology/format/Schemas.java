// SPDX-License-Identifier: Apache-2.0
package io.rowcast.topology.format;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** The schemas as the reference implementations see them. */
public final class Schemas {
    private static final Pattern FIELD = Pattern.compile(
            "^\\s+(optional )?(string|double|int64|int32|bool|Op) (\\w+) = (\\d+);$", Pattern.MULTILINE);
    private static final Pattern VALUE = Pattern.compile("^\\s+([A-Z]+) = (\\d+);$", Pattern.MULTILINE);

    private Schemas() {}

    public static Schema current(String name) {
        return new Schema.Parser().parse(text("/schemas/" + name));
    }

    public static String text(String resource) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }

    /**
     * A message of a schema text, which here has one message of simple fields and at most one enumeration. The compiler of
     * Protobuf is a binary for each platform, and only tests would need it.
     */
    public static Descriptor message(String text) throws DescriptorValidationException {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name(text, "message"));
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            FieldDescriptorProto.Builder proto = message.addFieldBuilder()
                    .setName(field.group(3))
                    .setNumber(Integer.parseInt(field.group(4)))
                    .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
            if (field.group(1) != null) {
                proto.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
                message.addOneofDeclBuilder().setName("_" + field.group(3));
            }
            switch (field.group(2)) {
                case "Op" -> proto.setTypeName("Op").setType(FieldDescriptorProto.Type.TYPE_ENUM);
                case "string" -> proto.setType(FieldDescriptorProto.Type.TYPE_STRING);
                case "double" -> proto.setType(FieldDescriptorProto.Type.TYPE_DOUBLE);
                case "int64" -> proto.setType(FieldDescriptorProto.Type.TYPE_INT64);
                case "int32" -> proto.setType(FieldDescriptorProto.Type.TYPE_INT32);
                default -> proto.setType(FieldDescriptorProto.Type.TYPE_BOOL);
            }
        }
        if (text.contains("enum Op {")) {
            EnumDescriptorProto.Builder op = message.addEnumTypeBuilder().setName("Op");
            Matcher value = VALUE.matcher(text.substring(text.indexOf("enum Op {")));
            while (value.find()) {
                op.addValueBuilder().setName(value.group(1)).setNumber(Integer.parseInt(value.group(2)));
            }
        }
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName(message.getName() + ".proto")
                .setSyntax("proto3")
                .addMessageType(message)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0])
                .getMessageTypes()
                .get(0);
    }

    private static String name(String text, String what) {
        Matcher name =
                Pattern.compile("^" + what + " (\\w+) \\{$", Pattern.MULTILINE).matcher(text);
        if (!name.find()) {
            throw new AssertionError("no " + what + " in " + text);
        }
        return name.group(1);
    }
}
