package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;

/** The emulator moto behind its proxy, and the resources that exist in an account before the first stack. */
final class EmulatedCloud implements AutoCloseable {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final MotoServer moto;
    private final EmulatorProxy proxy;
    private final Functions functions;
    private final RdsInstances instances;
    private final HttpClient client = HttpClient.newHttpClient();

    private EmulatedCloud(MotoServer moto, EmulatorProxy proxy, Functions functions, RdsInstances instances) {
        this.moto = moto;
        this.proxy = proxy;
        this.functions = functions;
        this.instances = instances;
    }

    /** Starts emulator and proxy; their logs go to the directory. */
    static EmulatedCloud start(Path directory) throws IOException {
        MotoServer moto = MotoServer.start(directory);
        try {
            Functions functions = new Functions();
            RdsInstances instances = new RdsInstances();
            PolicySimulations simulations = new PolicySimulations();
            EmulatorProxy proxy = new EmulatorProxy(
                    moto.uri(), EmulatorGaps.all(instances, functions, simulations), directory.resolve("calls.log"));
            EmulatedCloud cloud = new EmulatedCloud(moto, proxy, functions, instances);
            simulations.of(new Account(cloud));
            return cloud;
        } catch (IOException | RuntimeException e) {
            moto.close();
            throw e;
        }
    }

    /** The endpoint of all services. */
    URI endpoint() {
        return proxy.uri();
    }

    /** From now on every call of an assumed role is checked for its right. */
    Enforcement enforce() {
        Enforcement rights = new Enforcement(new Account(this));
        proxy.enforce(rights);
        return rights;
    }

    /** The runner of the Lambda functions. */
    Functions functions() {
        return functions;
    }

    /** The database instances. */
    RdsInstances instances() {
        return instances;
    }

    /** Takes a region down: every call that is signed for it fails from now on. */
    void darken(String region) {
        proxy.darken(region);
    }

    /** Ends the outage of a region. */
    void lighten(String region) {
        proxy.lighten(region);
    }

    /** Calls that were signed for a region that was down. */
    List<String> callsToDarkRegions() {
        return proxy.callsToDarkRegions();
    }

    /** Gaps that no call has needed. */
    List<String> unusedGaps() {
        return proxy.unusedGaps();
    }

    /** Operations that neither the emulator nor a stub could answer. */
    List<String> unanswered() {
        return proxy.unanswered();
    }

    /** A client of the region's RDS; the caller closes it. */
    RdsClient rds(String region) {
        return RdsClient.builder()
                .region(Region.of(region))
                .endpointOverride(proxy.uri())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Makes a public hosted zone and returns its id. */
    String createHostedZone(String domain) throws IOException, InterruptedException {
        String answer = call(
                "us-east-1",
                "route53",
                "POST",
                "/2013-04-01/hostedzone",
                "",
                "<CreateHostedZoneRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Name>" + domain
                        + "</Name><CallerReference>" + domain + "</CallerReference></CreateHostedZoneRequest>");
        Matcher id = Pattern.compile("<Id>/hostedzone/([^<]+)</Id>").matcher(answer);
        if (!id.find()) {
            throw new IOException("no hosted zone: " + answer);
        }
        return id.group(1);
    }

    /** Puts an object, as bootstrap does with the agent's jar. */
    void putObject(String region, String bucket, String key, String content) throws IOException, InterruptedException {
        call(region, "s3", "PUT", "/" + bucket + "/" + key, "", content);
    }

    /** Calls an operation of a service with the JSON protocol. */
    ObjectNode json(String region, String service, String target, ObjectNode body)
            throws IOException, InterruptedException {
        return Json.object(call(region, service, "POST", "/", target, body.toString()));
    }

    /** Calls an operation of a service with the query protocol. */
    String query(String region, String service, String version, String action, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return call(region, service, "POST", "/", FORM, Account.form(version, action, parameters));
    }

    /** Posts with a REST protocol, and returns the response's body. */
    String post(String region, String service, String path, String body) throws IOException, InterruptedException {
        return call(region, service, "POST", path, "", body);
    }

    /** Reads with a REST protocol. */
    ObjectNode get(String region, String service, String path) throws IOException, InterruptedException {
        return Json.object(call(region, service, "GET", path, "", ""));
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.close();
        } finally {
            moto.close();
        }
    }

    private String call(String region, String service, String method, String path, String target, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(proxy.uri() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                // The signature has only the right form: the emulator does not check it.
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=emulator/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
                                .formatted(region, service));
        if (target.equals(FORM)) {
            request.header("Content-Type", FORM);
        } else if (!target.isEmpty()) {
            request.header("X-Amz-Target", target).header("Content-Type", "application/x-amz-json-1.1");
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(service + " " + method + path + " " + target + ": " + response.body());
        }
        return response.body();
    }
}
