// CPU a look-up as connections, look-ups an operation and activities grow, and how a healthy key fares beside one whose calls hang.
//
//   ./mvnw package -DskipTests
//   node src/bench/growth.mjs                    the packaged service, on the `java` of the path
//   node src/bench/growth.mjs target/*-runner    the native executable
//
// The service has core 0, this process, which asks and also answers in Leadlex' place, the others. Linux, Node 20, two cores.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

const program = process.argv[2] ?? 'target/quarkus-app/quarkus-run.jar';
const SECONDS = 4;
const TICKS = 100; // of /proc, a second
const CONNECTIONS = [1, 16, 64, 256];
const SIZES = { '1 KB': 1 << 10, '100 KB': 100 << 10, '1 MB': 1 << 20 };
const MOST_AT_ONCE = 300 << 20; // more is refused or takes minutes, and measures this process
const HUNG_KEY = 'wbk_hung';

const bodies = new Map();

/** An activity of so many bytes; the id tells its size. */
function activity(id) {
  const size = Number(id.split('-')[1]);
  if (!bodies.has(size)) {
    bodies.set(size, '"type":"note","title":"Growth","description":' + JSON.stringify('x'.repeat(size)) + '}}}');
  }
  return `{"data":{"activity":{"id":"${id}",${bodies.get(size)}`;
}

const leadlex = http.createServer((request, response) => {
  if (request.headers.authorization === `Bearer ${HUNG_KEY}`) {
    return; // and never answers
  }
  const body = activity(request.url.split('/').pop());
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
leadlex.keepAliveTimeout = 0;

const listen = server => new Promise(done => server.listen(0, '127.0.0.1', () => done(server.address().port)));
const sleep = millis => new Promise(done => setTimeout(done, millis));

async function freePort() {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise(done => server.close(done));
  return port;
}

let next = 0;

function operation(lookups, size) {
  const fields = Array.from({ length: lookups }, (ignored, i) => `a${i}: activity(id: $i${i}) { id type title description }`);
  const variables = {};
  for (let i = 0; i < lookups; i++) {
    variables[`i${i}`] = `act-${size}-${next++}`;
  }
  const query = `query G(${Object.keys(variables).map(name => `$${name}: ID!`).join(', ')}) { ${fields.join(' ')} }`;
  return JSON.stringify({ query, variables });
}

const request = (key, body) => `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n`
  + `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** One connection that asks one operation after another. */
class Caller {
  constructor(port) {
    this.port = port;
    this.open();
  }

  open() {
    this.socket = net.connect(port, '127.0.0.1').setNoDelay();
    this.socket.on('data', chunk => this.read(chunk));
    this.socket.on('error', error => this.done?.(error));
    this.reset();
  }

  reset() {
    this.head = Buffer.alloc(0);
    this.left = -1;
    this.start = '';
  }

  ask(key, body) {
    return new Promise(done => {
      this.done = done;
      this.socket.write(request(key, body));
    });
  }

  read(chunk) {
    let rest = chunk;
    if (this.left < 0) {
      this.head = Buffer.concat([this.head, chunk]);
      const end = this.head.indexOf('\r\n\r\n');
      if (end < 0) {
        return;
      }
      this.left = Number(/content-length: (\d+)/i.exec(this.head.subarray(0, end).toString('latin1'))[1]);
      rest = this.head.subarray(end + 4);
    }
    if (this.start.length < 200) {
      this.start += rest.subarray(0, 200).toString('latin1');
    }
    this.left -= rest.length;
    if (this.left === 0) {
      const start = this.start;
      this.reset();
      this.done(start);
    }
  }
}

/** Microseconds of CPU that the service has taken. */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 1e6 / TICKS;
}

async function load(port, connections, lookups, size, seconds) {
  const callers = Array.from({ length: connections }, () => new Caller(port));
  const end = Date.now() + seconds * 1000;
  let answered = 0;
  let refused = 0;
  await Promise.all(callers.map(async caller => {
    while (Date.now() < end) {
      const start = await caller.ask('wbk_growth', operation(lookups, size));
      if (typeof start !== 'string') {
        refused++; // closed, since more waits for clients than the heap has room for
        caller.open();
      } else if (start.startsWith('{"data"')) {
        answered++;
      } else {
        refused++;
      }
    }
  }));
  callers.forEach(caller => caller.socket.destroy());
  return { answered, refused };
}

async function grow(pid, port) {
  console.log('| activity | look-ups | ' + CONNECTIONS.map(n => `${n} connections`).join(' | ') + ' |');
  console.log('|---|---:|' + CONNECTIONS.map(() => '---:|').join(''));
  for (const [name, size] of Object.entries(SIZES)) {
    for (const lookups of [1, 20]) {
      const cells = [];
      for (const connections of CONNECTIONS) {
        if (connections * lookups * size > MOST_AT_ONCE) {
          cells.push('');
          continue;
        }
        const before = cpu(pid);
        const { answered, refused } = await load(port, connections, lookups, size, SECONDS);
        const micros = (cpu(pid) - before) / (answered * lookups);
        cells.push((answered === 0 ? '–' : `${micros.toFixed(micros < 100 ? 1 : 0)} µs`)
          + (refused ? `, ${Math.round(100 * refused / (answered + refused))} % refused` : ''));
      }
      console.log(`| ${name} | ${lookups} | ${cells.join(' | ')} |`);
    }
  }
}

/** At 200 a second, whether the answer before has come or not. */
async function latency(port, seconds) {
  const idle = [];
  const times = [];
  const begin = performance.now();
  const asked = [];
  for (let i = 0; i < 200 * seconds; i++) {
    await sleep(Math.max(0, begin + i * 5 - performance.now()));
    const caller = idle.pop() ?? new Caller(port);
    const sent = performance.now();
    asked.push(caller.ask('wbk_healthy', operation(1, 1 << 10)).then(() => {
      times.push(performance.now() - sent);
      idle.push(caller);
    }));
  }
  await Promise.all(asked);
  times.sort((a, b) => a - b);
  const at = share => times[Math.floor(times.length * share)].toFixed(2);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

async function besideAHungKey(port) {
  await latency(port, 5);
  console.log(`a healthy key at 200/s alone: ${await latency(port, 10)}`);
  const hung = Array.from({ length: 64 }, () => new Caller(port));
  let going = true;
  const asking = hung.map(async caller => {
    while (going) {
      await caller.ask(HUNG_KEY, operation(1, 1 << 10));
      await sleep(20);
    }
  });
  await sleep(1000);
  console.log(`beside 64 connections of a key whose calls hang: ${await latency(port, 10)}`);
  going = false;
  await Promise.race([Promise.all(asking), sleep(11_000)]);
}

const port = await freePort();
const leadlexPort = await listen(leadlex);
if (!existsSync(program)) {
  throw new Error(`${program} is not there: package it first`);
}
const command = program.endsWith('.jar') ? ['java', '-Xmx256m', '-jar', program] : [program];
const service = spawn('taskset', ['-c', '0', ...command], {
  env: { ...process.env, PORT: port, LEADLEX_URL: `http://127.0.0.1:${leadlexPort}` }, stdio: ['ignore', 'ignore', 'inherit'],
});
process.on('exit', () => service.kill('SIGKILL'));
for (let ready = false; !ready; await sleep(50)) {
  ready = await fetch(`http://127.0.0.1:${port}/q/health/ready`).then(answer => answer.ok, () => false);
}
await load(port, 64, 1, 1 << 10, program.endsWith('.jar') ? 25 : 5);
await load(port, 256, 1, 1 << 10, 5); // more than one key may have at Leadlex at once: they wait, which is code of its own
await load(port, 16, 20, 100 << 10, 5);
await grow(service.pid, port);
await besideAHungKey(port);
process.exit(0);
