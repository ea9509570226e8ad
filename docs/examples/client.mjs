// A client of a node's JSON-RPC in plain Node (18 or newer), without a package: calls by HTTP, and a
// WebSocket by hand (RFC 6455) for channels, cancelling and flow control. `node client.mjs REPO` runs
// the tour at the end against the node that serves the repository REPO.
import {createHash, randomBytes} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {request} from 'node:http';
import {join} from 'node:path';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MOST = 64 << 20; // the longest message that a node sends
const TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;

/** Where the node of a repository answers, and the token that allows everything. */
export function nodeOf(repo) {
  const [, , host, , port] = readFileSync(join(repo, 'api'), 'utf8').trim().split('/');
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return {url: `http://${authority}/rpc/v0`, token: readFileSync(join(repo, 'token'), 'utf8').trim()};
}

/** One call by HTTP. */
export async function call({url, token}, method, ...params) {
  const headers = token ? {authorization: `Bearer ${token}`} : {};
  const body = JSON.stringify({jsonrpc: '2.0', id: 1, method, params});
  const reply = await fetch(url, {method: 'POST', headers, body});
  if (reply.status === 401) throw new Error('the token is not of this node');
  return result(await reply.json());
}

function result({error, result}) {
  if (error) throw Object.assign(new Error(error.message), {code: error.code, data: error.data});
  return result;
}

/** Many calls and channels over one WebSocket. */
export class Line {
  #socket; #bytes = Buffer.alloc(0); #parts = []; #calls = new Map(); #channels = new Map(); #id = 0;

  static open({url, token}) {
    const key = randomBytes(16).toString('base64');
    const accept = createHash('sha1').update(key + GUID).digest('base64');
    const headers = {
      connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': 13, 'sec-websocket-key': key,
      ...(token ? {authorization: `Bearer ${token}`} : {}),
    };
    return new Promise((resolve, reject) => {
      request(url, {headers})
        .on('error', reject)
        .on('response', reply => reject(new Error(`no WebSocket: status ${reply.statusCode}`)))
        .on('upgrade', (reply, socket, head) => {
          if (reply.headers['sec-websocket-accept'] !== accept) reject(new Error('no WebSocket'));
          resolve(new Line(socket, head));
        })
        .end();
    });
  }

  constructor(socket, head) {
    this.#socket = socket;
    socket.on('data', bytes => this.#take(bytes)).on('error', e => this.#end(e));
    socket.on('close', () => this.#end(new Error('the line was closed')));
    if (head.length) this.#take(head);
  }

  /** A call; the promise has its id, by which it can be cancelled. */
  call(method, ...params) {
    const id = ++this.#id;
    return Object.assign(this.#send(id, {jsonrpc: '2.0', id, method, params}), {id});
  }

  /**
   * A channel: an asynchronous iterator over its values. The node sends `window` values and then waits
   * until it is granted more, so that a loop which takes its time holds up nobody else.
   */
  async *channel(window, method, ...params) {
    const id = ++this.#id;
    const number = await this.#send(id, {jsonrpc: '2.0', id, method, params, meta: {window}}, new Channel());
    const channel = this.#channels.get(number);
    try {
      for (let next = await channel.next(); !next.done; next = await channel.next()) {
        yield next.value;
        this.#notify('xrpc.ch.grant', number, 1);
      }
    } finally {
      if (!channel.done) this.cancel(id); // the loop was left
      this.#channels.delete(number);
    }
  }

  /** Ends a call or a channel. */
  cancel(id) { this.#notify('xrpc.cancel', id); }

  close() { this.#frame(CLOSE, Buffer.from([3, 232])); this.#socket.end(); }

  #send(id, message, channel) {
    return new Promise((resolve, reject) => {
      this.#calls.set(id, {resolve, reject, channel});
      this.#frame(TEXT, Buffer.from(JSON.stringify(message)));
    });
  }

  #notify(method, ...params) { this.#frame(TEXT, Buffer.from(JSON.stringify({jsonrpc: '2.0', method, params}))); }

  #receive({id, method, params, error, result: value}) {
    if (method === 'xrpc.ch.val') return this.#channels.get(params[0])?.put(params[1]);
    if (method === 'xrpc.ch.close') return this.#channels.get(params[0])?.end(params[1]);
    const {resolve, reject, channel} = this.#calls.get(id) ?? {};
    this.#calls.delete(id);
    if (channel && !error) this.#channels.set(value, channel); // before its first value, which may be here already
    try { resolve?.(result({error, result: value})); } catch (e) { reject?.(e); }
  }

  #end(error) {
    for (const {reject} of this.#calls.values()) reject(error);
    for (const channel of this.#channels.values()) channel.end(error);
    this.#calls.clear();
  }

  /** What a client sends is masked; no message of ours is longer than 64 KiB. */
  #frame(kind, data) {
    const head = data.length < 126 ? [0x80 | kind, 0x80 | data.length] : [0x80 | kind, 0xfe, data.length >> 8, data.length & 255];
    const mask = randomBytes(4);
    this.#socket.write(Buffer.concat([Buffer.from(head), mask, data.map((octet, i) => octet ^ mask[i & 3])]));
  }

  #take(bytes) {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (let frame = this.#next(); frame; frame = this.#next()) {
      if (frame.kind === PING) this.#frame(PONG, frame.data);
      if (frame.kind === CLOSE) this.#socket.end();
      if (frame.kind > 2) continue;
      this.#parts.push(frame.data);
      if (frame.last) this.#receive(JSON.parse(Buffer.concat(this.#parts.splice(0)).toString()));
    }
  }

  #next() {
    const bytes = this.#bytes;
    if (bytes.length < 2) return null;
    const short = bytes[1] & 127;
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < start) return null;
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (length > MOST) throw this.#socket.destroy(new Error(`a frame of ${length} bytes`));
    if (bytes.length < start + length) return null;
    this.#bytes = bytes.subarray(start + length);
    return {last: bytes[0] > 127, kind: bytes[0] & 15, data: bytes.subarray(start, start + length)};
  }
}

/** Values on their way from the line to the loop that takes them. */
class Channel {
  done = false; #values = []; #error; #waiting;

  put(value) { this.#values.push(value); this.#wake(); }

  end(error) { this.done = true; this.#error = error; this.#wake(); }

  #wake() { this.#waiting?.(); this.#waiting = undefined; }

  async next() {
    while (!this.#values.length && !this.done) await new Promise(resolve => { this.#waiting = resolve; });
    if (this.#values.length) return {value: this.#values.shift(), done: false};
    if (this.#error) throw Object.assign(new Error(this.#error.message), {code: this.#error.code});
    return {value: undefined, done: true};
  }
}

async function tour(repo) {
  const node = nodeOf(repo);
  const guest = {url: node.url};
  console.log('version', (await call(guest, 'Version')).Version);
  await call(guest, 'DagstoreGC').catch(e => console.log('without a token:', e.code, e.message));
  const reader = Buffer.from(await call(node, 'AuthNew', ['read']), 'base64').toString();
  console.log('a token for', await call({...node, token: reader}, 'AuthVerify', reader));
  await call({...node, token: 'x' + reader}, 'Version').catch(e => console.log('a bad token:', e.message));

  const line = await Line.open(node);
  for (const {Key, State} of await line.call('DagstoreListShards')) console.log('shard', Key, State);
  let events = 0;
  for await (const {System} of line.channel(2, 'DagstoreJournal', {Follow: false})) events += System ? 1 : 0;
  console.log('events so far:', events);
  for await (const {System, Event} of line.channel(2, 'DagstoreJournal', {Follow: true})) {
    console.log('followed as far as', `${System}:${Event}`);
    break; // leaving the loop cancels the channel
  }
  console.log('and the line goes on:', (await line.call('DagstoreStat')).Blocks, 'blocks');
  line.close();
}

if (process.argv[2]) await tour(process.argv[2]);
