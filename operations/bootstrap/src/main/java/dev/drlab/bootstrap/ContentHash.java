package dev.drlab.bootstrap;

import dev.drlab.contract.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A SHA-256.
 *
 * @param hex 64 digits
 * @param base64 as Terraform's {@code source_code_hash} has it
 */
public record ContentHash(String hex, String base64) {
    /** Of one file. */
    public static ContentHash ofFile(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        add(digest, file);
        return of(digest);
    }

    /** Of files and their names, in the given order. */
    static ContentHash ofFiles(List<Path> files) throws IOException {
        MessageDigest digest = Sha256.digest();
        for (Path file : files) {
            digest.update((file.getFileName() + "\n" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
            add(digest, file);
        }
        return of(digest);
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static ContentHash of(MessageDigest digest) {
        byte[] hash = digest.digest();
        return new ContentHash(
                HexFormat.of().formatHex(hash), Base64.getEncoder().encodeToString(hash));
    }
}
