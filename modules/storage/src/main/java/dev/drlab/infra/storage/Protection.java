package dev.drlab.infra.storage;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;

/** Keeps Terraform from destroying resources that hold state. */
public final class Protection {
    /** The longest that KMS allows, in days. */
    public static final int KEY_DELETION_WINDOW_DAYS = 30;

    private Protection() {}

    /** The lifecycle of a resource that no plan may destroy. */
    public static TerraformResourceLifecycle preventDestroy() {
        return TerraformResourceLifecycle.builder().preventDestroy(true).build();
    }

    /** The same, of a resource some of whose attributes are not Terraform's to change after its creation. */
    public static TerraformResourceLifecycle preventDestroyIgnoring(String... attributes) {
        return TerraformResourceLifecycle.builder()
                .preventDestroy(true)
                .ignoreChanges(List.of(attributes))
                .build();
    }
}
