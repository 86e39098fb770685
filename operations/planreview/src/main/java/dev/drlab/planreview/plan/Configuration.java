package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Which provider, and so which region, each resource of a plan's configuration is of. */
final class Configuration {
    private final JsonNode configuration;
    private final List<Use> uses = new ArrayList<>();

    Configuration(JsonNode configuration) {
        this.configuration = configuration;
        collect(configuration.path("root_module"), "");
    }

    /** Of the provider {@code aws}; empty if there is none, or it comes from a variable. */
    String region() {
        return regionOf("aws");
    }

    /** Every resource and data source, those of modules included. */
    List<Use> uses() {
        return uses;
    }

    private void collect(JsonNode module, String prefix) {
        for (JsonNode resource : module.path("resources")) {
            Use use = new Use(
                    prefix + resource.path("address").asText(""),
                    resource.path("type").asText(""),
                    resource.path("provider_config_key").asText(""),
                    region(resource));
            // The backend "local" reads a file.
            if (!use.remoteState()
                    || !constant(resource.at("/expressions/backend")).equals("local")) {
                uses.add(use);
            }
        }
        module.path("module_calls")
                .properties()
                .forEach(call -> collect(call.getValue().path("module"), prefix + "module." + call.getKey() + "."));
    }

    /** Its own, which for another stack's state is that of the state's bucket, or else its provider's. */
    private String region(JsonNode resource) {
        JsonNode expressions = resource.path("expressions");
        if (resource.path("type").asText("").equals(Use.REMOTE_STATE)) {
            return constantText(
                    expressions.path("config").path("constant_value").path("region"));
        }
        return expressions.has("region")
                ? constant(expressions.path("region"))
                : regionOf(resource.path("provider_config_key").asText(""));
    }

    /** A module's key, such as {@code network:aws}, names the root's provider unless the module has its own. */
    private String regionOf(String provider) {
        JsonNode providers = configuration.path("provider_config");
        String inherited = provider.substring(provider.lastIndexOf(':') + 1);
        JsonNode found = providers.has(provider) ? providers.path(provider) : providers.path(inherited);
        return constant(found.path("expressions").path("region"));
    }

    private static String constant(JsonNode expression) {
        return constantText(expression.path("constant_value"));
    }

    /** CDKTF's references are constants too, in form: {@code "${var.region}"}. */
    private static String constantText(JsonNode value) {
        return value.isTextual() && !value.asText().contains("${") ? value.asText() : "";
    }
}
