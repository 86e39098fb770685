package dev.drlab.service.forwarding;

import dev.drlab.service.request.RequestDeadline;

/** The peer region's service, to which requests are forwarded. */
public interface PeerService {
    /**
     * Passes {@code request} on, signed, and returns the peer's answer whatever its status.
     *
     * @param request with a target that is a URI reference in ASCII
     * @param timeLimit the client's time limit; the peer is told the rest of it
     * @throws PeerUnavailableException when there was no answer in time
     */
    ForwardResponse forward(ForwardRequest request, RequestDeadline timeLimit) throws PeerUnavailableException;
}
