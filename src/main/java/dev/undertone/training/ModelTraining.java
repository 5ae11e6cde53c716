package dev.undertone.training;

import dev.undertone.evaluation.LabelledClip;
import dev.undertone.evaluation.ScoredClips;
import dev.undertone.evaluation.SpeakerFolds;
import dev.undertone.evaluation.SpeakerSplit;
import dev.undertone.model.ModelLayout;
import dev.undertone.training.corpus.Corpus;
import dev.undertone.training.corpus.CorpusRecipe;
import dev.undertone.training.export.OnnxExporter;
import dev.undertone.training.network.EmotionNetwork;
import dev.undertone.training.release.Evidence;
import dev.undertone.training.release.ModelFolder;
import dev.undertone.training.release.SystemCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole way from corpus folders to a model folder: one run per seed without the test speakers, whose figures go into the
 * card, then one run on everybody, whose weights are released. Finished runs are not repeated.
 */
public final class ModelTraining {

    private static final String RESULT = "result.json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter RESULT_WRITER = JSON.writerWithDefaultPrettyPrinter();

    private final TrainingPlan plan;
    private final TrainingListener listener;

    /** A training by plan; the listener follows every run. */
    public ModelTraining(TrainingPlan plan, TrainingListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Trains, evaluates and, unless validation speakers were asked for, releases.
     *
     * @return one result per seed
     * @throws IOException if a corpus cannot be read or a result cannot be written
     */
    public List<ExperimentResult> run() throws IOException {
        Corpus corpus = CorpusRecipe.readAny(plan.corpus());
        List<Corpus> all = new ArrayList<>(List.of(corpus));
        for (Path folder : plan.additional()) {
            all.add(CorpusRecipe.readAny(folder));
        }
        SpeakerFolds folds = SpeakerFolds.ofClips(known(corpus.clips()));
        SortedSet<String> additional = speakers(all.subList(1, all.size()));
        SpeakerSplit split = split(folds);
        listener.onLoading(all);
        List<LabelledClip> clips =
                known(all.stream().flatMap(one -> one.clips().stream()).toList());
        List<TrainingUtterance> utterances =
                new UtteranceLoader(plan.recipe().layout(), plan.recipe().renditions()).load(clips);
        List<ExperimentResult> results = new ArrayList<>();
        for (int seed : plan.seeds()) {
            Experiment experiment =
                    new Experiment(plan.recipe(), seed, split, additional, plan.start());
            results.add(figures(experiment, utterances));
        }
        if (!plan.choosing()) {
            release(
                    new TreeSet<>(folds.speakers()),
                    additional,
                    utterances,
                    evidence(corpus.name()),
                    all);
        }
        return results;
    }

    /** With validation speakers the run is for choosing, and the test speakers stay unseen. */
    private SpeakerSplit split(SpeakerFolds folds) {
        SpeakerSplit split = folds.split(plan.testFold(), plan.validationSpeakers());
        return plan.choosing()
                ? new SpeakerSplit(split.training(), split.validation(), new TreeSet<>())
                : split;
    }

    private ExperimentResult figures(Experiment experiment, List<TrainingUtterance> utterances)
            throws IOException {
        Path folder = figuresFolder(experiment.seed());
        Path file = folder.resolve(RESULT);
        if (Files.exists(file)) {
            return finished(file, experiment);
        }
        ExperimentResult result =
                experiment.run(
                        utterances, plan.labels(), folder, listener, (network, outcome) -> outcome);
        Files.write(file, RESULT_WRITER.writeValueAsBytes(result));
        return result;
    }

    /** A result under the same name but of another recipe would be another model's figures. */
    private static ExperimentResult finished(Path file, Experiment experiment) throws IOException {
        ExperimentResult result = JSON.readValue(Files.readAllBytes(file), ExperimentResult.class);
        if (!result.recipe().equals(experiment.recipe()) || result.seed() != experiment.seed()) {
            throw new IOException(
                    "expected a result of %s, seed %d, but %s is of %s, seed %d"
                            .formatted(
                                    experiment.recipe(),
                                    experiment.seed(),
                                    file,
                                    result.recipe(),
                                    result.seed()));
        }
        return result;
    }

    private void release(
            SortedSet<String> speakers,
            SortedSet<String> additional,
            List<TrainingUtterance> utterances,
            Evidence evidence,
            List<Corpus> corpora)
            throws IOException {
        SpeakerSplit everybody = new SpeakerSplit(speakers, new TreeSet<>(), new TreeSet<>());
        int seed = plan.seeds().get(0);
        Experiment experiment =
                new Experiment(plan.recipe(), seed, everybody, additional, plan.start());
        experiment.run(
                utterances,
                plan.labels(),
                runFolder("everybody-seed" + seed),
                listener,
                (network, outcome) ->
                        write(
                                network,
                                outcome,
                                evidence,
                                corpora.stream().map(Corpus::name).toList()));
    }

    /** What the runs of all seeds said of the test fold. */
    private Evidence evidence(String corpus) throws IOException {
        List<ScoredClips> test = new ArrayList<>();
        for (int seed : plan.seeds()) {
            test.add(new RunScores(figuresFolder(seed)).test(RunScores.Weights.LAST));
        }
        return new Evidence(
                corpus,
                "unseen speakers: fold %d of 5".formatted(plan.testFold()),
                plan.seeds(),
                List.of(),
                test);
    }

    private Path write(
            EmotionNetwork network,
            ExperimentResult outcome,
            Evidence evidence,
            List<String> corpora)
            throws IOException {
        RecipeTexts texts = new RecipeTexts(outcome, plan);
        ModelFolder folder =
                new ModelFolder(
                        plan.name(),
                        plan.version(),
                        plan.labels(),
                        new ModelLayout(plan.recipe().layout(), null),
                        corpora,
                        plan.commit(),
                        outcome.seed());
        String card =
                new SystemCard(
                                plan.name() + " " + plan.version(),
                                texts.what(),
                                evidence,
                                texts.weights(),
                                texts.training(corpora),
                                corpora)
                        .text();
        return folder.write(plan.models(), OnnxExporter.bytes(network), null, evidence, card);
    }

    private Path figuresFolder(int seed) {
        return runFolder(
                "fold%d-%s-seed%d"
                        .formatted(plan.testFold(), plan.choosing() ? "validation" : "test", seed));
    }

    private Path runFolder(String run) {
        return plan.runs().resolve(plan.name() + "-" + plan.version()).resolve(run);
    }

    private List<LabelledClip> known(List<LabelledClip> clips) {
        return clips.stream().filter(clip -> plan.labels().contains(clip.emotion())).toList();
    }

    private SortedSet<String> speakers(List<Corpus> corpora) {
        SortedSet<String> speakers = new TreeSet<>();
        for (Corpus corpus : corpora) {
            known(corpus.clips()).forEach(clip -> speakers.add(clip.speaker()));
        }
        return speakers;
    }
}
