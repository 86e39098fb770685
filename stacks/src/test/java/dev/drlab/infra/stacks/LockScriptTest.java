package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stacks/lock} with a script instead of Terraform and the registry: it writes a complete lock file or none. */
@Timeout(60)
class LockScriptTest {
    private static final String WRITTEN = "stacks/terraform.lock.hcl";

    @TempDir
    private Path tree;

    private ScriptTree script;

    @BeforeEach
    void plant() throws IOException {
        script = new ScriptTree(tree, "stacks/lock");
        script.command(
                "stacks/synth",
                "mkdir -p '%1$s' && echo '{}' >'%1$s/cdk.tf.json'"
                        .formatted(tree.resolve("cdktf.out/stacks/PrimaryNetworkStack")));
    }

    @Test
    void writesTheChecksumsOfEveryPlatform() throws Exception {
        terraform("""
                for option in "$@"; do
                    case $option in -platform=*) echo "  \\"h1:${option#*=}\\"," >>.terraform.lock.hcl ;; esac
                done""");

        assertThat(script.run().exitCode()).isZero();
        assertThat(Files.readAllLines(tree.resolve(WRITTEN)))
                .containsExactly(
                        "  \"h1:linux_amd64\",",
                        "  \"h1:linux_arm64\",",
                        "  \"h1:darwin_amd64\",",
                        "  \"h1:darwin_arm64\",",
                        "  \"h1:windows_amd64\",");
    }

    @Test
    void keepsTheOldFileWhereTheRegistryCannotBeReached() throws Exception {
        Files.writeString(tree.resolve(WRITTEN), "as it was");
        terraform("echo 'Error: could not connect to registry: dial tcp: no such host' >&2; exit 1");

        ScriptTree.Result result = script.run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .contains("the registry of Terraform cannot be reached")
                .contains("no lock file was written");
        assertThat(Files.readString(tree.resolve(WRITTEN))).isEqualTo("as it was");
    }

    @Test
    void writesNoHalfFilledFile() throws Exception {
        terraform("echo '\"h1:linux_amd64\",' >.terraform.lock.hcl");

        ScriptTree.Result result = script.run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("checksums for 1 of 5 platforms");
        assertThat(tree.resolve(WRITTEN)).doesNotExist();
    }

    private void terraform(String body) throws IOException {
        script.command("bin/terraform", "[ $1 != version ] || { echo 'Terraform v1.11.4'; exit 0; }\n" + body);
    }
}
