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
            String provider = resource.path("provider_config_key").asText("");
            String own = constant(resource.path("expressions").path("region"));
            uses.add(new Use(
                    prefix + resource.path("address").asText(""),
                    resource.path("type").asText(""),
                    provider,
                    own.isEmpty() ? regionOf(provider) : own));
            JsonNode remote = resource.path("expressions").path("config");
            if (resource.path("type").asText().equals("terraform_remote_state") && remote.has("constant_value")) {
                uses.set(
                        uses.size() - 1,
                        new Use(
                                prefix + resource.path("address").asText(""),
                                "terraform_remote_state",
                                provider,
                                remote.path("constant_value").path("region").asText("")));
            }
        }
        module.path("module_calls")
                .properties()
                .forEach(call -> collect(call.getValue().path("module"), prefix + "module." + call.getKey() + "."));
    }

    /** A module's key, such as {@code network:aws}, names the root's provider unless the module has its own. */
    private String regionOf(String provider) {
        JsonNode providers = configuration.path("provider_config");
        String inherited = provider.substring(provider.lastIndexOf(':') + 1);
        JsonNode found = providers.has(provider) ? providers.path(provider) : providers.path(inherited);
        return constant(found.path("expressions").path("region"));
    }

    /** CDKTF's references are constants too, in form: {@code "${var.region}"}. */
    private static String constant(JsonNode expression) {
        JsonNode value = expression.path("constant_value");
        return value.isTextual() && !value.asText().contains("${") ? value.asText() : "";
    }
}
