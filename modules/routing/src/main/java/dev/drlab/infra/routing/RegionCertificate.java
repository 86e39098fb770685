package dev.drlab.infra.routing;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.acm_certificate.AcmCertificate;
import com.hashicorp.cdktf.providers.aws.acm_certificate_validation.AcmCertificateValidation;
import com.hashicorp.cdktf.providers.aws.route53_record.Route53Record;
import java.util.List;
import software.constructs.Construct;

/**
 * The certificate of one region's balancer, for the region's own name and the failover name, proven by DNS records.
 *
 * <p>ACM asks for the same record for the same name in every region of an account, so both regions' certificates share
 * the failover name's record. Each region writes it, whoever comes first, and overwrites what is there: neither waits
 * for the other. The price: destroying one region's removes the record; the other's next plan creates it again. It must
 * do so before its certificate's next renewal.
 */
public final class RegionCertificate extends Construct {
    private static final int TTL_SECONDS = 300;

    private final AcmCertificate certificate;
    private final AcmCertificateValidation validation;

    /** Requests the certificate, writes the records and waits until it is issued. */
    public RegionCertificate(Construct scope, String id, RegionCertificateProps props) {
        super(scope, id);
        certificate = AcmCertificate.Builder.create(this, "certificate")
                // The common name has 64 octets at most (ACM API Reference, RequestCertificate).
                .domainName(props.failoverName())
                .subjectAlternativeNames(List.of(props.regionalName()))
                .validationMethod("DNS")
                // A listener cannot be without one.
                .lifecycle(TerraformResourceLifecycle.builder()
                        .createBeforeDestroy(true)
                        .build())
                .build();
        Route53Record regional = proof("regional-proof", props.hostedZoneId(), props.regionalName());
        Route53Record failover = proof("failover-proof", props.hostedZoneId(), props.failoverName());
        validation = AcmCertificateValidation.Builder.create(this, "validation")
                .certificateArn(certificate.getArn())
                .validationRecordFqdns(List.of(regional.getFqdn(), failover.getFqdn()))
                .build();
    }

    /** ARN of the certificate, known once it is issued: a listener that takes it waits for that. */
    public String getCertificateArn() {
        return validation.getCertificateArn();
    }

    private Route53Record proof(String id, String hostedZoneId, String domain) {
        return Route53Record.Builder.create(this, id)
                .zoneId(hostedZoneId)
                .name(option(domain, "resource_record_name"))
                .type(option(domain, "resource_record_type"))
                .records(List.of(option(domain, "resource_record_value")))
                .ttl(TTL_SECONDS)
                .allowOverwrite(true)
                .build();
    }

    /** By name, because the provider's set of options has no order that could be relied on. */
    private String option(String domain, String attribute) {
        return "${one([for o in %s.%s.domain_validation_options : o.%s if o.domain_name == \"%s\"])}"
                .formatted(AcmCertificate.TF_RESOURCE_TYPE, certificate.getFriendlyUniqueId(), attribute, domain);
    }
}
