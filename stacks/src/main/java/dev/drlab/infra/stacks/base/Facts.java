package dev.drlab.infra.stacks.base;

import com.hashicorp.cdktf.Fn;
import com.hashicorp.cdktf.Token;
import com.hashicorp.cdktf.providers.aws.data_aws_ssm_parameter.DataAwsSsmParameter;
import com.hashicorp.cdktf.providers.aws.ssm_parameter.SsmParameter;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The facts as one stack publishes and reads them: SSM parameters {@code /drlab/facts/ROLE/NAME}, where ROLE is the
 * region that the fact describes. A fact is published in each region where it is read, so no stack reads another's
 * state.
 */
public final class Facts {
    private final DrlabStack stack;

    Facts(DrlabStack stack) {
        this.stack = stack;
    }

    /** Publishes a text about the stack's own region, in that region. */
    public void publish(Fact fact, String value) {
        publishIn(stack.home(), fact, value);
    }

    /** Publishes a text about the stack's own region, in the region that has the role. */
    public void publishIn(Role region, Fact fact, String value) {
        requireSize(fact, 0);
        put(region, stack.home(), fact, value, "String");
    }

    /** Publishes a text about another region, in that region: it describes resources that this stack creates there. */
    public void publishFor(Role region, Fact fact, String value) {
        requireSize(fact, 0);
        put(region, region, fact, value, "String");
    }

    /** Publishes a list about the stack's own region, in that region. The items must not contain commas. */
    public void publish(Fact fact, List<String> values) {
        requireSize(fact, values.size());
        put(stack.home(), stack.home(), fact, Fn.join(",", values), "StringList");
    }

    /** Reads a text about the owner's region, from the stack's own region. */
    public String read(Role owner, Fact fact) {
        return readIn(stack.home(), owner, fact);
    }

    /** Reads a text about the owner's region, from the region that has the first role. */
    public String readIn(Role region, Role owner, Fact fact) {
        requireSize(fact, 0);
        return value(region, owner, fact);
    }

    /** Reads a list about the owner's region, from the stack's own region. */
    public List<String> readList(Role owner, Fact fact) {
        return readListIn(stack.home(), owner, fact);
    }

    /** Reads a list about the owner's region, from the region that has the first role. */
    public List<String> readListIn(Role region, Role owner, Fact fact) {
        List<String> items = Fn.split(",", value(region, owner, fact));
        return IntStream.range(0, fact.size())
                .mapToObj(i -> Token.asString(Fn.element(items, i)))
                .toList();
    }

    private String value(Role region, Role owner, Fact fact) {
        String id = id("fact", region, owner, fact);
        if (stack.getNode().tryFindChild(id) instanceof DataAwsSsmParameter existing) {
            return existing.getInsecureValue();
        }
        return DataAwsSsmParameter.Builder.create(stack, id)
                .name(stack.names().fact(owner, fact))
                .provider(stack.providerOf(region))
                .build()
                .getInsecureValue();
    }

    private void put(Role region, Role owner, Fact fact, String value, String type) {
        SsmParameter.Builder.create(stack, id("publish", region, owner, fact))
                .name(stack.names().fact(owner, fact))
                .description("For other stacks of drlab to read")
                .type(type)
                .insecureValue(value)
                .provider(stack.providerOf(region))
                .build();
    }

    private String id(String prefix, Role region, Role owner, Fact fact) {
        return prefix + "-" + owner.id() + "-" + fact.id() + (region == stack.home() ? "" : "-in-" + region.id());
    }

    private static void requireSize(Fact fact, int size) {
        if (fact.size() != size) {
            throw new IllegalArgumentException(
                    fact + " has " + fact.size() + " items (0: a text), but here are " + size);
        }
    }
}
