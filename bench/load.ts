import { Agent, request as send } from 'node:http'

export interface Reply {
  status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- scenarios know what they asked for
  body: any
}

export interface Door {
  ask: (method: string, path: string, options?: { token?: string; body?: unknown; from?: string }) => Promise<Reply>
  close: () => void
}

/** Connections that stay open to one server, as many as there are visitors. */
export function openDoor(url: string, visitors: number): Door {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors })
  const { hostname, port } = new URL(url)
  return {
    close: () => agent.destroy(),
    ask: (method, path, options = {}) =>
      new Promise((resolve, reject) => {
        const payload = options.body === undefined ? undefined : JSON.stringify(options.body)
        const headers = {
          ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...(options.from ? { 'x-forwarded-for': options.from } : {}),
          ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        }
        const sent = send({ agent, hostname, port, method, path, headers }, (reply) => {
          const parts: Buffer[] = []
          reply.on('data', (part: Buffer) => parts.push(part))
          reply.on('error', reject)
          reply.on('end', () => {
            const text = Buffer.concat(parts).toString()
            // Reading JSON costs the generator as much as making it cost the server: only where a scenario looks into it.
            resolve({
              status: reply.statusCode ?? 0,
              get body() {
                return JSON.parse(text)
              },
            })
          })
        })
        sent.on('error', reject)
        sent.end(payload)
      }),
  }
}

export interface Measured {
  requests: number
  /** Answered with 409: sold out, over a limit. */
  refused: number
  errors: number
  seconds: number
  /** Milliseconds, ascending. */
  latencies: number[]
}

/** So many visitors, one request after the other each, for so long. `visit` gives the status of one request. */
export async function load(
  visitors: number,
  seconds: number,
  visit: (visitor: number, round: number) => Promise<number>,
): Promise<Measured> {
  const latencies: number[] = []
  let [refused, errors] = [0, 0]
  const start = performance.now()
  const end = start + seconds * 1000
  await Promise.all(
    Array.from({ length: visitors }, async (_, visitor) => {
      for (let round = 0; performance.now() < end; round += 1) {
        const begun = performance.now()
        const status = await visit(visitor, round).catch(() => 0)
        latencies.push(performance.now() - begun)
        if (status === 409) refused += 1
        else if (status < 200 || status >= 400) errors += 1
      }
    }),
  )
  const took = (performance.now() - start) / 1000
  return { requests: latencies.length, refused, errors, seconds: took, latencies: latencies.sort((a, b) => a - b) }
}

export const percentile = (ascending: readonly number[], percent: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor((ascending.length * percent) / 100))] ?? 0
