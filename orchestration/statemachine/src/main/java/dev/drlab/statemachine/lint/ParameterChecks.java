package dev.drlab.statemachine.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.Finding;
import dev.drlab.statemachine.aws.AwsService;
import dev.drlab.statemachine.aws.SdkOperation;
import dev.drlab.statemachine.aws.SdkShape;
import dev.drlab.statemachine.model.TaskResource;
import dev.drlab.statemachine.model.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Arguments fit the operation's request class, as far as they are written out rather than computed. */
final class ParameterChecks {
    private final List<Finding> findings;

    ParameterChecks(List<Finding> findings) {
        this.findings = findings;
    }

    void check(String path, TaskResource.SdkCall call, Template arguments) {
        AwsService.named(call.service())
                .flatMap(service -> SdkOperation.find(service, call.action()))
                .ifPresent(operation -> {
                    SdkShape request = SdkShape.of(operation.requestType());
                    object(path, request, arguments);
                    tokens(path, request, arguments);
                });
    }

    /**
     * The SDKs fill a token for idempotency in where it is left out. Nothing says that Step Functions does, and Secrets
     * Manager refuses a call without: https://github.com/localstack/localstack/pull/8308
     */
    private void tokens(String path, SdkShape request, Template arguments) {
        if (arguments instanceof Template.Fields given) {
            request.fields().forEach((name, field) -> {
                if (field.containsTrait(DefaultValueTrait.class)
                        && !given.fields().containsKey(name)) {
                    findings.add(new Finding(
                            path, LintRules.TOKEN, "only the SDKs fill " + name + " in: give {% $uuid() %}"));
                }
            });
        }
    }

    private void object(String path, SdkShape shape, Template template) {
        if (template instanceof Template.Computed) {
            return;
        }
        if (!(template instanceof Template.Fields fields)) {
            wrongType(path, "an object");
            return;
        }
        fields.fields().forEach((name, value) -> {
            Optional<SdkField<?>> field = shape.field(name);
            if (field.isPresent()) {
                value(path + "." + name, field.get(), value);
            } else {
                findings.add(new Finding(
                        path + "." + name,
                        LintRules.PARAMETER,
                        "there is no parameter " + name
                                + shape.closest(name)
                                        .map(right -> "; it is spelt " + right)
                                        .orElse("")));
            }
        });
    }

    private void value(String path, SdkField<?> field, Template template) {
        MarshallingType<?> type = field.marshallingType();
        if (template instanceof Template.Computed || isNull(template)) {
            return;
        }
        if (type == MarshallingType.SDK_POJO) {
            object(path, SdkShape.ofNested(field), template);
        } else if (type == MarshallingType.LIST) {
            list(path, field, template);
        } else if (type == MarshallingType.MAP) {
            map(path, field, template);
        } else if (!(template instanceof Template.Literal literal) || !fits(type, literal.value())) {
            wrongType(path, "of the type " + type);
        }
    }

    private void list(String path, SdkField<?> field, Template template) {
        if (template instanceof Template.Items items) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            for (int i = 0; i < items.items().size(); i++) {
                value(path + "[" + i + "]", member, items.items().get(i));
            }
        } else {
            wrongType(path, "an array");
        }
    }

    private void map(String path, SdkField<?> field, Template template) {
        if (template instanceof Template.Fields fields) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            for (Map.Entry<String, Template> entry : fields.fields().entrySet()) {
                value(path + "." + entry.getKey(), member, entry.getValue());
            }
        } else {
            wrongType(path, "an object");
        }
    }

    private static boolean isNull(Template template) {
        return template instanceof Template.Literal literal && literal.value().isNull();
    }

    private static boolean fits(MarshallingType<?> type, JsonNode value) {
        if (type == MarshallingType.BOOLEAN) {
            return value.isBoolean();
        }
        if (type == MarshallingType.INTEGER || type == MarshallingType.LONG || type == MarshallingType.SHORT) {
            return value.isIntegralNumber();
        }
        boolean text =
                type == MarshallingType.STRING || type == MarshallingType.INSTANT || type == MarshallingType.SDK_BYTES;
        return text ? value.isTextual() : value.isNumber();
    }

    private void wrongType(String path, String what) {
        findings.add(new Finding(path, LintRules.PARAMETER_TYPE, "must be " + what + ", or an expression"));
    }
}
