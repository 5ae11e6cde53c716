package dev.undertone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class BuildVersion implements IVersionProvider {

    private static final String RESOURCE = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream stream = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (stream != null) {
                build.load(stream);
            }
        }
        return new String[] {"undertone " + build.getProperty("build.version", "of unknown build")};
    }
}
