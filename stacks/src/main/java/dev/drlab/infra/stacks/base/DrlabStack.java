package dev.drlab.infra.stacks.base;

import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.TerraformOutput;
import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderDefaultTags;
import com.hashicorp.cdktf.providers.aws.provider.AwsProviderIgnoreTags;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.config.StateLocation;
import dev.drlab.infra.statebackend.StateBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stack with a home region: its default provider and its Terraform state are there. Stacks that need another region
 * get a further provider from {@link #providerOf} or {@link #globalProvider}.
 */
public abstract class DrlabStack extends TerraformStack {
    /** Tag of the active database, value {@code true}. The state machines set it; Terraform ignores it. */
    public static final String ACTIVE_TAG = "drlab:active";

    /**
     * Exactly the tested version. From 5.31 on the provider recognizes a database that was rebuilt under its
     * identifier; the bindings ask for 5.23.1. The reason to stay below 6 is in docs/decisions/0001-cdktf.md.
     */
    private static final String PROVIDER_VERSION = "5.100.0";
    /** 1.10.0 is the first version with lock files in S3. */
    private static final String TERRAFORM_VERSION = ">= 1.10.0, < 2.0.0";

    /** Directory of local state, relative to cdktf.out/stacks/NAME, where Terraform runs. It is beside cdktf.out. */
    private static final String LOCAL_STATE = "../../../state";

    private final Deployment deployment;
    private final Role home;
    private final Facts facts;
    private Optional<String> leftOut = Optional.empty();

    /**
     * @param id the stack's name
     * @param home the role of the region that holds its resources and state
     */
    protected DrlabStack(Deployment deployment, String id, Role home) {
        super(deployment.app(), id);
        this.deployment = deployment;
        this.home = home;
        addOverride("terraform.required_version", TERRAFORM_VERSION);
        addOverride("terraform.required_providers.aws.version", PROVIDER_VERSION);
        provider("aws", config().region(home), null);
        backend().attach(this, id);
        this.facts = new Facts(this);
    }

    /** The configuration. */
    protected final LabConfig config() {
        return deployment.config();
    }

    /** The names that follow from the configuration. */
    protected final Names names() {
        return deployment.names();
    }

    /** The role of the stack's region. */
    protected final Role home() {
        return home;
    }

    /** Code of the stack's region. */
    protected final String region() {
        return config().region(home);
    }

    /** The stack's facts. */
    protected final Facts facts() {
        return facts;
    }

    /**
     * ARN of the peer's key. With one multi-region key the primary's stacks derive it from their own key's ARN, as they
     * may be deployed before the peer exists. Otherwise it is read in the peer's region.
     */
    protected final String peerKeyArn() {
        Role peer = home.peer();
        if (home == Role.SECONDARY) {
            return facts.read(peer, Fact.KEY_ARN);
        }
        if (!config().multiRegionKms()) {
            return facts.readIn(peer, peer, Fact.KEY_ARN);
        }
        return Fn.replace(facts.read(home, Fact.KEY_ARN), ":" + region() + ":", ":" + config().region(peer) + ":");
    }

    /** The provider for the region that has the role; for the home region that is the default provider. */
    protected final TerraformProvider providerOf(Role role) {
        String alias = role == home ? null : role.id();
        return provider(alias == null ? "aws" : "aws-" + alias, config().region(role), alias);
    }

    /** A provider of us-east-1, where Route 53's metrics are. */
    protected final TerraformProvider globalProvider() {
        return provider("aws-global", Names.GLOBAL_REGION, "global");
    }

    /** Adds a Terraform output. */
    protected final void output(String name, String value, String description) {
        TerraformOutput.Builder.create(this, name)
                .value(value)
                .description(description)
                .staticId(true)
                .build();
    }

    /**
     * Reports an optional part that the configuration leaves out, in the plan's outputs and at synthesis. Called once a
     * stack at most.
     */
    protected final void missing(String sentence) {
        output("missing", sentence, "What the configuration leaves out");
        leftOut = Optional.of(sentence);
    }

    /** The sentence about the optional part that the configuration leaves out of this stack; empty if none. */
    public final Optional<String> leftOut() {
        return leftOut;
    }

    /** The tags that a stack's providers give to every resource. */
    public final SortedMap<String, String> defaultTagsOf(String stackId) {
        SortedMap<String, String> tags =
                new TreeMap<>(Map.of("Project", names().project(), "ManagedBy", "drlab", "Stack", stackId));
        tags.put("Environment", config().ownership().environment());
        config().ownership().costCentre().ifPresent(centre -> tags.put("CostCentre", centre));
        return tags;
    }

    private StateBackend backend() {
        return config().stateBackend() == StateLocation.LOCAL
                ? new StateBackend.OnDisk(LOCAL_STATE)
                : new StateBackend.InBucket(names().bucket(home, "tfstate"), region(), names().stateKeyAlias());
    }

    private TerraformProvider provider(String id, String region, String alias) {
        if (getNode().tryFindChild(id) instanceof AwsProvider existing) {
            return existing;
        }
        AwsProvider.Builder builder = AwsProvider.Builder.create(this, id)
                .region(region)
                .allowedAccountIds(List.of(config().accountId()))
                .ignoreTags(List.of(AwsProviderIgnoreTags.builder()
                        .keys(List.of(ACTIVE_TAG))
                        .build()))
                .defaultTags(List.of(AwsProviderDefaultTags.builder()
                        .tags(defaultTagsOf(getNode().getId()))
                        .build()));
        if (alias != null) {
            builder.alias(alias);
        }
        return builder.build();
    }
}
