// Streams a WAV file (16-bit PCM) as fast as it would be spoken, and prints what the service tells, one JSON a line.
//
//   npm install && node stream.mjs call.wav ws://localhost:8080/v1/stream
//
// UNDERTONE_KEY is the key where the service asks for one. Exit code: 0 for an answered stream, 1 otherwise.
import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import {WebSocket} from 'ws';
import {readWav} from './wav.mjs';

const SLICE_MS = 100;
const MOST_UNSENT_BYTES = 256000; // more than this waits: the service asks us to pause, or the line is slow

const [file, address = 'ws://localhost:8080/v1/stream'] = process.argv.slice(2);
if (!file) {
  console.error('usage: node stream.mjs FILE.wav [ws://HOST:PORT/v1/stream]');
  process.exit(2);
}
const {sampleRateHz, channels, samples} = readWav(await readFile(file));
const key = process.env.UNDERTONE_KEY;
const socket = new WebSocket(address, {headers: key ? {Authorization: `Bearer ${key}`} : {}});
process.exitCode = 1;

socket.on('open', async () => {
  say({type: 'start', encoding: 'pcm_s16le', sampleRateHz, channels});
  // Audio may follow at once; there is no need to wait for 'ready'.
  const slice = Math.round(sampleRateHz * SLICE_MS / 1000) * 2 * channels;
  for (let from = 0; from < samples.length && socket.readyState === WebSocket.OPEN; from += slice) {
    while (socket.bufferedAmount > MOST_UNSENT_BYTES) await sleep(SLICE_MS);
    socket.send(samples.subarray(from, from + slice));
    await sleep(SLICE_MS);
  }
  say({type: 'finish'});
});
socket.on('message', data => {
  const message = JSON.parse(data);
  if (message.type === 'bye' && message.code === 1000) process.exitCode = 0;
  console.log(JSON.stringify(message));
});
// Refused before it began, for example 503 session-limit with Retry-After: the body is the problem.
socket.on('unexpected-response', async (request, response) => {
  for await (const problem of response) console.error(String(problem));
  request.destroy();
});
socket.on('error', error => console.error(error.message));

function say(message) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
