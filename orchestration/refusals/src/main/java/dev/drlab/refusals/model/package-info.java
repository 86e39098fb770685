/** What the services' own models refuse, looked at in the SDK's request objects. */
package dev.drlab.refusals.model;
