package dev.undertone.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The borders of the packages: data moves one way, and each outside library has its rooms. */
class ArchitectureTest {

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.undertone");

    /** Library root package to the packages of ours that may use it. */
    private static final Map<String, String[]> STAYS_IN =
            Map.ofEntries(
                    Map.entry("be.tarsos..", new String[] {"..dsp..", "..frame.."}),
                    Map.entry("org.bytedeco..", new String[] {"..audio.."}),
                    Map.entry("ai.djl..", new String[] {"..undertone.model..", "..training.."}),
                    Map.entry("ai.onnxruntime..", new String[] {"..undertone.model.."}),
                    Map.entry("org.tribuo..", new String[] {"..training.export.."}),
                    Map.entry("de.bwaldvogel..", new String[] {"..training.vector.."}),
                    Map.entry("org.knowm.xchart..", new String[] {"..training.reproduction.."}),
                    Map.entry(
                            "com.google.protobuf..",
                            new String[] {"..training.export..", "..undertone.grpc.."}),
                    Map.entry("com.google.rpc..", new String[] {"..undertone.grpc.."}),
                    Map.entry("io.grpc..", new String[] {"..undertone.grpc.."}),
                    Map.entry("io.netty..", new String[] {"..undertone.grpc.."}),
                    Map.entry(
                            "org.springframework..",
                            new String[] {"..web..", "..observability..", "..app.."}),
                    Map.entry("io.micrometer..", new String[] {"..observability..", "..app.."}),
                    Map.entry("io.opentelemetry..", new String[] {"..observability.."}),
                    Map.entry("ch.qos.logback..", new String[] {"..observability.."}),
                    Map.entry("jakarta.servlet..", new String[] {"..web..", "..app.."}),
                    Map.entry("io.github.bucket4j..", new String[] {"..web..", "..live.."}),
                    Map.entry("com.github.benmanes..", new String[] {"..web.."}),
                    Map.entry("picocli..", new String[] {"..cli..", "..spark.."}),
                    Map.entry("me.tongfei..", new String[] {"..cli.."}),
                    Map.entry(
                            "org.apache.commons.math3..",
                            new String[] {"..evaluation..", "..training.."}),
                    Map.entry(
                            "de.siegmar.fastcsv..",
                            new String[] {
                                "..evaluation..", "..training..", "..cli..", "..batch.."
                            }),
                    Map.entry("org.apache.parquet..", new String[] {"..batch.."}),
                    Map.entry("org.apache.hadoop..", new String[] {"..batch..", "..spark.."}),
                    Map.entry("org.apache.spark..", new String[] {"..spark.."}));

    /** Package to the packages of ours that it may use. */
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static Map<String, Set<String>> mayUse() {
        Set<String> stations = Set.of("dsp", "audio", "frame", "feature", "normalization", "model");
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("dsp", Set.of());
        table.put("audio", Set.of("dsp"));
        table.put("frame", Set.of("dsp", "audio"));
        table.put("feature", Set.of("dsp", "audio", "frame"));
        table.put("normalization", Set.of("feature"));
        table.put("model", Set.of("feature", "normalization"));
        table.put("segmentation", Set.of("dsp", "audio", "frame", "feature"));
        table.put("recognition", plus(stations, "segmentation"));
        table.put("live", Set.of("audio", "feature", "model", "segmentation", "recognition"));
        table.put("annotation", Set.of("recognition"));
        table.put("batch", Set.of("audio", "model", "recognition"));
        table.put("spark", Set.of("model", "recognition", "batch"));
        table.put("load", Set.of());
        table.put("evaluation", Set.of());
        table.put("training", plus(stations, "evaluation"));
        table.put("access", Set.of());
        table.put("web", Set.of("recognition", "annotation", "live", "access"));
        table.put("grpc", Set.of("audio", "recognition", "live"));
        table.put("observability", Set.of("recognition", "model", "live"));
        table.put(
                "app",
                plus(stations, "recognition", "live", "access", "web", "grpc", "observability"));
        table.put(
                "cli",
                plus(
                        stations,
                        "recognition",
                        "annotation",
                        "batch",
                        "load",
                        "evaluation",
                        "training",
                        "access",
                        "app"));
        return table;
    }

    private static Set<String> plus(Set<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    @Test
    void packages_dataMovesOneWay() {
        LayeredArchitecture architecture =
                layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String layer : MAY_USE.keySet()) {
            architecture = architecture.layer(layer).definedBy("dev.undertone." + layer + "..");
        }
        for (Map.Entry<String, Set<String>> layer : MAY_USE.entrySet()) {
            var where = architecture.whereLayer(layer.getKey());
            architecture =
                    layer.getValue().isEmpty()
                            ? where.mayNotAccessAnyLayer()
                            : where.mayOnlyAccessLayers(layer.getValue().toArray(String[]::new));
        }
        architecture.withOptionalLayers(true).check(MAIN);
    }

    @Test
    void packages_areAllInTheTable() {
        Set<String> packages =
                MAIN.stream()
                        .map(type -> type.getPackageName().split("\\.")[2])
                        .collect(Collectors.toSet());
        assertThat(MAY_USE.keySet()).containsAll(packages);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.undertone.(*)..").should().beFreeOfCycles().check(MAIN);
        slices().matching("dev.undertone.training.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void packages_haveNoFurnitureNames() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Data|Info)")
                .orShould()
                .resideInAnyPackage("..util..", "..common..")
                .check(MAIN);
    }

    @TestFactory
    Stream<DynamicTest> libraries_stayInTheirRooms() {
        return STAYS_IN.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () ->
                                                staysIn(entry.getKey(), entry.getValue())
                                                        .check(MAIN)));
    }

    private static ArchRule staysIn(String library, String[] rooms) {
        return noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(rooms)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .allowEmptyShould(true);
    }
}
