// node --test: the bot and its ear with a service that is slow, full, stopping, wrong or not there at all.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {test as nodeTest} from 'node:test';
import {WebSocketServer} from 'ws';
import {Bot} from './bot.mjs';
import {Ear} from './ear.mjs';

const SECOND = Buffer.alloc(32000);
const BASE = 'Your order left our house this morning and arrives tomorrow.';
const LONG = 60000; // ms: nothing here is waited for as long
const test = (name, body) => nodeTest(name, {timeout: 2 * LONG}, body);
const angry = {emotion: 'angry', confidence: 0.9, abstention: null};

test('reply depends on a sure emotion and on nothing less', () => {
  const where = 'Where is my order?';
  assert.equal(new Bot().reply(where, null), BASE);
  assert.equal(new Bot().reply(where, {emotion: null, confidence: null, abstention: 'no-speech'}), BASE);
  assert.equal(new Bot().reply(where, {emotion: 'angry', confidence: 0.5, abstention: null}), BASE);
  assert.equal(new Bot().reply(where, {emotion: 'neutral', confidence: 0.9, abstention: null}), BASE);
  assert.match(new Bot().reply(where, angry), /^I am sorry for the trouble\..*tomorrow\.$/);
  assert.match(new Bot().reply(where, {emotion: 'happy', confidence: 0.7}), /^Gladly!/);
});

test('a colleague is offered in the second angry turn in a row', () => {
  const bot = new Bot();
  assert.doesNotMatch(bot.reply('Where is it?', angry), /colleague/);
  assert.match(bot.reply('Where is it?', angry), /colleague/);
  bot.reply('Where is it?', null);
  assert.doesNotMatch(bot.reply('Where is it?', angry), /colleague/);
});

test('an answer in time is that of the turn', async () => {
  await withService(flush => flush.answer(angry), async (address) => {
    const {ear, log} = listen(address);
    await log.until('ready');
    ear.hear(SECOND);
    assert.deepEqual(await ear.endOfTurn(LONG), angry);
    ear.close();
  });
});

test('a late answer is not waited for, and not taken for that of the next turn', async () => {
  const flushes = [];
  await withService(flush => flushes.push(flush), async (address) => {
    const {ear, log} = listen(address);
    await log.until('ready');
    ear.hear(SECOND);
    assert.equal(await ear.endOfTurn(1), null);
    ear.hear(SECOND);
    const next = ear.endOfTurn(LONG);
    await until(() => flushes.length === 2);
    flushes[0].answer(angry);
    flushes[1].answer({emotion: 'sad'});
    assert.deepEqual(await next, {emotion: 'sad'});
    ear.close();
  });
});

test('who declines is not heard any more', async () => {
  await withService(flush => flush.answer(angry), async (address) => {
    const {ear, log} = listen(address);
    await log.until('ready');
    ear.hear(SECOND);
    ear.close();
    assert.equal(await ear.endOfTurn(LONG), null);
    await log.until('closed: 1000');
    ear.hear(SECOND);
    assert.equal(await ear.endOfTurn(LONG), null);
  });
  assert.equal(new Bot().reply('Stop listening, please', angry), 'All right. From here on I go by your words alone.');
});

test('an utterance that cannot be judged costs its emotion, not the turn', async () => {
  await withService(flush => flush.error('inference-failed', false), async (address) => {
    const {ear, log} = listen(address);
    await log.until('ready');
    ear.hear(SECOND);
    assert.equal(await ear.endOfTurn(LONG), null);
    await log.until('inference-failed');
    ear.close();
  });
});

for (const code of [1012, 1013]) {
  test(`a service that closes with ${code} is left out for a turn and connected anew`, async () => {
    let flushes = 0;
    await withService(flush => ++flushes === 1 ? flush.close(code) : flush.answer(angry), async (address) => {
      const {ear, log} = listen(address);
      await log.until('ready');
      ear.hear(SECOND);
      assert.equal(await ear.endOfTurn(LONG), null);
      await log.until('ready');
      ear.hear(SECOND);
      assert.deepEqual(await ear.endOfTurn(LONG), angry);
      ear.close();
    });
  });
}

test('a turn of which a part was missed has no emotion', async () => {
  await withService(flush => flush.answer(angry), async (address) => {
    const {ear, log} = listen(address);
    ear.hear(SECOND); // not connected yet
    await log.until('ready');
    ear.hear(SECOND);
    assert.equal(await ear.endOfTurn(LONG), null);
    ear.hear(SECOND);
    assert.deepEqual(await ear.endOfTurn(LONG), angry);
    ear.close();
  });
});

test('a service without room (503) is asked again, one that forbids (403) is not', async () => {
  const statuses = [503, 403];
  const server = createServer().on('upgrade', (request, socket) =>
      socket.end(`HTTP/1.1 ${statuses.shift()} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`));
  await once(server.listen(0, 'localhost'), 'listening');
  const {ear, log} = listen(`ws://localhost:${server.address().port}/v1/stream`);
  await log.until('refused: 503');
  await log.until('refused: 403');
  await log.until('emotions are off: the same would happen again');
  ear.hear(SECOND);
  assert.equal(await ear.endOfTurn(LONG), null);
  ear.close();
  server.close();
});

test('nobody there: the dialogue goes on at once', async () => {
  const {ear, log} = listen('ws://localhost:1/v1/stream');
  await log.until('closed: 1006');
  ear.hear(SECOND);
  assert.equal(await ear.endOfTurn(LONG), null);
  ear.close();
});

/** An ear, and a log that can be waited for; each line answers one wait. */
function listen(address) {
  const lines = [];
  const log = {until: wanted => until(() => {
    const at = lines.indexOf(wanted);
    return at >= 0 && lines.splice(0, at + 1);
  })};
  return {ear: new Ear(address, {firstRetryMs: 10, log: line => lines.push(line)}), log};
}

async function until(condition) {
  while (!condition()) await new Promise(setImmediate);
}

/** A service that keeps the stream's clock and leaves the answers to flush to the test. */
async function withService(flushed, test) {
  const service = new WebSocketServer({port: 0, host: 'localhost'});
  await once(service, 'listening');
  service.on('connection', socket => {
    const say = message => socket.send(JSON.stringify(message));
    let clockMs = 0;
    let startMs = 0;
    socket.on('message', (data, binary) => {
      if (binary) {
        clockMs += data.length / 32;
        return;
      }
      const {type} = JSON.parse(data);
      if (type === 'start') say({type: 'ready', sessionId: 's', model: {name: 'fixture', version: '1.0.0'}});
      if (type === 'flush') {
        const span = {startMs, endMs: clockMs};
        startMs = clockMs;
        flushed({
          answer: result => say({type: 'utterance', utteranceId: 's.1', ...span, endedBy: 'flush', result}),
          error: (reason, fatal) => say({type: 'error', fatal, problem: {reason}}),
          close: code => socket.close(code),
        });
      }
    });
  });
  try {
    await test(`ws://localhost:${service.address().port}/v1/stream`);
  } finally {
    service.clients.forEach(client => client.terminate());
    service.close();
  }
}
