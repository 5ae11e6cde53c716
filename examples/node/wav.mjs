/** The chunks "fmt " and "data" of a RIFF file. */
export function readWav(bytes) {
  let format = null;
  for (let at = 12; at + 8 <= bytes.length; at += 8 + bytes.readUInt32LE(at + 4) + bytes.readUInt32LE(at + 4) % 2) {
    const name = bytes.toString('latin1', at, at + 4);
    if (name === 'fmt ') format = at + 8;
    if (name === 'data' && format !== null) {
      if (bytes.readUInt16LE(format + 14) !== 16) throw new Error('expected 16 bits a sample');
      return {
        channels: bytes.readUInt16LE(format + 2),
        sampleRateHz: bytes.readUInt32LE(format + 4),
        samples: bytes.subarray(at + 8, at + 8 + bytes.readUInt32LE(at + 4)),
      };
    }
  }
  throw new Error('expected a WAV file');
}
