// A microphone to an Undertone service and back, without a library: MediaRecorder -> WebSocket -> bars and a curve.
// Served by the service at /docs/stream/, two folders below its own; from elsewhere, name the service
// (?service=https://voice.example.org) and let its operator list your origin.

const RECORDINGS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
const SLICE_MS = 100;             // how often the recorder hands out what it has
const MOST_UNSENT_BYTES = 256000; // more than this waits: the line is too slow, and late answers are worth nothing
const FIRST_WAIT_MS = 1000;       // before the first attempt to connect anew; doubled each time
const LONGEST_WAIT_MS = 30000;
const MOST_SHOWN = 50;
const TOO_SLOW = 4000;            // our own close code
// The connection broke, the instance stops, there is no room now: all worth another attempt.
const TRY_AGAIN = new Set([1006, 1012, 1013, TOO_SLOW]);

const service = new URL(new URLSearchParams(location.search).get('service') ?? '../../', location.href);
const page = Object.fromEntries(
    ['state', 'agreed', 'talk', 'model', 'key', 'bars', 'utterances', 'none', 'utterance']
        .map(id => [id, document.getElementById(id)]));

let microphone = null;
let mimeType = null;
let socket = null;
let recorder = null;
let waitMs = FIRST_WAIT_MS;
let timer = 0;

page.agreed.onchange = () => {
  page.talk.disabled = !page.agreed.checked;
  if (!page.agreed.checked) stop();
};
page.talk.onclick = () => microphone ? stop() : start();

async function start() {
  if (!navigator.mediaDevices) return show('failed', 'browsers give microphones to pages of https or localhost alone');
  mimeType = RECORDINGS.find(type => MediaRecorder.isTypeSupported(type));
  if (!mimeType) return show('failed', 'this browser records neither WebM nor Ogg');
  try {
    microphone = await navigator.mediaDevices.getUserMedia(
        {audio: {channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false}});
  } catch (e) {
    return show('failed', `no microphone: ${e.message}`);
  }
  page.talk.textContent = 'Stop';
  waitMs = FIRST_WAIT_MS;
  connect();
}

/** Says finish, so that the last utterance is answered; the service closes. */
function stop() {
  clearTimeout(timer);
  microphone?.getTracks().forEach(track => track.stop());
  microphone = null;
  page.talk.textContent = 'Start listening';
  if (recorder?.state === 'recording') {
    recorder.stop(); // its last piece, then its end: see listen
  } else {
    socket?.close();
    show('off', 'not connected');
  }
}

/** Each connection is a stream of its own with a recording of its own: a container cannot be entered in the middle. */
async function connect() {
  show('waiting', 'connecting');
  const address = new URL('v1/stream', service);
  address.protocol = address.protocol.replace('http', 'ws');
  let mine;
  try {
    mine = new WebSocket(address, await protocols());
  } catch (e) {
    return again(e.message);
  }
  socket = mine;
  let end = null;
  mine.onopen = () => mine.send(JSON.stringify(
      {type: 'start', encoding: 'container', model: page.model.value || 'default'}));
  mine.onmessage = ({data}) => {
    const message = JSON.parse(data);
    if (message.type === 'ready') listen(mine, message);
    else if (message.type === 'partial') showNow(message);
    else if (message.type === 'utterance') showUtterance(message);
    else if (message.type === 'error' && message.fatal) end = message.problem;
    // 'bye' is followed by the close frame; what is not known here is passed over
  };
  mine.onclose = ({code}) => {
    if (socket !== mine) return;
    socket = null;
    if (!microphone) return show(end ? 'failed' : 'off', end ? end.title : 'not connected');
    if (TRY_AGAIN.has(code)) return again(end?.title ?? 'the connection was lost');
    const why = end ? `${end.title}: ${end.detail}` : `closed (${code})`;
    stop(); // to try the same again would end the same
    show('failed', why);
  };
}

/** A key cannot be sent with a browser's WebSocket, so it buys a ticket that is good once. */
async function protocols() {
  if (!page.key.value) return [];
  const answer = await fetch(new URL('v1/stream/tickets', service),
      {method: 'POST', headers: {Authorization: `Bearer ${page.key.value}`}});
  if (!answer.ok) throw new Error(`no ticket (${answer.status})`);
  return [`undertone.ticket.${(await answer.json()).ticket}`];
}

function again(why) {
  if (recorder?.state === 'recording') recorder.stop();
  if (!microphone) return;
  const wait = waitMs * (0.5 + Math.random() / 2); // so that not all come at once after a restart
  waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  show('waiting', `${why}; again in ${Math.ceil(wait / 1000)} s`);
  timer = setTimeout(connect, wait);
}

function listen(to, {model}) {
  if (!microphone) return to.close();
  show('live', `listening, ${model.name} ${model.version}`);
  waitMs = FIRST_WAIT_MS;
  const mine = recorder = new MediaRecorder(microphone, {mimeType, audioBitsPerSecond: 32000});
  mine.ondataavailable = ({data}) => {
    if (to.readyState !== WebSocket.OPEN || data.size === 0) return;
    if (to.bufferedAmount > MOST_UNSENT_BYTES) return to.close(TOO_SLOW, 'the line is too slow');
    to.send(data);
  };
  mine.onstop = () => to.readyState === WebSocket.OPEN && to.send(JSON.stringify({type: 'finish'}));
  mine.start(SLICE_MS);
}

function show(state, text) {
  page.state.dataset.state = state;
  page.state.textContent = text;
}

function showNow({probabilities}) {
  page.bars.classList.remove('over');
  showBars(page.bars, probabilities);
}

function showBars(where, probabilities) {
  where.replaceChildren(...Object.entries(probabilities).map(([label, value]) => {
    const bar = document.createElement('div');
    bar.className = 'bar';
    bar.dataset.label = label;
    const progress = Object.assign(document.createElement('progress'), {max: 1, value, ariaLabel: label});
    bar.append(text(label), progress, text(`${(100 * value).toFixed(0)} %`));
    return bar;
  }));
}

function showUtterance({startMs, endMs, endedBy, result}) {
  const item = page.utterance.content.cloneNode(true).firstElementChild;
  const name = result.emotion ?? result.abstention;
  const sure = result.confidence === null ? '' : `, ${(100 * result.confidence).toFixed(0)} %`;
  item.querySelector('strong').textContent = name + sure;
  item.querySelector('.quiet').textContent =
      `${(startMs / 1000).toFixed(1)} to ${(endMs / 1000).toFixed(1)} s, ended by ${endedBy}`;
  item.dataset.result = JSON.stringify({emotion: result.emotion, probabilities: result.probabilities});
  showBars(item.querySelector('.bars'), result.probabilities);
  page.bars.classList.add('over');
  page.utterances.prepend(item);
  page.none.hidden = true;
  if (page.utterances.children.length > MOST_SHOWN) page.utterances.lastElementChild.remove();
  const canvas = item.querySelector('canvas');
  if (!result.attention) return canvas.remove();
  canvas.attention = result.attention;
  draw(canvas);
}

// A canvas keeps the colours and the width of its day.
const drawAll = () => page.utterances.querySelectorAll('canvas').forEach(draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
addEventListener('resize', drawAll);

/** Which moments made it so: the weight of each frame over time, the largest one reaching the top. */
function draw(canvas) {
  const {hopSeconds, startSeconds, weights} = canvas.attention;
  const scale = devicePixelRatio || 1;
  const width = canvas.width = canvas.clientWidth * scale;
  const height = canvas.height = canvas.clientHeight * scale;
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const foot = height - 18 * scale;
  const x = frame => frame / weights.length * width;
  const most = Math.max(...weights, Number.MIN_VALUE);
  const pen = canvas.getContext('2d');

  pen.beginPath();
  pen.moveTo(0, foot);
  weights.forEach((weight, frame) => pen.lineTo(x(frame + 0.5), foot - weight / most * (foot - 2)));
  pen.lineTo(width, foot);
  pen.globalAlpha = 0.25;
  pen.fillStyle = colour('--accent');
  pen.fill();
  pen.globalAlpha = 1;
  pen.strokeStyle = colour('--accent');
  pen.lineWidth = 1.5 * scale;
  pen.stroke();

  pen.fillStyle = colour('--soft');
  pen.font = `${11 * scale}px system-ui, sans-serif`;
  const seconds = weights.length * hopSeconds;
  const step = [0.2, 0.5, 1, 2, 5].find(each => seconds / each <= 8) ?? 10;
  for (let at = Math.ceil(startSeconds / step) * step; at < startSeconds + seconds - step / 3; at += step) {
    pen.fillText(`${at.toFixed(step < 1 ? 1 : 0)} s`, (at - startSeconds) / seconds * width, height - 4 * scale);
  }
  canvas.ariaLabel = `attention over ${seconds.toFixed(1)} s, most at `
      + `${(startSeconds + weights.indexOf(most) * hopSeconds).toFixed(1)} s`;
}

function text(words) {
  const span = document.createElement('span');
  span.textContent = words;
  return span;
}
