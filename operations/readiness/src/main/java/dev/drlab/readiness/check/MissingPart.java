package dev.drlab.readiness.check;

/** The part that a check looks at does not exist; that is its finding. */
final class MissingPart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    MissingPart(Finding finding) {
        super(finding.what());
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
