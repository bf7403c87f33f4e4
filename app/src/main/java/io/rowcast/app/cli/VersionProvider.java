// SPDX-License-Identifier: Apache-2.0
package io.rowcast.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the application, from the manifest of its jar. */
final class VersionProvider implements IVersionProvider {

    static String version() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"rowcast " + version()};
    }
}
