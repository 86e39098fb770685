package dev.drlab.data;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;

/** Lifecycles that keep Terraform from destroying what holds state. */
final class Protection {
    private Protection() {}

    static TerraformResourceLifecycle preventDestroy() {
        return TerraformResourceLifecycle.builder().preventDestroy(true).build();
    }

    static TerraformResourceLifecycle preventDestroyIgnoring(String... attributes) {
        return TerraformResourceLifecycle.builder()
                .preventDestroy(true)
                .ignoreChanges(List.of(attributes))
                .build();
    }
}
