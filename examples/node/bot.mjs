// A bot of a shop whose replies depend on what the user said and, where it is known in time and sure enough, on how it
// sounded. Each turn is a text, as a speech recogniser would bring it, and the recording of it:
//
//   npm install
//   node bot.mjs ws://localhost:8080/v1/stream 'Where is my order?' one.wav 'I said, where is it?' two.wav
//
// PATIENCE_MS (300) is how long a reply waits for the emotion; UNDERTONE_KEY the key where the service asks for one.
import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {Ear} from './ear.mjs';
import {readWav} from './wav.mjs';

/** Below it the bot would rather speak as always: a wrong "you sound angry" is worse than none. */
const SURE = 0.6;
const SLICE_MS = 100;
const DECLINE = /stop listening/i;

export class Bot {
  #annoyed = 0; // turns in a row that sounded angry

  /**
   * The reply to a turn. What the bot does depends on the words alone: the emotion changes how it is said, and what is
   * offered besides. It never says which emotion it believes to have heard.
   *
   * @param text the words of the user
   * @param heard a service's answer; null where there is none
   */
  reply(text, heard) {
    if (DECLINE.test(text)) return 'All right. From here on I go by your words alone.';
    const answer = /order|parcel|where/i.test(text)
        ? 'Your order left our house this morning and arrives tomorrow.'
        : 'I can look after orders, returns and invoices.';
    const emotion = heard?.emotion && heard.confidence >= SURE ? heard.emotion : 'unknown';
    this.#annoyed = emotion === 'angry' ? this.#annoyed + 1 : 0;
    switch (emotion) {
      case 'angry':
        return `I am sorry for the trouble. ${answer}`
            + (this.#annoyed > 1 ? ' Would you rather speak with a colleague?' : '');
      case 'sad':
        return `I am sorry to hear that. ${answer} Take your time.`;
      case 'happy':
        return `Gladly! ${answer}`;
      default:
        return answer;
    }
  }
}

async function main([address, ...turns]) {
  const {sampleRateHz} = readWav(await readFile(turns[1]));
  const ear = new Ear(address, {
    sampleRateHz,
    patienceMs: Number(process.env.PATIENCE_MS ?? 300),
    key: process.env.UNDERTONE_KEY,
    log: line => console.error(line),
  });
  const bot = new Bot();
  console.log('bot:  This call is heard by a machine that also judges how you sound, to speak with you more kindly.'
      + ' Say "stop listening" to go on without.');
  await sleep(1000); // while the bot speaks, its ear connects
  for (let i = 0; i < turns.length; i += 2) {
    await speak(ear, await readFile(turns[i + 1]));
    const end = performance.now();
    if (DECLINE.test(turns[i])) ear.close(); // from now on nothing is sent, and every turn has null
    const heard = await ear.endOfTurn();
    const what = heard ? heard.emotion ?? heard.abstention : 'nothing in time';
    console.log(`user: ${turns[i]}  [${what}, ${Math.round(performance.now() - end)} ms]`);
    console.log(`bot:  ${bot.reply(turns[i], heard)}`);
  }
  ear.close();
}

/** As a microphone would bring it. */
async function speak(ear, wav) {
  const {sampleRateHz, samples} = readWav(wav);
  const slice = 2 * Math.round(sampleRateHz * SLICE_MS / 1000);
  for (let from = 0; from < samples.length; from += slice) {
    ear.hear(samples.subarray(from, from + slice));
    await sleep(SLICE_MS);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.length < 5 || process.argv.length % 2 === 0) {
    console.error('usage: node bot.mjs ws://HOST:PORT/v1/stream TEXT FILE.wav [TEXT FILE.wav ...]');
    process.exit(2);
  }
  await main(process.argv.slice(2));
}
