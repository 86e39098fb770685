/** How the stand-ins take a call: the request held against the service's own model, and errors as the SDK raises them. */
package dev.drlab.lab.simulation.aws.call;
