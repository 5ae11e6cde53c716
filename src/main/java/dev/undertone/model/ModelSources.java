package dev.undertone.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where models come from: the program itself and a folder. Every call reads and verifies anew. */
final class ModelSources {

    private final @Nullable Path folder;
    private final Set<String> trusted;

    ModelSources(ModelSettings settings) {
        this.folder = settings.folder();
        this.trusted = settings.trustedManifests();
    }

    /**
     * Every model once, those of the program before those of the folder.
     *
     * @throws ModelException for the first that cannot be trusted; also where the folder has a version that the program
     *     has, with other contents
     */
    Collection<VerifiedModel> all() {
        List<ModelFiles> sources = new ArrayList<>(EmbeddedModels.list());
        if (folder != null) {
            sources.addAll(FolderModels.list(folder, false));
        }
        Map<String, VerifiedModel> verified = new TreeMap<>();
        for (ModelFiles source : sources) {
            VerifiedModel model = VerifiedModel.read(source, trusted);
            VerifiedModel other = verified.putIfAbsent(model.manifest().reference(), model);
            if (other != null && !other.manifestSha256().equals(model.manifestSha256())) {
                throw changed(model.manifest());
            }
        }
        return verified.values();
    }

    /**
     * The versions of a name that lie in the folder; none where there is no folder, or none of that name in it. The name
     * is only compared with what is there: whatever it is made of, it leads nowhere else.
     *
     * @throws ModelException for the first that cannot be trusted
     */
    List<VerifiedModel> inFolder(String name) {
        if (folder == null || !FolderModels.names(folder).contains(name)) {
            return List.of();
        }
        return FolderModels.list(folder, name).stream()
                .map(files -> VerifiedModel.read(files, trusted))
                .toList();
    }

    /** Whether the folder can be read and has a version of a name, of whatever contents. */
    boolean hasInFolder(String name) {
        try {
            return folder != null
                    && FolderModels.names(folder).contains(name)
                    && !FolderModels.versions(folder, name).isEmpty();
        } catch (ModelException e) {
            return false;
        }
    }

    static ModelException changed(ModelManifest manifest) {
        return new ModelException(
                ModelException.Fault.VERSION_CHANGED,
                "model %s is there with other contents; other contents need another version"
                        .formatted(manifest.reference()));
    }
}
