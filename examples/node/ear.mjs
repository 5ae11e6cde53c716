// A dialogue's connection to an Undertone service, which never holds the dialogue up: it answers within its patience, or
// with null, whatever happens to the service.
import {WebSocket} from 'ws';

const TRY_AGAIN = new Set([1006, 1012, 1013]); // it broke, the instance stops, there is no room now
const LONGEST_RETRY_MS = 30000;
const MOST_UNSENT_BYTES = 64000; // 2 s of samples at 16 kHz: what is later is of no use to this turn

export class Ear {
  #address; #options; #socket = null; #waiting = null; #retryTimer = null; #retryMs; #closed = false;
  #sentBytes = 0;    // on this connection: the stream's clock
  #turnBytes = 0;    // where the turn begins on it
  #missed = false;   // whether some of the turn was not sent

  /** Connects. Samples are 16-bit PCM of one channel. */
  constructor(address, {sampleRateHz = 16000, patienceMs = 300, minConfidence = 0.5, firstRetryMs = 1000, key,
      log = () => {}} = {}) {
    this.#address = address;
    this.#options = {sampleRateHz, patienceMs, minConfidence, firstRetryMs, key, log};
    this.#retryMs = firstRetryMs;
    this.#connect();
  }

  /** Hands on what the user says; never waits. */
  hear(samples) {
    if (this.#socket.readyState === WebSocket.OPEN && this.#socket.bufferedAmount < MOST_UNSENT_BYTES) {
      this.#socket.send(samples);
      this.#sentBytes += samples.length;
    } else {
      this.#missed = true;
    }
  }

  /** What the turn sounded like; null where that is not known in time. Never rejects. */
  endOfTurn(patienceMs = this.#options.patienceMs) {
    const from = this.#clockMs(this.#turnBytes);
    const open = this.#socket.readyState === WebSocket.OPEN && this.#sentBytes > this.#turnBytes;
    const whole = !this.#missed;
    this.#turnBytes = this.#sentBytes;
    this.#missed = false;
    this.#settle(null);
    if (open) this.#socket.send('{"type":"flush"}'); // also where nobody waits: the next turn begins behind it
    if (!open || !whole) return Promise.resolve(null);
    return new Promise(resolve => {
      const timer = setTimeout(() => this.#settle(null), patienceMs);
      this.#waiting = {from, resolve, timer};
    });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#settle(null);
    this.#socket.close(1000);
  }

  #connect() {
    const {key, sampleRateHz, minConfidence, log} = this.#options;
    const socket = new WebSocket(this.#address, {headers: key ? {Authorization: `Bearer ${key}`} : {}});
    this.#socket = socket;
    let tryAgain = true;
    let afterMs = 0;
    socket.on('open', () => {
      this.#sentBytes = this.#turnBytes = 0;
      // The dialogue knows where a turn ends, so the service need not guess (vad); it shows nobody partials or weights.
      socket.send(JSON.stringify({type: 'start', encoding: 'pcm_s16le', sampleRateHz, minConfidence,
        vad: false, partialEveryMs: 0, attention: 'none'}));
    });
    socket.on('message', data => this.#take(JSON.parse(data)));
    socket.on('unexpected-response', (_, response) => {
      tryAgain = response.statusCode === 503;
      afterMs = 1000 * Number(response.headers['retry-after'] ?? 0);
      log(`refused: ${response.statusCode}`);
      socket.terminate();
    });
    socket.on('error', error => log(error.message));
    socket.on('close', code => {
      log(`closed: ${code}`);
      this.#missed ||= this.#sentBytes > this.#turnBytes;
      this.#sentBytes = this.#turnBytes = 0;
      this.#settle(null);
      if (this.#closed) return;
      if (!tryAgain || !TRY_AGAIN.has(code)) return log('emotions are off: the same would happen again');
      this.#retryTimer = setTimeout(() => this.#connect(), Math.max(afterMs, this.#retryMs * (0.5 + Math.random() / 2)));
      this.#retryMs = Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    });
  }

  #take(message) {
    if (message.type === 'ready') {
      this.#retryMs = this.#options.firstRetryMs;
      this.#options.log('ready');
    } else if (message.type === 'utterance' && message.endedBy === 'flush') {
      // By the stream's clock: an answer that comes late is of an earlier turn, and says nothing of this one.
      const middle = (message.startMs + message.endMs) / 2;
      if (this.#waiting && middle > this.#waiting.from) this.#settle(message.result);
    } else if (message.type === 'error') {
      this.#options.log(message.problem.reason);
      this.#settle(null);
    }
  }

  #settle(result) {
    if (!this.#waiting) return;
    clearTimeout(this.#waiting.timer);
    this.#waiting.resolve(result);
    this.#waiting = null;
  }

  #clockMs(bytes) {
    return bytes / 2 / this.#options.sampleRateHz * 1000;
  }
}
