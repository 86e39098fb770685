package dev.drlab.infra.statebackend;

import com.hashicorp.cdktf.LocalBackend;
import com.hashicorp.cdktf.LocalBackendConfig;
import com.hashicorp.cdktf.S3Backend;
import com.hashicorp.cdktf.S3BackendConfig;
import com.hashicorp.cdktf.TerraformStack;
import dev.drlab.infra.common.Require;

/** Where stacks keep their state: gives each stack that it is attached to its backend. */
public sealed interface StateBackend {
    /**
     * Gives a stack its backend; once for each.
     *
     * @param name of the state, unique in the backend; usually the stack's
     */
    void attach(TerraformStack stack, String name);

    /**
     * A region's bucket.
     *
     * @param kmsAlias alias of the bucket's key: an {@code encrypt} without it asks S3 for its own keys instead
     */
    record InBucket(String bucket, String region, String kmsAlias) implements StateBackend {
        /** @throws IllegalArgumentException if a part is empty, or the alias lacks its prefix */
        public InBucket {
            Require.text("bucket", bucket);
            Require.text("region", region);
            Require.prefixed("kmsAlias", kmsAlias, "alias/");
        }

        /** Locks with a lock file, which CDKTF has no field for. No role: Terraform 1.11 rejects CDKTF's argument. */
        @Override
        public void attach(TerraformStack stack, String name) {
            new S3Backend(
                    stack,
                    S3BackendConfig.builder()
                            .bucket(bucket)
                            .region(region)
                            .key(name + ".tfstate")
                            .encrypt(true)
                            .kmsKeyId(kmsAlias)
                            .build());
            stack.addOverride("terraform.backend.s3.use_lockfile", true);
        }
    }

    /**
     * Files on this machine, for trials and tests.
     *
     * @param directory as Terraform sees it from {@code cdktf.out/stacks/<stack>}; relative keeps synthesis reproducible
     */
    record OnDisk(String directory) implements StateBackend {
        /** @throws IllegalArgumentException if the directory is empty */
        public OnDisk {
            Require.text("directory", directory);
        }

        @Override
        public void attach(TerraformStack stack, String name) {
            new LocalBackend(
                    stack,
                    LocalBackendConfig.builder()
                            .path(directory + "/" + name + ".tfstate")
                            .build());
        }
    }
}
