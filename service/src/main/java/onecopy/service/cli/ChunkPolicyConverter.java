package onecopy.service.cli;

import onecopy.service.coordinator.ChunkPolicy;
import picocli.CommandLine.ITypeConverter;

/** Chunk policies by their labels. */
public final class ChunkPolicyConverter implements ITypeConverter<ChunkPolicy> {
    @Override
    public ChunkPolicy convert(String label) {
        return ChunkPolicy.ofLabel(label);
    }
}
